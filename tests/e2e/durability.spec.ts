import { type BrowserUser, openSecondBrowser } from '../world/browser.ts';
import { addToNote, waitForBoard, card, readJoinCode, status, writeNote } from '../world/boardPage.ts';
import { type RunningServer, startServer } from '../world/server.ts';
import { expect, type OpenBrowser, test } from '../world/test.ts';

let server: RunningServer;
test.beforeEach(async () => {
  server = await startServer();
});
test.afterEach(() => server.stop());

/** A host and a guest before the same board. */
const openBoardForTwo = async (openBrowser: OpenBrowser): Promise<[BrowserUser, BrowserUser]> => {
  const host = await openBrowser(server.url);
  await host.register({ kind: 'host', name: 'Ida' });
  await host.createWorkshop('Cool streets');
  await waitForBoard(host);
  const guest = await openBrowser(server.url);
  await guest.joinAsGuest(await readJoinCode(host), { kind: 'city', name: 'Maja', of: 'Malmö' });
  await waitForBoard(guest);
  return [host, guest];
};

test('kill -9 in mid-edit, restart, reload: nothing is lost', async ({ openBrowser }) => {
  const [host, guest] = await openBoardForTwo(openBrowser);
  await writeNote(host, 'Shade before June');
  await expect(card(guest, /Shade before June/)).toBeVisible();
  await expect(status(host, 'saved')).toBeVisible();

  await server.kill('SIGKILL');
  await host.page.keyboard.type(', trees after');
  await expect(status(host, 'offline')).toBeVisible();
  await server.restart();

  await Promise.all([host.page.reload(), guest.page.reload()]);
  const newScreen = await openSecondBrowser(guest);
  for (const person of [host, guest, newScreen]) {
    await expect(card(person, /Shade before June, trees after/)).toBeVisible();
  }
  await newScreen.context.close();
});

test('a server that comes back is found again, without a reload', async ({ openBrowser }) => {
  const [host, guest] = await openBoardForTwo(openBrowser);
  await server.kill('SIGKILL');
  await writeNote(host, 'Written while it was away');
  await expect(status(host, 'offline')).toBeVisible();

  await server.restart();

  await expect(card(guest, /Written while it was away/)).toBeVisible({ timeout: 30_000 });
  await expect(status(host, 'saved')).toBeVisible();
});

test('who was offline finds both their own words and the others’', async ({ openBrowser }) => {
  const [host, guest] = await openBoardForTwo(openBrowser);
  await writeNote(host, 'Shade');
  await host.page.keyboard.press('Escape');
  await expect(card(guest, /Shade/)).toBeVisible();

  await guest.context.setOffline(true);
  await expect(status(guest, 'offline')).toBeVisible();
  await addToNote(guest, /Shade/, ' for schools');
  await writeNote(guest, 'A note from the train', { across: 0.3, down: 0.3 });
  await addToNote(host, /Shade/, ' by 2030');
  await expect(card(host, /train/)).toBeHidden();

  await guest.context.setOffline(false);
  for (const person of [host, guest]) {
    await expect(card(person, /for schools/)).toBeVisible({ timeout: 30_000 });
    await expect(card(person, /by 2030/)).toBeVisible();
    await expect(card(person, /A note from the train/)).toBeVisible();
    await expect(status(person, 'saved')).toBeVisible();
  }
});

test('the status says saved only when the server has it on disk', async ({ openBrowser }) => {
  const [host] = await openBoardForTwo(openBrowser);
  await writeNote(host, 'First');
  await expect(status(host, 'saved')).toBeVisible();

  // The process stands still with its sockets open, as it would behind a disk that hangs.
  process.kill(server.pid, 'SIGSTOP');
  await host.page.keyboard.type(' and second');
  await expect(status(host, 'saving')).toBeVisible();

  process.kill(server.pid, 'SIGCONT');
  await expect(status(host, 'saved')).toBeVisible();
});
