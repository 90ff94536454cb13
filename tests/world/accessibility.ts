import { axeViolations } from './axe.ts';
import type { BrowserUser } from './browser.ts';
import { expect, test } from './test.ts';

/** Expects that axe finds nothing on the page as it is, and keeps a screenshot of it. */
export const expectAccessible = async ({ page }: BrowserUser, name: string): Promise<void> => {
  expect(await axeViolations(page)).toEqual([]);
  await page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true });
};
