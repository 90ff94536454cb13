import type { Page } from '@playwright/test';
import { complaints } from '../world/axe.ts';
import { begins } from '../world/begin.ts';
import { type Onlooker, see } from '../world/browser.ts';
import { boardIsOpen, card, panel } from '../world/onBoard.ts';
import { claims } from '../world/ofCompany.ts';
import type { RunningServer } from '../world/server.ts';
import { expect, test } from '../world/test.ts';
import { words } from '../world/words.ts';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

const addsReference = async ({ page }: Onlooker, title: string): Promise<void> => {
  await page.getByRole('button', { name: words('profiles_reference_add') }).click();
  const keep = page.getByRole('button', { name: words('profiles_reference_save') });
  await keep.click();
  await expect(page.getByText(words('profiles_reference_title_needed'))).toBeVisible();
  await page.getByLabel(words('profiles_reference_title')).fill(title);
  await page.getByLabel(words('profiles_place')).fill('Gothenburg');
  await page.getByLabel(words('profiles_year')).fill('2024');
  await keep.click();
};

const isSaved = (page: Page) =>
  expect(page.getByRole('status').filter({ hasText: words('profiles_saved') })).toBeVisible();

test('on a phone a company says in two minutes what it can do, takes it to the board, and no rival reads its profile', async ({
  sits,
}) => {
  const { host, code } = await begins(sits, server.url, 'Quiet pipes');
  const firm = await sits(server.url, { phone: true });
  const workshop = await firm.joinsAsGuest(code, { kind: 'company', name: 'Ola', of: 'Nordvatten' });
  const rival = await sits(server.url);
  await rival.joinsAsGuest(code, { kind: 'company', name: 'Kai', of: 'Vinterflod' });

  await test.step('from what is theirs to the profile', async () => {
    await firm.page.getByRole('button', { name: words('pages_tab_us') }).click();
    await firm.page.getByRole('link', { name: words('profiles_begin') }).click();
    await expect(firm.page.getByRole('heading', { level: 1, name: /Nordvatten/ })).toBeVisible();
  });

  await test.step('two capabilities and a reference that shows them', async () => {
    await claims(firm, 'leak_detection', 3);
    await claims(firm, 'water_metering', 1);
    await addsReference(firm, 'Listening pipes');
    const leak = firm.page.getByRole('listitem', { name: words('capability_leak_detection') });
    await expect(leak.getByRole('checkbox', { name: 'Listening pipes' })).toBeChecked();
    await isSaved(firm.page);
    expect(await complaints(firm.page)).toEqual([]);
  });

  await test.step('it is there after a reload, and on the board for everybody once it is put there', async () => {
    await firm.page.reload();
    await expect(firm.page.getByRole('listitem', { name: words('capability_water_metering') })).toBeVisible();
    await firm.page.getByRole('button', { name: words('profiles_offer_put') }).click();
    await expect(firm.page.getByText(words('profiles_offer_there'))).toBeVisible();
    await boardIsOpen(rival);
    await card(rival, /Nordvatten/).click();
    await rival.page.keyboard.press('Enter');
    await expect(panel(rival, 'offer').getByText('Listening pipes').first()).toBeVisible();
  });

  await test.step('facilitators read the profile, and a rival has none but its own', async () => {
    await host.opens(`/w/${workshop}/company`);
    await see('Listening pipes', host);
    expect(await complaints(host.page)).toEqual([]);
    const profiles = await rival.page.request.get(`${server.url}/api/workshops/${workshop}/profiles`);
    expect(await profiles.text()).not.toContain('Listening pipes');
  });
});
