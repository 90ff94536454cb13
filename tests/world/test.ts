import { test as base } from '@playwright/test';
import { type BrowserUser, type ScreenOptions, openBrowser } from './browser.ts';
import { type RunningServer, startServer } from './server.ts';

/** Opens a browser at this server, which is closed after the test. */
export type OpenBrowser = (url: string, options?: ScreenOptions) => Promise<BrowserUser>;

export { expect } from '@playwright/test';

interface WorkerFixtures {
  /** One server for all journeys of a worker: each makes a workshop of its own. */
  readonly sharedServer: RunningServer;
}

export const test = base.extend<{ openBrowser: OpenBrowser }, WorkerFixtures>({
  sharedServer: [
    // Playwright reads from the pattern which fixtures this one needs.
    // oxlint-disable-next-line no-empty-pattern -- it needs none, and Playwright takes no other form
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
  openBrowser: async ({ browser }, use) => {
    const people: BrowserUser[] = [];
    await use(async (url, options) => {
      const person = await openBrowser(browser, url, options);
      people.push(person);
      return person;
    });
    await Promise.all(people.map(({ context }) => context.close()));
  },
});
