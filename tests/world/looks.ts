import { complaints } from './axe.ts';
import type { Onlooker } from './browser.ts';
import { expect, test } from './test.ts';

/** Axe has nothing to say about the page as it is, and a picture of all of it is kept. */
export const looksGood = async ({ page }: Onlooker, name: string): Promise<void> => {
  expect(await complaints(page)).toEqual([]);
  await page.screenshot({ path: test.info().outputPath(`${name}.png`), fullPage: true });
};
