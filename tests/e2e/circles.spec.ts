import type { Page } from '@playwright/test';
import type { BrowserUser } from '../world/browser.ts';
import { waitForBoard } from '../world/boardPage.ts';
import type { RunningServer } from '../world/server.ts';
import { expect, test } from '../world/test.ts';
import { message } from '../world/messages.ts';
import { startWorkshop } from '../world/startWorkshop.ts';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

/** Open sockets of a page by the document's path: `/sync/<workshop>` or `/sync/<workshop>/<circle>`. */
const countSockets = (page: Page): ReadonlyMap<string, number> => {
  const open = new Map<string, number>();
  page.on('websocket', (socket) => {
    const { pathname } = new URL(socket.url());
    const add = (change: number) => open.set(pathname, (open.get(pathname) ?? 0) + change);
    add(1);
    socket.on('close', () => add(-1));
  });
  return open;
};

/** Opens the page anew from an empty one: Playwright tells of no socket's end when its page is left. */
const openAgainAndCount = async (user: BrowserUser): Promise<ReadonlyMap<string, number>> => {
  const { pathname } = new URL(user.page.url());
  await user.page.goto('about:blank');
  const sockets = countSockets(user.page);
  await user.goto(pathname);
  await waitForBoard(user);
  return sockets;
};

const circlesOf = (sockets: ReadonlyMap<string, number>): string[] =>
  [...sockets]
    .flatMap(([path, count]) => (count > 0 ? [path.split('/')[3]?.replace(/-.*/, '') ?? 'board'] : []))
    .sort();

const storeNames = (page: Page): Promise<string[]> =>
  page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? '').sort());

test('a page holds one socket and one store for each circle that it shows', async ({ openBrowser }) => {
  const { host, code } = await startWorkshop(openBrowser, server.url, 'Cool streets');
  const city = await openBrowser(server.url);
  await city.joinOverHttp(code, { kind: 'city', name: 'Maja', of: 'Malmö' });
  await waitForBoard(city);
  const board = new URL(city.page.url()).pathname;
  const sockets = await openAgainAndCount(city);

  await expect.poll(() => circlesOf(sockets)).toEqual(['board', 'city', 'person']);
  expect(Math.max(...sockets.values())).toBe(1);

  await test.step('drafts are a second view of the city and open no second socket', async () => {
    await city.page.getByRole('button', { name: message('pages_menu'), exact: true }).click();
    await city.page.getByRole('menuitem', { name: message('city_drafts_menu') }).click();
    await city.page.waitForURL('**/drafts');
    await expect(city.page.getByLabel(message('city_drafts_new_title'))).toBeVisible();
    expect(circlesOf(sockets)).toEqual(['board', 'city', 'person']);
    expect(Math.max(...sockets.values())).toBe(1);
  });

  await test.step('each circle has one store', async () => {
    const workshop = board.split('/')[2] ?? '';
    const suffixes = (await storeNames(city.page)).flatMap((name) => {
      const [, ofWorkshop, , suffix = 'board'] = name.split(':');
      return ofWorkshop === workshop ? [suffix.replace(/-.*/, '')] : [];
    });
    expect(suffixes.sort()).toEqual(['board', 'city', 'tray']);
  });

  await test.step('the host’s page holds the facilitators’ circle besides its own', async () => {
    const hostSockets = await openAgainAndCount(host);
    await expect.poll(() => circlesOf(hostSockets)).toEqual(['board', 'facilitators', 'person']);
    expect(Math.max(...hostSockets.values())).toBe(1);
  });
});
