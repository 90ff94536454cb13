import type { BrowserUser } from '../../world/browser.ts';
import { addToNote, card, status, waitForBoard, writeNote } from '../../world/boardPage.ts';
import { message } from '../../world/messages.ts';
import { startWorkshop, type WorkshopWithHost } from '../../world/startWorkshop.ts';
import { expect, type OpenBrowser, test } from '../../world/test.ts';

/** What may be wrong with a browser's IndexedDB; each runs in the page before its scripts. */
const faults: Readonly<Record<string, () => void>> = {
  'has none': () => void Object.defineProperty(window, 'indexedDB', { value: undefined }),
  'refuses it': () => {
    const refuse = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    Object.defineProperty(window, 'indexedDB', { value: { open: refuse, deleteDatabase: refuse } });
  },
  'never answers': () => {
    const silent = () => new EventTarget();
    Object.defineProperty(window, 'indexedDB', { value: { open: silent, deleteDatabase: silent } });
  },
  'is full': () => {
    IDBObjectStore.prototype.add = () => {
      throw new DOMException('no space', 'QuotaExceededError');
    };
  },
};

const joinWith = async (
  openBrowser: OpenBrowser,
  { host, code }: WorkshopWithHost,
  fault: () => void,
): Promise<BrowserUser> => {
  const guest = await openBrowser(host.url);
  await guest.context.addInitScript(fault);
  await guest.joinOverHttp(code, { kind: 'city', name: 'Maja', of: 'Malmö' });
  await waitForBoard(guest);
  return guest;
};

/** The server's documents can't be reached from now on; the rest of it can. */
const blockDocuments = ({ page }: BrowserUser): Promise<void> =>
  page.routeWebSocket(/\/sync\//, (socket) => socket.close());

for (const [name, fault] of Object.entries(faults)) {
  test(`P6: a browser whose storage ${name} says so once, sends all that is written, and promises no copy`, async ({
    sharedServer,
    openBrowser,
  }) => {
    const workshop = await startWorkshop(openBrowser, sharedServer.url, 'Cool streets');
    const { host } = workshop;
    const guest = await joinWith(openBrowser, workshop, fault);
    const isTold = expect(guest.page.getByText(message('pages_store_off'))).toBeVisible();

    await writeNote(guest, 'Shade');
    await expect(card(host, /Shade/)).toBeVisible();
    await expect(status(guest, 'saved')).toBeVisible();
    await isTold;

    await guest.context.setOffline(true);
    await guest.page.keyboard.type(' on the square');
    const offline = status(guest, 'offline');
    await expect(offline).toHaveAccessibleName(new RegExp(message('pages_status_offline_not_kept_says')));
    await guest.context.setOffline(false);
    await expect(card(host, /Shade on the square/)).toBeVisible({ timeout: 30_000 });
  });
}

test('P6: a browser that takes its storage away in mid-use goes on sending, and keeps a copy again', async ({
  sharedServer,
  openBrowser,
}) => {
  const { host, code } = await startWorkshop(openBrowser, sharedServer.url, 'Cool streets');
  const guest = await openBrowser(host.url);
  const workshop = await guest.joinOverHttp(code, { kind: 'city', name: 'Maja', of: 'Malmö' });
  await waitForBoard(guest);
  await writeNote(guest, 'One');
  await expect(card(host, /One/)).toBeVisible();

  const browser = await guest.context.newCDPSession(guest.page);
  await browser.send('Storage.clearDataForOrigin', { origin: host.url, storageTypes: 'indexeddb' });
  await guest.page.keyboard.type(' after');
  await expect(card(host, /One after/)).toBeVisible();
  await addToNote(host, /One after/, ', and more');
  await expect(card(guest, /One after, and more/)).toBeVisible();

  await test.step('the copy is there again, with all of it', async () => {
    await expect
      .poll(() => guest.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)))
      .toContainEqual(expect.stringContaining(workshop));
    await blockDocuments(guest);
    await guest.page.reload();
    await expect(card(guest, /One after, and more/)).toBeVisible();
  });
});
