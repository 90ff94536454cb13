import { expect, type Page } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';

/** Rules whose result the colour scheme can change; all others read the same tree in both. */
const colourRules: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };

const gravest: ReadonlySet<unknown> = new Set(['serious', 'critical']);

const findingsOf = async (page: Page, options: RunOptions): Promise<{ impact: unknown; text: string }[]> => {
  // A page keeps axe until it is left: reading it takes longer than most pages take to look at.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async (runOptions) => {
    const { axe: inPage } = globalThis as unknown as { readonly axe: typeof axe };
    // What passes need not be worked out node by node.
    const { violations } = await inPage.run(document, { ...runOptions, resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help}: ${target.join(' ')}`));
  }, options);
};

const graveFindingsOf = async (page: Page, options: RunOptions): Promise<string[]> =>
  (await findingsOf(page, options)).filter(({ impact }) => gravest.has(impact)).map(({ text }) => text);

/** Axe finds nothing on the page as it is, not even what it calls minor. */
export const expectNoFindings = async (page: Page): Promise<void> => {
  expect((await findingsOf(page, {})).map(({ text }) => text)).toEqual([]);
};

/** Axe finds nothing serious or critical on the page as it is. */
export const expectAccessible = async (page: Page, name?: string): Promise<void> => {
  expect(await graveFindingsOf(page, {}), name).toEqual([]);
};

/** As `expectAccessible`, in the light and in the dark; the page is light again afterwards. */
export const expectAccessibleInBothSchemes = async (page: Page, name: string): Promise<void> => {
  await expectAccessible(page, `${name}, light`);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await graveFindingsOf(page, colourRules), `${name}, dark`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
};
