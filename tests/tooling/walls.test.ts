import { findPackageJSON } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { expect, test } from 'vitest';
import { root } from './process.ts';
import { brokenBy, walls } from './walls.ts';

/** One import that breaks each wall, in a file where somebody might well write it. */
const trespasses: readonly (readonly [file: string, specifier: string, says: RegExp])[] = [
  ['client/src/features/account/accountApi.ts', '../../../server/src/config.ts', /Packages meet in shared/],
  ['tests/faults/disk.test.ts', '../../server/src/sync/room/room.ts', /Packages meet in shared/],
  ['shared/src/rules/cards.ts', 'node:fs', /no I\/O, no framework/],
  ['shared/src/rules/cards.ts', 'hono', /no I\/O, no framework/],
  ['shared/src/domain/consortium/coverage.ts', 'svelte/reactivity', /no I\/O, no framework/],
  ['server/src/demo/seed.ts', '@brygga/shared/testing/workshop', /Helpers of tests/],
  ['client/src/features/board/cards/NoteCard.svelte', 'yjs', /Yjs lives in client\/src\/document/],
  ['client/src/pages/wall/Wall.svelte', 'y-websocket', /Yjs lives in client\/src\/document/],
  ['client/src/features/board/Board.svelte', '../consortia/SeatRow.svelte', /A feature never imports another/],
  ['client/src/facilitation/Agenda.svelte', '../account/me.svelte.ts', /A feature never imports another/],
  ['client/src/features/account/SignInForm.svelte', '../pages/SignIn.svelte', /Pages compose features/],
  ['client/src/ui/seats/RoundTable.svelte', '../document/context.ts', /small and dumb/],
  ['client/src/documents/context.ts', '../ui/toasts.svelte.ts', /lie below the features/],
  ['client/src/i18n/index.ts', '../http.ts', /i18n\/ rests on shared/],
  ['server/src/accounts/people.ts', 'better-sqlite3', /Adapters are named in serve\.ts/],
  ['server/src/sync/room/rooms.ts', '../storage/sqlite/journal.ts', /Adapters are named in serve\.ts/],
  ['server/src/routes/auth.ts', 'lucia', /Lucia stays behind/],
  ['server/src/storage/contract.ts', '../accounts/people.ts', /Storage lies at the bottom/],
  ['server/src/commands/commandExecutor.ts', '../routes/problems.ts', /Routes call the rest/],
  ['server/src/sync/room/room.ts', '../commands/ask.ts', /sync\/ carries documents/],
];

const eslint = new ESLint({
  cwd: root,
  overrideConfigFile: join(root, 'tests/tooling/eslint.config.ts'),
  // These files are not on disk, so that the compiler knows no types of theirs.
  overrideConfig: [tseslint.configs.disableTypeChecked],
});

const complaints = async (file: string, text: string): Promise<string[]> => {
  const results = await eslint.lintText(text, { filePath: join(root, file) });
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
};

const asSource = (file: string, statement: string): string =>
  file.endsWith('.svelte') ? `<script lang="ts">\n${statement}\n</script>\n` : `${statement}\n`;

test.each(trespasses)('the linter refuses %s to import %s, and says where to go', async (file, specifier, says) => {
  const found = await complaints(file, asSource(file, `import * as it from '${specifier}';`));
  expect(found.filter((line) => line.startsWith('brygga/walls')).join('\n')).toMatch(says);
});

test('the linter sees what is loaded later and what is passed on, too', async () => {
  const file = 'client/src/board/later.ts';
  expect((await complaints(file, `export * from 'yjs';`)).join()).toMatch(/brygga\/walls/);
  expect((await complaints(file, `export { Doc } from 'yjs';`)).join()).toMatch(/brygga\/walls/);
  expect((await complaints(file, `export const later = () => import('yjs');`)).join()).toMatch(/brygga\/walls/);
});

test('every wall is shown to refuse something', () => {
  const shown = new Set(trespasses.flatMap(([file, specifier]) => brokenBy(specifier, file)));
  expect(walls.map(({ say }) => say).filter((say) => !shown.has(say))).toEqual([]);
});

test.each([
  ['client/src/features/board/Board.svelte', '../document/context.ts'],
  ['client/src/features/board/Board.svelte', '@brygga/shared/domain/consortium/coverage'],
  ['client/src/pages/workshop/Workshop.svelte', '../consortia/SeatRow.svelte'],
  ['client/src/documents/text/boardTexts.ts', 'yjs'],
  ['server/src/wiring/startServer.ts', './storage/sqlite/journal.ts'],
  ['server/src/wiring/startServer.ts', './routes/sync.ts'],
  ['server/src/http/routes/sync.ts', '../sync/rooms.ts'],
  ['server/src/auth/sessions.ts', 'lucia'],
  ['shared/src/domain/consortium/seats.test.ts', '../testing/workshop.ts'],
  ['tests/interop/stock.test.ts', '@brygga/shared/wire/frames'],
])('lets %s import %s', (file, specifier) => {
  expect(brokenBy(specifier, file)).toEqual([]);
});

test.each([
  ['client', 'hono'],
  ['client', 'better-sqlite3'],
  ['server', 'bits-ui'],
  ['server', 'y-indexeddb'],
  ['shared', 'hono'],
  ['tests', 'kysely'],
])('pnpm gives %s no %s, which its package.json does not name', (workspace, name) => {
  const from = pathToFileURL(join(root, workspace, 'package.json'));
  expect(() => findPackageJSON(name, from)).toThrow(/Cannot find package/);
});

test.each([
  ['shared/src/some.ts', 'export const it = (x: any) => x;', 'no-explicit-any'],
  ['shared/src/some.ts', 'try { it(); } catch {}\ndeclare const it: () => void;', 'no-empty'],
  ['shared/src/some.ts', '// @ts-ignore\nexport const it = 1;', 'ban-ts-comment'],
  [
    'shared/src/some.ts',
    '// eslint-disable-next-line eqeqeq\nexport const it = (a: number) => a == 1;',
    'brygga/reasons',
  ],
  ['client/src/ui/Some.svelte', '<p>{@html "<b>"}</p>', 'svelte/no-at-html-tags'],
  ['client/src/ui/Some.svelte', '{#each [1] as one}<p>{one}</p>{/each}', 'svelte/require-each-key'],
])('the linter refuses %s to say %s (%s)', async (file, text, rule) => {
  expect((await complaints(file, text)).join('\n')).toContain(rule);
});

test('the linter finds a promise that nobody waits for', async () => {
  const typed = new ESLint({ cwd: root, overrideConfigFile: join(root, 'tests/tooling/eslint.config.ts') });
  const text = 'const later = async () => 1;\nlater();\n';
  const [result] = await typed.lintText(text, { filePath: join(root, 'shared/src/ids.ts') });
  expect(result?.messages.map(({ ruleId }) => ruleId)).toContain('@typescript-eslint/no-floating-promises');
});
