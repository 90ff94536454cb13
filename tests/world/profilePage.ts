import type { BrowserUser } from './browser.ts';
import { message } from './messages.ts';

/** On the page of its profile, a company says what it can do and how well. */
export const addCapabilityClaim = async (
  { page }: BrowserUser,
  capability: string,
  level: 1 | 2 | 3,
): Promise<void> => {
  await page.getByRole('combobox', { name: message('profiles_claim_add') }).fill(message(`capability_${capability}`));
  await page.getByRole('option', { name: message(`capability_${capability}`), exact: true }).click();
  await page
    .getByRole('listitem', { name: message(`capability_${capability}`) })
    .getByText(message(`profiles_level_${level}`), { exact: true })
    .click();
};
