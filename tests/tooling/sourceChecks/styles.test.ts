import { expect, test } from 'vitest';
import { countCssLines, findRestyledClasses, selectedClasses } from './styles.ts';

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
