import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../process.ts';

/**
 * Lines of CSS that all components together may hold. Only ever lower it: what is missing belongs in
 * client/src/ui/styles/ or in a component of client/src/ui/ (client/docs/styles.md).
 */
export const cssLinesMax = 3880;

const globalStyles = ['text', 'layout', 'buttons', 'overlays'].map((name) => `client/src/ui/styles/${name}.css`);
const styleBlock = /<style[^>]*>\n?([\s\S]*?)<\/style>/g;
const comment = /\/\*[\s\S]*?\*\//g;
/** What stands before a `{`: a selector, or the name of an at-rule. */
const prelude = /([^{};]+)\{/g;
const className = /\.([a-zA-Z_][\w-]*)/g;

const styleBlocks = (component: string): string[] =>
  [...component.matchAll(styleBlock)].map(([, css = '']) => css.replaceAll(comment, ''));

/** Lines of a component's CSS that are not empty. */
export const countCssLines = (component: string): number =>
  styleBlocks(component).reduce((total, css) => total + css.split('\n').filter((line) => line.trim()).length, 0);

/** The classes that a stylesheet or a component's own styles select by. */
export const selectedClasses = (css: string): Set<string> =>
  new Set(
    [...css.matchAll(prelude)].flatMap(([, selector = '']) =>
      [...selector.matchAll(className)].map(([, name = '']) => name),
    ),
  );

/** The global classes that a component styles anew; the same word would look different from file to file. */
export const findRestyledClasses = (component: string, globalClasses: ReadonlySet<string>): string[] =>
  styleBlocks(component).flatMap((css) => [...selectedClasses(css)].filter((name) => globalClasses.has(name)));

const run = (): number => {
  const globalClasses = new Set(
    globalStyles.flatMap((file) => [
      ...selectedClasses(readFileSync(join(root, file), 'utf8').replaceAll(comment, '')),
    ]),
  );
  const components = globSync('client/src/**/*.svelte', { cwd: root }).map((file) => ({
    file,
    text: readFileSync(join(root, file), 'utf8'),
  }));
  const problems = components.flatMap(({ file, text }) =>
    findRestyledClasses(text, globalClasses).map(
      (name) => `${file}: .${name} is a global class (client/src/ui/styles/); give what differs another name.`,
    ),
  );
  const lines = components.reduce((total, { text }) => total + countCssLines(text), 0);
  if (lines > cssLinesMax) {
    problems.push(
      `Components hold ${lines} lines of CSS, and ${cssLinesMax} may be: use the classes and components of client/docs/styles.md.`,
    );
  }
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  return problems.length === 0 ? 0 : 1;
};

if (import.meta.main) process.exit(run());
