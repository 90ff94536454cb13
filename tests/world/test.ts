import { test as base } from '@playwright/test';
import { type Onlooker, type ScreenOptions, sitsDown } from './browser.ts';

/** Sits somebody down before this server; they leave when the test is over. */
export type Sits = (url: string, options?: ScreenOptions) => Promise<Onlooker>;

export { expect } from '@playwright/test';

export const test = base.extend<{ sits: Sits }>({
  sits: async ({ browser }, use) => {
    const people: Onlooker[] = [];
    await use(async (url, options) => {
      const person = await sitsDown(browser, url, options);
      people.push(person);
      return person;
    });
    await Promise.all(people.map(({ context }) => context.close()));
  },
});
