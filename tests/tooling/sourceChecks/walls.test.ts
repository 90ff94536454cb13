import { findPackageJSON } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { root } from '../process.ts';
import { parseSource, sourceFiles } from './sources.ts';
import { brokenBy, findBrokenWalls, walls } from './walls.ts';

/** One import that breaks each wall, in a file where somebody might well write it. */
const trespasses: readonly (readonly [file: string, specifier: string, says: RegExp])[] = [
  ['client/src/api/request.ts', '../../../server/src/config.ts', /Packages meet in shared/],
  ['tests/faults/disk.test.ts', '../../server/src/sync/room/room.ts', /Packages meet in shared/],
  ['shared/src/rules/cards.ts', 'node:fs', /no I\/O, no framework/],
  ['shared/src/rules/cards.ts', 'hono', /no I\/O, no framework/],
  ['shared/src/domain/consortium/coverage.ts', 'svelte/reactivity', /no I\/O, no framework/],
  ['server/src/demo/seed.ts', '@brygga/shared/testing/workshop', /Helpers of tests/],
  ['client/src/features/board/cards/NoteCard.svelte', 'yjs', /Yjs lives in client\/src\/documents/],
  ['client/src/pages/wall/WallScreen.svelte', 'y-websocket', /Yjs lives in client\/src\/documents/],
  ['client/src/features/board/Board.svelte', '../consortia/seats/SeatRow.svelte', /A feature never imports another/],
  ['client/src/features/account/SignInForm.svelte', '../../pages/account/SignIn.svelte', /Pages compose features/],
  ['client/src/pages/start/Start.svelte', '../../app/App.svelte', /app\/ starts the client/],
  ['client/src/ui/seats/RoundTable.svelte', '../../documents/context.ts', /small and dumb/],
  ['client/src/fields/RichText.svelte', '../api/request.ts', /fields\/ bind a text/],
  ['client/src/documents/context.ts', '../ui/feedback/toasts.svelte.ts', /lie below the features/],
  ['client/src/api/request.ts', '../ui/feedback/toasts.svelte.ts', /api\/ asks the server/],
  ['client/src/i18n/index.ts', '../api/request.ts', /i18n\/ rests on shared/],
  ['server/src/accounts/people.ts', 'better-sqlite3', /Adapters are named in wiring/],
  ['server/src/sync/room/rooms.ts', '../../storage/sqlite/journal.ts', /Adapters are named in wiring/],
  ['server/src/http/routes/accounts/accounts.ts', 'lucia', /Lucia stays behind/],
  ['server/src/storage/contract.ts', '../accounts/people.ts', /Storage lies at the bottom/],
  ['server/src/http/app.ts', '../wiring/startServer.ts', /wiring\/ puts the server together/],
  ['server/src/commands/commandExecutor.ts', '../http/middleware/problems.ts', /Routes call the rest/],
  ['server/src/sync/room/room.ts', '../../commands/commandExecutor.ts', /sync\/ carries documents/],
  ['server/src/activity/activity.ts', '../reports/reports.ts', /know nothing of one another/],
];

const asSource = (file: string, statement: string): string =>
  file.endsWith('.svelte') ? `<script lang="ts">\n${statement}\n</script>\n` : `${statement}\n`;

const complaints = (file: string, statement: string): string =>
  findBrokenWalls([parseSource(file, asSource(file, statement))]).join('\n');

test.each(trespasses)('%s is refused to import %s, and told where to go', (file, specifier, says) => {
  expect(complaints(file, `import * as it from '${specifier}';`)).toMatch(says);
});

test('what is loaded later and what is passed on counts, too', () => {
  const file = 'client/src/features/board/later.ts';
  expect(complaints(file, `export * from 'yjs';`)).toMatch(/Yjs lives/);
  expect(complaints(file, `export { Doc } from 'yjs';`)).toMatch(/Yjs lives/);
  expect(complaints(file, `export const later = () => import('yjs');`)).toMatch(/Yjs lives/);
});

test('the check of the walls reads the whole repository', () => {
  const files = sourceFiles();
  for (const file of [
    'client/src/app/App.svelte',
    'client/src/app/main.ts',
    'server/src/main.ts',
    'tests/tooling/sourceChecks/walls.ts',
  ]) {
    expect(files).toContain(file);
  }
});

test('every wall is shown to refuse something', () => {
  const shown = new Set(trespasses.flatMap(([file, specifier]) => brokenBy(specifier, file)));
  expect(walls.map(({ message }) => message).filter((say) => !shown.has(say))).toEqual([]);
});

test.each([
  ['client/src/features/board/Board.svelte', '../../documents/context.ts'],
  ['client/src/features/board/Board.svelte', '@brygga/shared/domain/consortium/coverage'],
  ['client/src/pages/workshop/Workshop.svelte', '../../features/consortia/seats/SeatRow.svelte'],
  ['client/src/documents/text/boardTexts.ts', 'yjs'],
  ['server/src/wiring/startServer.ts', '../storage/sqlite/journal.ts'],
  ['server/src/wiring/httpServer.ts', '../http/sockets/socketServer.ts'],
  ['server/src/http/routes/workshop/sync.ts', '../../sync/room/rooms.ts'],
  ['server/src/auth/sessions.ts', 'lucia'],
  ['shared/src/domain/consortium/seats.test.ts', '../../testing/workshop.ts'],
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
