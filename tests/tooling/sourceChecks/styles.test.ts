import { expect, test } from 'vitest';
import {
  countCssLines,
  findGlobalSelectors,
  findRestyledClasses,
  findUndefinedClasses,
  selectedClasses,
} from './styles.ts';

const component = `<p class="note">{text}</p>

<style>
  /* A comment with .quiet { in it. */
  .note,
  li:not(.quiet) {
    margin: 0 0.5em;
  }

  @media (width < 640px) {
    .note { margin: 0; }
  }
</style>
`;

test('counts the lines of a style block without comments and blank lines', () => {
  expect(countCssLines(component)).toBe(7);
  expect(countCssLines('<p>.a {</p>')).toBe(0);
});

test('reads class names from selectors only', () => {
  expect([
    ...selectedClasses('.a > .b-c:hover { margin: 0.5em; background: url(x.png); } @media (x) { .d { } }'),
  ]).toEqual(['a', 'b-c', 'd']);
});

test('finds a global class that a component styles', () => {
  expect(findRestyledClasses(component, new Set(['quiet', 'small']))).toEqual(['quiet']);
  expect(findRestyledClasses(component, new Set(['small']))).toEqual([]);
});

test('finds a class in markup that no style defines', () => {
  const markup = [
    '<script>const name = { class: "any" };</script>',
    '<p class="stack-2 gone {built}">',
    "<p class={['stack-2 lost', kind === 'city' ? 'note' : `built-${kind}`, { away: isIn('list'), missing }]}>",
  ].join('\n');

  expect(findUndefinedClasses(markup + component, new Set(['stack-2', 'away']))).toEqual(['gone', 'lost', 'missing']);
});

test('reads the classes that a component selects in others', () => {
  const css = '<style>.own :global(:is(.a, .b > li)) { margin: 0; } .own > :global(.c) { margin: 0; }</style>';
  expect(findGlobalSelectors(css)).toEqual(['a', 'b', 'c']);
});
