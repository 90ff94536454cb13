import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import type { Onlooker } from '../world/browser.ts';
import { boardIsOpen, founds, opensCard, panel, putsChallenge, readsCode } from '../world/onBoard.ts';
import type { RunningServer } from '../world/server.ts';
import { expect, test } from '../world/test.ts';
import { words } from '../world/words.ts';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

const challenge = { title: 'Shade for forty schoolyards', sector: 'adaptation_water', needs: ['heat_shade'] };
const name = 'The Shade Alliance';
const founded = words('fact_consortium_founded', {
  company: 'Nordvatten',
  consortium: name,
  challenge: challenge.title,
});
const added = words('trace_card_created', { card: words('activity_the_challenge', { title: challenge.title }) });

/** What axe calls serious or critical, as sentences that name the elements. */
const complaints = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) => nodes.map(({ target }) => `${id}: ${help}: ${target.join(' ')}`));
};

const list = ({ page }: Onlooker): Locator => page.getByRole('region', { name: words('activity_list') });

const opensActivity = async ({ page }: Onlooker): Promise<void> => {
  await page.getByRole('button', { name: words('pages_menu'), exact: true }).click();
  await page.getByRole('menuitem', { name: words('activity_menu') }).click();
  await page.waitForURL('**/activity');
  await expect(page.getByText(words('activity_live'), { exact: true })).toBeVisible();
};

const looksFor = async ({ page }: Onlooker, key: string, label: string): Promise<void> => {
  await page.getByLabel(words(`activity_filter_${key}`), { exact: true }).selectOption({ label });
};

test('what people do is told live to who looks, is found again, and taken along', async ({ sits }) => {
  const host = await sits(server.url);
  await host.registers({ kind: 'host', name: 'Ida' });
  await host.createsWorkshop('Cool streets');
  await boardIsOpen(host);
  const code = await readsCode(host);
  const [city, company] = [await sits(server.url), await sits(server.url)];
  await city.joinsAsGuest(code, { kind: 'city', name: 'Maja', of: 'Malmö' });
  await company.joinsAsGuest(code, { kind: 'company', name: 'Ola', of: 'Nordvatten' });
  await boardIsOpen(city, company);

  await test.step('the host looks on while a city writes and a company founds a consortium', async () => {
    await opensActivity(host);
    await putsChallenge(city, challenge);
    await expect(list(host).getByText(added)).toBeVisible();
    await opensCard(company, challenge.title, 'challenge');
    await founds(company, name, 'Nordvatten');
    const line = list(host).getByRole('listitem').filter({ hasText: founded });
    await expect(line).toContainText(words('activity_by', { person: 'Ola', organisation: 'Nordvatten' }));
    expect(await complaints(host.page), 'the list').toEqual([]);
  });

  await test.step('and finds only what is looked for', async () => {
    await looksFor(host, 'organisation', 'Malmö');
    await expect(list(host).getByText(founded)).toBeHidden();
    await expect(list(host).getByText(added)).toBeVisible();
    await host.page.getByRole('button', { name: words('activity_filter_clear') }).click();
    await looksFor(host, 'kind', words('activity_kind_consortia'));
    await expect(list(host).getByText(added)).toBeHidden();
    await expect(list(host).getByText(founded)).toBeVisible();
  });

  await test.step('takes it along as a table', async () => {
    await host.page.getByRole('button', { name: words('activity_export') }).click();
    const [download] = await Promise.all([
      host.page.waitForEvent('download'),
      host.page.getByRole('menuitem', { name: words('activity_export_csv') }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('activity.csv');
    const table = await readFile(await download.path(), 'utf8');
    expect(table).toContain(`Ola,Nordvatten,${words('activity_kind_consortia')},${founded}`);
    expect(table).not.toContain(added);
  });

  await test.step('goes to the card that a line is about, and reads its own history there', async () => {
    await list(host).getByRole('link', { name: founded }).click();
    await expect(panel(host, 'consortium')).toBeVisible();
    await panel(host, 'consortium').getByText(words('activity_of_card')).click();
    await expect(panel(host, 'consortium').getByText(founded)).toBeVisible();
    expect(await complaints(host.page), 'a history').toEqual([]);
  });

  await test.step('on a phone it is the same list', async () => {
    const phone = await sits(server.url, { phone: true });
    await phone.joinsAsGuest(code, { kind: 'company', name: 'Siv', of: 'Solvarm' });
    await opensActivity(phone);
    await expect(list(phone).getByText(founded)).toBeVisible();
    expect(await complaints(phone.page), 'on a phone').toEqual([]);
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });
});
