import type { Locator } from '@playwright/test';
import type { BrowserUser } from './browser.ts';
import { message } from './messages.ts';

/** A brief that passes the brief check. */
export const problemText =
  'Forty schoolyards are paved and lie in the sun. In June they reach fifty degrees at noon, and children stay ' +
  'inside. Nurses count three times as many pupils who feel ill on hot days as on others, most of them in the ' +
  'three districts with the fewest trees.';

/** The rich-text field of the brief. */
export const briefEditor = ({ page }: BrowserUser): Locator =>
  page.getByRole('textbox', { name: message('brief_field_brief') });

/** Fills a field and leaves it, which saves it. */
const fillAndLeave = async (field: Locator, text: string): Promise<void> => {
  await field.fill(text);
  await field.press('Tab');
};

const fillMeasure = async ({ page }: BrowserUser, name: string, fields: readonly string[]): Promise<void> => {
  const group = page.getByRole('group', { name });
  for (const [index, label] of [message('brief_value'), message('brief_unit'), message('brief_year')].entries()) {
    await fillAndLeave(group.getByLabel(label), fields[index] ?? '');
  }
};

/** Fills all that the brief check asks for beside the brief's text. */
export const fillBrief = async (officer: BrowserUser): Promise<void> => {
  const { page } = officer;
  const field = (name: string) => page.getByLabel(message(`brief_field_${name}`), { exact: true });
  await fillAndLeave(field('beneficiaries'), '12,000 pupils');
  await fillMeasure(officer, message('brief_field_baseline'), ['50', '°C', '2024']);
  await fillMeasure(officer, message('brief_field_target'), ['38', '°C', '2040']);
  const needs = page.getByRole('combobox', { name: message('board_need_add') });
  await needs.fill(message('capability_heat_shade'));
  await needs.press('Enter');
  await page.getByRole('button', { name: message('brief_criteria_add') }).click();
  await page.keyboard.type('How much cooler a yard gets');
  await page.keyboard.press('Tab');
  await page.getByRole('button', { name: message('brief_weights_even') }).click();
  await fillAndLeave(field('decisionMaker'), 'Head of school buildings');
  await field('procurement').selectOption({ label: message('brief_procurement_dialogue') });
};
