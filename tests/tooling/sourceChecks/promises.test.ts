import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../process.ts';

test('every file that the page of promises names exists', () => {
  const page = readFileSync(join(root, 'tests/docs/promises.md'), 'utf8');
  const paths = [...page.matchAll(/`([^` ]+\.ts)`/g)].flatMap(([, path]) => path ?? []);
  const inRepository = (path: string) => (/^(client|server|shared)\//.test(path) ? path : `tests/${path}`);

  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter((path) => globSync(inRepository(path), { cwd: root }).length === 0)).toEqual([]);
});
