import { readProfile, readFixture, copyDataFolder, fixtureNames, signIn } from '../fixtures/fixture.ts';
import { restoreBrowserStores } from '../fixtures/browserStores.ts';
import { type CircleClient, openCircle } from '../fixtures/circleClient.ts';
import { startServer } from '../world/server.ts';
import { expect, test } from '../world/test.ts';

/*
 * A browser that was last used with an older commit, which has edits that no server has seen. It is read
 * by the names of its stores alone: whoever changes one of them loses what people wrote offline.
 */

const cardsIn = ({ doc }: CircleClient): string => JSON.stringify(doc.getMap('cards').toJSON());

for (const name of fixtureNames()) {
  test(`what a browser kept by ${name} is sent, and its preferences and returned edits are as before`, async ({
    browser,
  }) => {
    const { accounts, workshop, draft, unsent, returned, preferences } = readFixture(name);
    const stores = readProfile(name);
    const { dataDir, remove } = await copyDataFolder(name);
    const server = await startServer({ dataDir });
    const context = await browser.newContext();
    const clients: CircleClient[] = [];
    const openAs = async (account: keyof typeof accounts, document: string): Promise<CircleClient> => {
      const cookie = await signIn(server.url, accounts[account]);
      const client = await openCircle({ url: server.url, cookie, name: document });
      clients.push(client);
      return client;
    };
    try {
      const host = await openAs('host', workshop);
      const city = await openAs('host', `${workshop}/city-${accounts.officer.organisation}`);
      expect(cardsIn(host)).not.toContain(unsent.note);

      const page = await context.newPage();
      // A page of the origin that is not the app.
      await page.goto(`${server.url}/openapi.json`);
      await restoreBrowserStores(page, stores);
      const { email, password } = accounts.officer;
      const signedIn = await context.request.post(`${server.url}/api/auth/login`, {
        data: { email, password },
        headers: { origin: server.url },
      });
      expect(signedIn.status()).toBe(200);

      await test.step('the board: what was written offline reaches another person', async () => {
        await page.goto(`${server.url}/w/${workshop}`);
        await host.until('unsent note', () => cardsIn(host).includes(unsent.note));
        await host.until('unsent addition', () => cardsIn(host).includes(unsent.addition));
        await expect(page.locator('[data-card]').filter({ hasText: unsent.note })).toBeVisible();
        await expect(page.locator('[data-card]').filter({ hasText: unsent.addition })).toBeVisible();
      });

      await test.step('the mark of unsent edits goes once the server has them', async () => {
        const marks = () =>
          page.evaluate(
            (prefix) => Object.keys(localStorage).filter((key) => key.startsWith(prefix)).length,
            `brygga:${workshop}:${accounts.officer.id}:unsaved:`,
          );
        await expect.poll(marks).toBe(0);
      });

      await test.step('preferences', async () => {
        const root = page.locator('html');
        await expect(root).toHaveAttribute('lang', preferences.language);
        await expect(root).toHaveAttribute('data-theme', preferences.theme);
      });

      await test.step('returned edits', async () => {
        await page.locator('[data-inbox-button]').click();
        await expect(page.locator('[data-panel]').filter({ hasText: returned })).toBeVisible();
      });

      await test.step('the city’s draft: what was written offline reaches who helps the city', async () => {
        await page.goto(`${server.url}/w/${workshop}/drafts/${draft}`);
        await city.until('unsent text of the draft', () => cardsIn(city).includes(unsent.draftField));
      });
    } finally {
      for (const client of clients) client.close();
      await context.close();
      await server.stop();
      await remove();
    }
  });

  test(`a browser of ${name} shows what it kept while no server can be reached`, async ({ browser }) => {
    const { accounts, workshop, unsent, returned } = readFixture(name);
    const { dataDir, remove } = await copyDataFolder(name);
    const server = await startServer({ dataDir });
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      await page.goto(`${server.url}/openapi.json`);
      await restoreBrowserStores(page, readProfile(name));
      const { email, password } = accounts.officer;
      await context.request.post(`${server.url}/api/auth/login`, {
        data: { email, password },
        headers: { origin: server.url },
      });
      // The app comes, and no document does: whatever is shown lies in this browser's stores.
      await page.routeWebSocket(/\/sync\//, (socket) => socket.close());
      await page.goto(`${server.url}/w/${workshop}`);
      await expect(page.locator('[data-card]').filter({ hasText: unsent.note })).toBeVisible();
      await page.locator('[data-inbox-button]').click();
      await expect(page.locator('[data-panel]').filter({ hasText: returned })).toBeVisible();
    } finally {
      await context.close();
      await server.stop();
      await remove();
    }
  });
}
