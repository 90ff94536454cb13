import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import { afterAll, expect, test } from 'vitest';
import { root, tool } from '../process.ts';
import { parseSource } from './sources.ts';
import { findUnexplainedSuppressions } from './suppressions.ts';

// Outside the repository, which the linters may be reading at the same time.
const folder = mkdtempSync(join(tmpdir(), 'brygga-lint-'));
afterAll(() => rmSync(folder, { recursive: true }));

const options = { extends: join(root, 'tsconfig.json'), include: ['*.ts'] };
writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(options));

/** What oxlint says about each of these files, by their names. */
const oxlint = (config: string, files: Readonly<Record<string, string>>): ReadonlyMap<string, readonly string[]> => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const args = [tool('.', 'oxlint'), '--config', join(root, config), '--no-ignore', '--format', 'unix', folder];
  const { stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  const lines = stdout.split('\n');
  return new Map(Object.keys(files).map((name) => [name, lines.filter((line) => line.includes(`/${name}:`))]));
};

const refused: readonly (readonly [rule: string, text: string])[] = [
  ['no-explicit-any', 'export const f = (x: any) => x;'],
  ['no-empty', 'declare const f: () => void;\ntry { f(); } catch {}'],
  ['ban-ts-comment', '// @ts-ignore\nexport const one = 1;'],
  ['eqeqeq', 'export const f = (a: number) => a == 1;'],
  ['no-console', 'console.log(1);'],
  ['no-unused-vars', 'const one = 1;\nexport {};'],
  ['Unused eslint-disable', '// eslint-disable-next-line eqeqeq -- as a test of the linter\nexport const one = 1;'],
  ['no-floating-promises', 'const later = async () => 1;\nlater();'],
  [
    'no-misused-promises',
    'declare const later: () => Promise<void>;\n[1].forEach(later);\n[1].forEach(async () => later());',
  ],
  ['await-thenable', 'export const f = async () => { await 1; };'],
  ['only-throw-error', "export const f = () => { throw 'no'; };"],
  ['prefer-promise-reject-errors', "export const f = () => Promise.reject('no');"],
  ['no-unnecessary-type-assertion', 'export const f = (a: number) => (a as number) + 1;'],
  [
    'switch-exhaustiveness-check',
    "export const f = (x: 'a' | 'b') => { switch (x) { case 'a': return 1; } return 2; };",
  ],
  ['consistent-type-imports', "import { Rule } from 'eslint';\nexport type R = Rule.RuleModule;"],
];

const fileOf = (rule: string): string => `${rule.replaceAll(' ', '-')}.ts`;
const found = oxlint('.oxlintrc.json', Object.fromEntries(refused.map(([rule, text]) => [fileOf(rule), text])));

test.each(refused)('oxlint refuses %s', (rule) => {
  expect(found.get(fileOf(rule))?.join('\n')).toContain(rule);
});

test('oxlint finds in a component made into TypeScript what needs its types', () => {
  const text = [
    'declare const later: () => Promise<void>;',
    'export function $$render() {',
    '  later();',
    '  async () => { const props = { onclick: () => { later(); } }; return props; };',
    '}',
  ].join('\n');
  const lines = oxlint('tests/tooling/sourceChecks/oxlint.components.json', { 'Component.svelte.ts': text });
  expect(lines.get('Component.svelte.ts')?.filter((line) => line.includes('no-floating-promises'))).toHaveLength(2);
});

const eslint = new ESLint({ cwd: root, overrideConfigFile: join(root, 'tests/tooling/sourceChecks/eslint.config.ts') });

test.each([
  ['svelte/no-at-html-tags', '<p>{@html "<b>"}</p>'],
  ['svelte/require-each-key', '{#each [1] as one}<p>{one}</p>{/each}'],
  ['svelte/button-has-type', '<button>Go</button>'],
  ['eqeqeq', '{#if 1 == 1}<p>One</p>{/if}'],
  ['no-restricted-syntax', '<p style={{ ...{ a: 1 }, b: 2 }}>One</p>'],
  [
    'brygga/unused-props',
    '<script lang="ts">\ninterface Props { a: number; b?: number }\nlet { a }: Props = $props();\n</script>\n{a}',
  ],
  ['brygga/unused-props', '<script lang="ts">\nlet { a }: { a: number; b: number } = $props();\n</script>\n{a}'],
])('the linter of components refuses %s', async (rule, text) => {
  const [result] = await eslint.lintText(text, { filePath: join(root, 'client/src/ui/Some.svelte') });
  expect(result?.messages.map(({ ruleId }) => ruleId)).toContain(rule);
});

test('a component that passes the rest of its props on uses all of them', async () => {
  const text = '<script lang="ts">\nlet { a, ...rest }: { a: number; b: number } = $props();\n</script>\n{a}{rest.b}';
  const [result] = await eslint.lintText(text, { filePath: join(root, 'client/src/ui/Some.svelte') });
  expect(result?.messages).toEqual([]);
});

test.each([
  ['x.ts', '// eslint-disable-next-line eqeqeq'],
  ['x.ts', '/* oxlint-disable eqeqeq -- no */'],
  ['X.svelte', '<!-- eslint-disable svelte/no-at-html-tags -->'],
  ['X.svelte', '<script lang="ts">\n// oxlint-disable-line eqeqeq\n</script>'],
])('in %s, “%s” must say why', (file, text) => {
  expect(findUnexplainedSuppressions([parseSource(file, text)])).toHaveLength(1);
});

test('a suppression with a reason, and a text that only speaks of one, are left alone', () => {
  const text =
    '// eslint-disable-next-line eqeqeq -- null and undefined are the same here\n// The eslint-disable is gone.';
  expect(findUnexplainedSuppressions([parseSource('x.ts', text)])).toEqual([]);
});
