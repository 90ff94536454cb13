import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { root } from '../process.ts';

const ours = [
  'client',
  'server',
  'shared',
  'tests',
  'package.json',
  'pnpm-workspace.yaml',
  'tsconfig.json',
  'README.md',
];
const besides = ['pnpm-lock.yaml', 'LICENSE'];
/** What installing and running leave there; git does not know it. */
const ignored = (name: string): boolean => {
  try {
    execFileSync('git', ['check-ignore', '--quiet', name], { cwd: root });
    return true;
  } catch {
    // Exit code 1: git would take it in. Without git, everything counts.
    return false;
  }
};

test('the top level is exactly what the architecture says', () => {
  const names = readdirSync(root).filter((name) => !name.startsWith('.') && name !== 'node_modules' && !ignored(name));
  expect(names.sort()).toEqual([...ours, ...besides].sort());
});
