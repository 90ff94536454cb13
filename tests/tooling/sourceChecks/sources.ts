import { globSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { type Program, parseSync } from 'oxc-parser';
import { root } from '../process.ts';

/** One import or re-export: `dynamic` is `import()`, which loads a page when it is needed. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
  readonly dynamic: boolean;
}

/** A name that a file exports or passes on. */
export interface Export {
  readonly name: string;
  readonly line: number;
}

export interface SourceComment {
  readonly text: string;
  readonly line: number;
}

/** The syntax tree of a file, or of one `<script>` of a component. */
export interface Script {
  readonly program: Program;
  /** The line in the file where a node starts. */
  lineOf(offset: number): number;
}

export interface Source {
  /** Path in the repository, with `/`. */
  readonly file: string;
  readonly imports: readonly Import[];
  readonly exports: readonly Export[];
  readonly comments: readonly SourceComment[];
  readonly scripts: readonly Script[];
}

const pattern = '{client,server,shared,tests}/**/*.{ts,svelte}';
const excluded = ['**/node_modules', '**/dist', '**/compiled', '**/.svelte-check'];

/** The paths of every TypeScript file and component of the repository. */
export const sourceFiles = (): string[] =>
  globSync(pattern, { cwd: root, exclude: excluded })
    .map((file) => file.split(sep).join('/'))
    .sort();

/** All of them, parsed; the checks share one reading (`imports.ts`), since it takes long. */
export const readSources = (): Source[] =>
  sourceFiles().map((file) => parseSource(file, readFileSync(join(root, file), 'utf8')));

const script = /(<script[^>]*>)([\s\S]*?)<\/script>/g;
const dynamicImport = /\bimport\(\s*(['"])([^'"]+)\1\s*\)/g;
const htmlComment = /<!--([\s\S]*?)-->/g;

/** Imports and comments of a source; of a component, those of its scripts and its markup. */
export const parseSource = (file: string, text: string): Source => {
  if (!file.endsWith('.svelte')) return { file, ...parseScript(file, text, 1) };
  const scripts = [...text.matchAll(script)].map((match) =>
    parseScript(`${file}.ts`, match[2] ?? '', lineAt(text, match.index + (match[1] ?? '').length)),
  );
  // Blanks instead of the scripts, so that the lines of what is left stay the same.
  const markup = text.replaceAll(script, (whole) => whole.replaceAll(/[^\n]/g, ' '));
  const inMarkup = [...markup.matchAll(dynamicImport)].map((match) => ({
    specifier: match[2] ?? '',
    line: lineAt(markup, match.index),
    dynamic: true,
  }));
  const markupComments = [...markup.matchAll(htmlComment)].map((match) => ({
    text: match[1] ?? '',
    line: lineAt(markup, match.index),
  }));
  return {
    file,
    imports: [...scripts.flatMap(({ imports }) => imports), ...inMarkup],
    exports: scripts.flatMap(({ exports }) => exports),
    comments: [...scripts.flatMap(({ comments }) => comments), ...markupComments],
    scripts: scripts.flatMap((each) => each.scripts),
  };
};

const parseScript = (file: string, text: string, firstLine: number): Omit<Source, 'file'> => {
  const parsed = parseSync(file, text);
  const { module, comments } = parsed;
  const lineOf = (offset: number) => firstLine + lineAt(text, offset) - 1;
  const reExports = module.staticExports.flatMap(({ start, entries }) => {
    const specifier = entries.find(({ moduleRequest }) => moduleRequest)?.moduleRequest?.value;
    return specifier === undefined ? [] : [{ specifier, start }];
  });
  const statics = [
    ...module.staticImports.map(({ moduleRequest, start }) => ({ specifier: moduleRequest.value, start })),
    ...reExports,
  ].sort((a, b) => a.start - b.start);
  const dynamics = module.dynamicImports.flatMap(({ moduleRequest }) => {
    const literal = /^(['"`])(.*)\1$/s.exec(text.slice(moduleRequest.start, moduleRequest.end));
    return literal ? [{ specifier: literal[2] ?? '', start: moduleRequest.start }] : [];
  });
  return {
    imports: [
      ...statics.map(({ specifier, start }) => ({ specifier, line: lineOf(start), dynamic: false })),
      ...dynamics.map(({ specifier, start }) => ({ specifier, line: lineOf(start), dynamic: true })),
    ],
    exports: module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ exportName }) =>
        exportName.name === null ? [] : [{ name: exportName.name, line: lineOf(exportName.start ?? 0) }],
      ),
    ),
    comments: comments.map(({ value, start }) => ({ text: value, line: lineOf(start) })),
    scripts: [
      {
        // Made only when a check asks for it: it takes longer than the rest.
        get program() {
          return parsed.program;
        },
        lineOf,
      },
    ],
  };
};

const lineAt = (text: string, offset: number): number => {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
};

/** What an import names: a path in the repository (`client/src/board/x.ts`), or a package. */
export const resolveImport = (specifier: string, file: string): string => {
  const workspace = /^@brygga\/(client|server|shared|tests)(?:\/(.*))?$/.exec(specifier);
  if (workspace) return `${workspace[1]}/src/${workspace[2] ?? ''}`;
  return specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : specifier;
};
