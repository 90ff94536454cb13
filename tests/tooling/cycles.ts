import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';
import { root } from './process.ts';

/**
 * Import cycles, found here in a page rather than by a package: madge and dependency-cruiser don't
 * read `.svelte`, and eslint-plugin-import-x resolves every file anew for each file that imports it.
 * Imports of types count, since a cycle of types is a cycle in a reader's head; `import()` does not,
 * since it is how a page is loaded when it is needed.
 */
export const findCycles = (folder = root): string[][] => cyclesIn(graphOf(folder));

/** File → files that it imports; repository paths with `/`. */
export type Graph = ReadonlyMap<string, readonly string[]>;

const sources = '{client,server,shared,tests}/**/*.{ts,svelte}';
const leftOut = ['**/node_modules', '**/dist', '**/compiled'];

const graphOf = (folder: string): Graph => {
  const files = globSync(sources, { cwd: folder, exclude: leftOut }).map((file) => file.split(sep).join('/'));
  const known = new Set(files);
  const edges = files.map((file): [string, string[]] => {
    const names = importsOf(readFileSync(join(folder, file), 'utf8'), file);
    return [file, names.flatMap((name) => resolveIn(known, folder, file, name))];
  });
  return new Map(edges);
};

/** What a source imports or re-exports by name; in a component, what its scripts do. */
export const importsOf = (text: string, file: string): string[] => {
  const scripts = file.endsWith('.svelte')
    ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '').join('\n')
    : text;
  return ts
    .createSourceFile(file, scripts, ts.ScriptTarget.Latest)
    .statements.filter((statement) => ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement))
    .flatMap(({ moduleSpecifier }) =>
      moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? [moduleSpecifier.text] : [],
    );
};

const resolveIn = (known: ReadonlySet<string>, folder: string, file: string, name: string): string[] => {
  const shared = /^@brygga\/shared\/(.*)$/.exec(name)?.[1];
  const path = shared
    ? `shared/src/${shared}.ts`
    : name.startsWith('.')
      ? relative(folder, join(folder, dirname(file), name))
          .split(sep)
          .join('/')
      : '';
  return known.has(path) ? [path] : [];
};

/** Each cycle once, as the way round from where it was entered. */
export const cyclesIn = (graph: Graph): string[][] => {
  const done = new Set<string>();
  const found: string[][] = [];
  const visit = (file: string, way: readonly string[]): void => {
    const before = way.indexOf(file);
    if (before >= 0) {
      found.push([...way.slice(before), file]);
      return;
    }
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...way, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
};

if (import.meta.main) {
  const cycles = findCycles();
  for (const cycle of cycles) process.stderr.write(`Import cycle: ${cycle.join(' → ')}\n`);
  process.exit(cycles.length === 0 ? 0 : 1);
}
