import { readFile } from 'node:fs/promises';
import type { Locator } from '@playwright/test';
import type { BrowserUser } from '../world/browser.ts';
import { waitForBoard, foundConsortium, openCard, panel, createChallenge } from '../world/boardPage.ts';
import type { RunningServer } from '../world/server.ts';
import { expect, test } from '../world/test.ts';
import { expectAccessible } from '../world/axe.ts';
import { message } from '../world/messages.ts';
import { startWorkshop } from '../world/startWorkshop.ts';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

const challenge = { title: 'Shade for forty schoolyards', sector: 'adaptation_water', needs: ['heat_shade'] };
const name = 'The Shade Alliance';
const founded = message('fact_consortium_founded', {
  company: 'Nordvatten',
  consortium: name,
  challenge: challenge.title,
});
const added = message('trace_card_created', { card: message('activity_the_challenge', { title: challenge.title }) });

const list = ({ page }: BrowserUser): Locator => page.getByRole('region', { name: message('activity_list') });

const openActivity = async ({ page }: BrowserUser): Promise<void> => {
  await page.getByRole('button', { name: message('pages_menu'), exact: true }).click();
  await page.getByRole('menuitem', { name: message('activity_menu') }).click();
  await page.waitForURL('**/activity');
  await expect(page.getByText(message('activity_live'), { exact: true })).toBeVisible();
};

const filterActivity = async ({ page }: BrowserUser, key: string, label: string): Promise<void> => {
  await page.getByLabel(message(`activity_filter_${key}`), { exact: true }).selectOption({ label });
};

test('what people do is told live to who looks, is found again, and taken along', async ({ openBrowser }) => {
  const { host, code } = await startWorkshop(openBrowser, server.url, 'Cool streets');
  const [city, company] = [await openBrowser(server.url), await openBrowser(server.url)];
  await city.joinOverHttp(code, { kind: 'city', name: 'Maja', of: 'Malmö' });
  await company.joinOverHttp(code, { kind: 'company', name: 'Ola', of: 'Nordvatten' });
  await waitForBoard(city, company);

  await test.step('the host looks on while a city writes and a company founds a consortium', async () => {
    await openActivity(host);
    await createChallenge(city, challenge);
    await expect(list(host).getByText(added)).toBeVisible();
    await openCard(company, challenge.title, 'challenge');
    await foundConsortium(company, name, 'Nordvatten');
    const line = list(host).getByRole('listitem').filter({ hasText: founded });
    await expect(line).toContainText(message('activity_by', { person: 'Ola', organisation: 'Nordvatten' }));
    await expectAccessible(host.page, 'the list');
  });

  await test.step('and finds only what is looked for', async () => {
    await filterActivity(host, 'organisation', 'Malmö');
    await expect(list(host).getByText(founded)).toBeHidden();
    await expect(list(host).getByText(added)).toBeVisible();
    await host.page.getByRole('button', { name: message('activity_filter_clear') }).click();
    await filterActivity(host, 'kind', message('activity_kind_consortia'));
    await expect(list(host).getByText(added)).toBeHidden();
    await expect(list(host).getByText(founded)).toBeVisible();
  });

  await test.step('takes it along as a table', async () => {
    await host.page.getByRole('button', { name: message('activity_export') }).click();
    const [download] = await Promise.all([
      host.page.waitForEvent('download'),
      host.page.getByRole('menuitem', { name: message('activity_export_csv') }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('activity.csv');
    const csv = await readFile(await download.path(), 'utf8');
    expect(csv).toContain(`Ola,Nordvatten,${message('activity_kind_consortia')},${founded}`);
    expect(csv).not.toContain(added);
  });

  await test.step('goes to the card that a line is about, and reads its own history there', async () => {
    await list(host).getByRole('link', { name: founded }).click();
    await expect(panel(host, 'consortium')).toBeVisible();
    await panel(host, 'consortium').getByText(message('activity_of_card')).click();
    await expect(panel(host, 'consortium').getByText(founded)).toBeVisible();
    await expectAccessible(host.page, 'a history');
  });

  await test.step('on a phone it is the same list', async () => {
    const phone = await openBrowser(server.url, { phone: true });
    await phone.joinOverHttp(code, { kind: 'company', name: 'Siv', of: 'Solvarm' });
    await openActivity(phone);
    await expect(list(phone).getByText(founded)).toBeVisible();
    await expectAccessible(phone.page, 'on a phone');
    expect(await phone.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });
});
