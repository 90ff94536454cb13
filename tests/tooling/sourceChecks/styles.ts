import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../process.ts';

/**
 * Lines of CSS that all components together may hold. Only ever lower it: what is missing belongs in
 * client/src/ui/styles/ or in a component of client/src/ui/ (client/docs/styles.md).
 */
export const cssLinesMax = 3880;

const globalStyles = ['text', 'layout', 'buttons', 'overlays'].map((name) => `client/src/ui/styles/${name}.css`);
const otherStyles = ['base', 'richText'].map((name) => `client/src/ui/styles/${name}.css`);
const scriptBlock = /<script[^>]*>[\s\S]*?<\/script>/g;
const styleBlock = /<style[^>]*>\n?([\s\S]*?)<\/style>/g;
const comment = /\/\*[\s\S]*?\*\//g;
/** What stands before a `{`: a selector, or the name of an at-rule. */
const prelude = /([^{};]+)\{/g;
const expression = /\{[^}]*\}/g;
const className = /\.([a-zA-Z_][\w-]*)/g;
const globalSelector = /:global\(((?:[^()]|\([^()]*\))*)\)/g;
/** `class="a {b}"`, and `class={['a', { b: isB }]}` with braces of one level in it. */
const classText = /\sclass="([^"]*)"/g;
const classExpression = /\sclass=\{((?:[^{}]|\{[^{}]*\})*)\}/g;
/** Text that is no class, or a part of one: what is compared, and what is built at run time. */
const notClasses = /[!=]==? '[^']*'|`[^`]*`/g;
const quotedClasses = /'([^']*)'/g;
const classKey = /[{,]\s*'?([\w-]+)'?\s*(?=[:,}])/g;
const classMap = /\{[^{}]*\}/g;

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

/** The classes that a component selects in whatever stands within it, other components, too. */
export const findGlobalSelectors = (component: string): string[] =>
  styleBlocks(component).flatMap((css) =>
    [...css.matchAll(globalSelector)].flatMap(([, selector = '']) =>
      [...selector.matchAll(className)].map(([, name = '']) => name),
    ),
  );

/** The classes of a component's markup that neither its own styles nor these define. */
export const findUndefinedClasses = (component: string, definedClasses: ReadonlySet<string>): string[] => {
  const ownClasses = new Set(styleBlocks(component).flatMap((css) => [...selectedClasses(css)]));
  const markup = component.replaceAll(scriptBlock, '').replaceAll(styleBlock, '');
  const texts = [...markup.matchAll(classText)].map(([, text = '']) => text.replaceAll(expression, '{}'));
  const expressions = [...markup.matchAll(classExpression)].map(([, code = '']) => code.replaceAll(notClasses, ''));
  const quoted = expressions.flatMap((code) =>
    [...code.replaceAll(classMap, '').matchAll(quotedClasses)].map(([, text = '']) => text),
  );
  const keys = expressions.flatMap((code) =>
    [...code.matchAll(classMap)].flatMap(([map]) => [...map.matchAll(classKey)].map(([, name = '']) => name)),
  );
  const names = [...texts, ...quoted, ...keys].flatMap((text) => text.split(/\s+/));
  return [...new Set(names)].filter(
    (name) => name && !name.includes('{') && !ownClasses.has(name) && !definedClasses.has(name),
  );
};

const readClasses = (files: readonly string[]): Set<string> =>
  new Set(
    files.flatMap((file) => [...selectedClasses(readFileSync(join(root, file), 'utf8').replaceAll(comment, ''))]),
  );

const run = (): number => {
  const globalClasses = readClasses(globalStyles);
  const components = globSync('client/src/**/*.svelte', { cwd: root }).map((file) => ({
    file,
    text: readFileSync(join(root, file), 'utf8'),
  }));
  const definedClasses = new Set([
    ...globalClasses,
    ...readClasses(otherStyles),
    ...components.flatMap(({ text }) => findGlobalSelectors(text)),
  ]);
  const problems = components.flatMap(({ file, text }) => [
    ...findRestyledClasses(text, globalClasses).map(
      (name) => `${file}: .${name} is a global class (client/src/ui/styles/); give what differs another name.`,
    ),
    ...findUndefinedClasses(text, definedClasses).map(
      (name) => `${file}: no style defines the class ${name}; remove it, or name the one that is meant.`,
    ),
  ]);
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
