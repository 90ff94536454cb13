import { expect, test } from 'vitest';
import { cyclesIn, importsOf } from './cycles.ts';

const graph = (edges: Record<string, string[]>) => new Map(Object.entries(edges));

test('a way without a return is no cycle, also where two ways meet', () => {
  expect(cyclesIn(graph({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }))).toEqual([]);
});

test('a cycle is told from where it is entered, without the way to it', () => {
  expect(cyclesIn(graph({ a: ['b'], b: ['c'], c: ['b'] }))).toEqual([['b', 'c', 'b']]);
});

test('a file that imports itself is a cycle', () => {
  expect(cyclesIn(graph({ a: ['a'] }))).toEqual([['a', 'a']]);
});

test('imports, types and what is passed on count; what is loaded later does not', () => {
  const text = `import a from './a.ts'; import type { B } from './b.ts'; export * from './c.ts'; import('./d.ts');`;
  expect(importsOf(text, 'x.ts')).toEqual(['./a.ts', './b.ts', './c.ts']);
});

test('both scripts of a component are read', () => {
  const text = `<script module lang="ts">import a from './a.ts';</script>\n<script lang="ts">import B from './B.svelte';</script>\n<B />`;
  expect(importsOf(text, 'X.svelte')).toEqual(['./a.ts', './B.svelte']);
});
