import type { BrowserUser } from './browser.ts';
import { message } from './messages.ts';

/** Adds a capability claim with its level on the profile page. */
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
