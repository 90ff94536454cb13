import { expect, test } from 'vitest';
import { fileGraph, findCycles, findFolderCycles } from './cycles.ts';
import { parseSource } from './sources.ts';

const graph = (edges: Record<string, string[]>) => new Map(Object.entries(edges));

test('a path without a return is no cycle, also where two paths meet', () => {
  expect(findCycles(graph({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }))).toEqual([]);
});

test('a cycle is told from where it is entered, without the path to it', () => {
  expect(findCycles(graph({ a: ['b'], b: ['c'], c: ['b'] }))).toEqual([['b', 'c', 'b']]);
});

test('a file that imports itself is a cycle', () => {
  expect(findCycles(graph({ a: ['a'] }))).toEqual([['a', 'a']]);
});

test('the graph holds relative imports, those of components, and those of shared, but not what is loaded later', () => {
  const sources = [
    parseSource('client/src/a.ts', `import './B.svelte'; import('./c.ts'); import 'yjs';`),
    parseSource('client/src/B.svelte', `<script lang="ts">\nimport { x } from '@brygga/shared/x';\n</script>`),
    parseSource('client/src/c.ts', ''),
    parseSource('shared/src/x.ts', ''),
  ];
  expect(Object.fromEntries(fileGraph(sources))).toEqual({
    'client/src/a.ts': ['client/src/B.svelte'],
    'client/src/B.svelte': ['shared/src/x.ts'],
    'client/src/c.ts': [],
    'shared/src/x.ts': [],
  });
});

test('folders that import each other are a cycle, though their files are not', () => {
  const files = graph({ 'a/x.ts': ['b/x.ts'], 'b/y.ts': ['a/y.ts'], 'b/x.ts': [], 'a/y.ts': [] });
  expect(findCycles(files)).toEqual([]);
  expect(findFolderCycles(files)).toEqual([
    { folders: ['a', 'b', 'a'], imports: ['a/x.ts → b/x.ts', 'b/y.ts → a/y.ts'] },
  ]);
});

test('a cycle through three folders is found once, by its shortest way', () => {
  const files = graph({
    'a/x.ts': ['b/x.ts'],
    'b/x.ts': ['c/x.ts', 'd/x.ts'],
    'd/x.ts': ['c/y.ts'],
    'c/x.ts': [],
    'c/y.ts': ['a/y.ts'],
    'a/y.ts': [],
  });
  const found = findFolderCycles(files).map(({ folders }) => folders);
  expect(found).toContainEqual(['a', 'b', 'c', 'a']);
  expect(found.filter((folders) => folders.length === 4)).toHaveLength(1);
});

test('a folder and its subfolders may use each other, two subfolders may not', () => {
  expect(findFolderCycles(graph({ 'a/x.ts': ['a/b/x.ts'], 'a/b/x.ts': ['a/y.ts'], 'a/y.ts': [] }))).toEqual([]);
  expect(findFolderCycles(graph({ 'a/b/x.ts': ['a/c/x.ts'], 'a/c/x.ts': ['a/b/y.ts'], 'a/b/y.ts': [] }))).toHaveLength(
    1,
  );
});
