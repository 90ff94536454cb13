import { expect, type Page } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';

/** Rules whose result the colour scheme can change; all others read the same tree in both. */
const colourRules: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };

interface Finding {
  readonly impact: string | null | undefined;
  readonly text: string;
}

const findingsOf = async (page: Page, options: RunOptions): Promise<Finding[]> => {
  // A page keeps axe until it is left: loading axe takes longer than checking most pages.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async (runOptions) => {
    // What is still fading in has the contrast of neither before nor after.
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
    const { axe: axeInPage } = globalThis as unknown as { readonly axe: typeof axe };
    // Passed rules are not reported: collecting their nodes takes long.
    const { violations } = await axeInPage.run(document, { ...runOptions, resultTypes: ['violations'] });
    return violations.flatMap(({ id, impact, help, nodes }) =>
      nodes.map(({ target }) => ({ impact, text: `${id}: ${help}: ${target.join(' ')}` })),
    );
  }, options);
};

const graveFindingsOf = async (page: Page, options: RunOptions): Promise<string[]> =>
  (await findingsOf(page, options))
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ text }) => text);

/** Axe finds nothing serious or critical on the page as it is. */
export const expectAccessible = async (page: Page, name?: string): Promise<void> => {
  expect(await graveFindingsOf(page, {}), name).toEqual([]);
};

/** As `expectAccessible`, in light and dark; the page is light again afterwards. */
export const expectAccessibleInBothSchemes = async (page: Page, name: string): Promise<void> => {
  await expectAccessible(page, `${name}, light`);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await graveFindingsOf(page, colourRules), `${name}, dark`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
};

/** Axe finds nothing on the page as it is, not even what it calls moderate or minor. */
export const expectNoFindings = async (page: Page): Promise<void> => {
  expect((await findingsOf(page, {})).map(({ text }) => text)).toEqual([]);
};
