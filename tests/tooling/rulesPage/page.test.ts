import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { rulesPage } from './page.ts';

test('the page of rules says what the rules say', async () => {
  const page = await readFile(new URL('../../../shared/docs/rules.md', import.meta.url), 'utf8');
  expect(page, 'Run `npx pnpm@12 rules`').toBe(rulesPage());
});

test('the page asks more than rights that everybody has, or nobody', () => {
  expect(rulesPage()).toContain('| yes ');
  expect(rulesPage()).toContain('`not-your-city`');
});
