import { axeViolations } from './axe.ts';
import type { BrowserUser } from './browser.ts';
import { expect, test } from './test.ts';

/** Axe has nothing to say about the page as it is, and a picture of all of it is kept. */
export const expectAccessible = async ({ page }: BrowserUser, name: string): Promise<void> => {
  expect(await axeViolations(page)).toEqual([]);
  await page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true });
};
