import type { Locator } from '@playwright/test';
import type { Onlooker } from './browser.ts';
import { words } from './words.ts';

/** What happens now and to whom, said well enough for the check. */
export const problem =
  'Forty schoolyards are paved and lie in the sun. In June they reach fifty degrees at noon, and children stay ' +
  'inside. Nurses count three times as many pupils who feel ill on hot days as on others, most of them in the ' +
  'three districts with the fewest trees.';

/** Where the brief's own words are written. */
export const briefEditor = ({ page }: Onlooker): Locator =>
  page.getByRole('textbox', { name: words('brief_field_brief') });

/** Into a field, and on: what was typed is kept when one leaves it. */
const writes = async (field: Locator, text: string): Promise<void> => {
  await field.fill(text);
  await field.press('Tab');
};

const measures = async ({ page }: Onlooker, name: string, parts: readonly string[]): Promise<void> => {
  const group = page.getByRole('group', { name });
  for (const [index, label] of [words('brief_value'), words('brief_unit'), words('brief_year')].entries()) {
    await writes(group.getByLabel(label), parts[index] ?? '');
  }
};

/** All that the check asks for beside the words of the brief. */
export const scopes = async (officer: Onlooker): Promise<void> => {
  const { page } = officer;
  const field = (name: string) => page.getByLabel(words(`brief_field_${name}`), { exact: true });
  await writes(field('beneficiaries'), '12,000 pupils');
  await measures(officer, words('brief_field_baseline'), ['50', '°C', '2024']);
  await measures(officer, words('brief_field_target'), ['38', '°C', '2040']);
  const needs = page.getByRole('combobox', { name: words('board_need_add') });
  await needs.fill(words('capability_heat_shade'));
  await needs.press('Enter');
  await page.getByRole('button', { name: words('brief_criteria_add') }).click();
  await page.keyboard.type('How much cooler a yard gets');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: words('brief_weights_even') }).click();
  await writes(field('decisionMaker'), 'Head of school buildings');
  await field('procurement').selectOption({ label: words('brief_procurement_dialogue') });
};
