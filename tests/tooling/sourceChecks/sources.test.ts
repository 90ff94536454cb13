import { expect, test } from 'vitest';
import { parseSource } from './sources.ts';

test('imports, types, re-exports and what is loaded later are read with their lines', () => {
  const text = [
    `import a from './a.ts';`,
    `import type { B } from './b.ts';`,
    `export * from './c.ts';`,
    `export { d } from './d.ts';`,
    `export const later = () => import('./e.ts');`,
  ].join('\n');
  expect(parseSource('x.ts', text).imports).toEqual([
    { specifier: './a.ts', line: 1, dynamic: false },
    { specifier: './b.ts', line: 2, dynamic: false },
    { specifier: './c.ts', line: 3, dynamic: false },
    { specifier: './d.ts', line: 4, dynamic: false },
    { specifier: './e.ts', line: 5, dynamic: true },
  ]);
});

test('of a component, scripts and markup are read', () => {
  const text = [
    `<script module lang="ts">import './a.ts';</script>`,
    `<script lang="ts">`,
    `  // why`,
    `  import './b.ts';`,
    `</script>`,
    `<!-- markup -->`,
    `{#await import('./C.svelte')}…{/await}`,
  ].join('\n');
  const { imports, comments } = parseSource('X.svelte', text);
  expect(imports).toEqual([
    { specifier: './a.ts', line: 1, dynamic: false },
    { specifier: './b.ts', line: 4, dynamic: false },
    { specifier: './C.svelte', line: 7, dynamic: true },
  ]);
  expect(comments).toEqual([
    { text: ' why', line: 3 },
    { text: ' markup ', line: 6 },
  ]);
});

test('what stands in a string is no import and no comment', () => {
  const { imports, comments } = parseSource('x.ts', 'export const text = `import "./a.ts"; // no`;');
  expect([imports, comments]).toEqual([[], []]);
});
