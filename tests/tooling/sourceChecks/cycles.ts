import { dirname } from 'node:path/posix';
import { type Source, resolveImport } from './sources.ts';

/**
 * Import cycles. Imports of types count, since a cycle of types is a cycle in a reader's head;
 * `import()` does not, since it is how a page is loaded when it is needed.
 */
export type Graph = ReadonlyMap<string, readonly string[]>;

/** File → files that it imports, in the order of its statements. */
export const fileGraph = (sources: readonly Source[]): Graph => {
  const known = new Set(sources.map(({ file }) => file));
  return new Map(
    sources.map(({ file, imports }) => [
      file,
      imports
        .filter(({ dynamic }) => !dynamic)
        .flatMap(({ specifier }) => {
          const target = resolveImport(specifier, file);
          const path = specifier.startsWith('@brygga/') ? `${target}.ts` : target;
          return known.has(path) ? [path] : [];
        }),
    ]),
  );
};

/** Each cycle once, as the way round from where it was entered. */
export const findCycles = (graph: Graph): string[][] => {
  const done = new Set<string>();
  const found: string[][] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const before = path.indexOf(file);
    if (before >= 0) {
      found.push([...path.slice(before), file]);
      return;
    }
    if (done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of graph.keys()) visit(file, []);
  return found;
};

/** Two folders that reach each other, with the imports that lead one way round. */
export interface FolderCycle {
  readonly folders: readonly string[];
  /** `a/x.ts → b/y.ts`, one for each step. */
  readonly imports: readonly string[];
}

/**
 * Folders that import each other, directly or round others: the shortest cycle through each import
 * that crosses from one folder to another, each set of folders once. A folder is the files directly
 * in it. Between a folder and its own subfolders both directions are fine: a table of commands names
 * those of each drawer, and each drawer uses what lies beside the table.
 */
export const findFolderCycles = (graph: Graph): FolderCycle[] => {
  const crossings = new Map<string, Map<string, string>>();
  for (const [file, targets] of graph) {
    for (const target of targets) {
      const from = dirname(file);
      const to = dirname(target);
      if (isNested(from, to) || isNested(to, from)) continue;
      const outgoing = crossings.get(from) ?? new Map<string, string>();
      if (!outgoing.has(to)) outgoing.set(to, `${file} → ${target}`);
      crossings.set(from, outgoing);
    }
  }
  const found = new Map<string, FolderCycle>();
  for (const [from, outgoing] of crossings) {
    for (const to of outgoing.keys()) {
      const back = shortestPath(crossings, to, from);
      if (!back) continue;
      const key = [...back].sort().join('\n');
      if (found.has(key)) continue;
      const folders = [from, ...back];
      const imports = folders.slice(1).map((folder, index) => crossings.get(folders[index] ?? '')?.get(folder) ?? '');
      found.set(key, { folders, imports });
    }
  }
  return [...found.values()].sort((a, b) => a.folders.length - b.folders.length);
};

/** Whether a folder is another, or lies in it. */
const isNested = (folder: string, inside: string): boolean => folder === inside || folder.startsWith(`${inside}/`);

const shortestPath = (
  crossings: ReadonlyMap<string, ReadonlyMap<string, string>>,
  from: string,
  to: string,
): string[] | undefined => {
  const previous = new Map<string, string | undefined>([[from, undefined]]);
  const queue = [from];
  for (const folder of queue) {
    if (folder === to) {
      const path: string[] = [];
      for (let step: string | undefined = to; step !== undefined; step = previous.get(step)) path.unshift(step);
      return path;
    }
    for (const next of crossings.get(folder)?.keys() ?? []) {
      if (previous.has(next)) continue;
      previous.set(next, folder);
      queue.push(next);
    }
  }
  return undefined;
};
