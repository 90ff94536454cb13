import type { Onlooker } from './browser.ts';
import { words } from './words.ts';

/** On the page of its profile, a company says what it can do and how well. */
export const claims = async ({ page }: Onlooker, capability: string, level: 1 | 2 | 3): Promise<void> => {
  await page.getByRole('combobox', { name: words('profiles_claim_add') }).fill(words(`capability_${capability}`));
  await page.getByRole('option', { name: words(`capability_${capability}`), exact: true }).click();
  await page
    .getByRole('listitem', { name: words(`capability_${capability}`) })
    .getByText(words(`profiles_level_${level}`), { exact: true })
    .click();
};
