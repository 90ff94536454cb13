import type { Page } from '@playwright/test';
import { expectAccessible } from '../world/axe.ts';
import { startWorkshop } from '../world/startWorkshop.ts';
import { type BrowserUser, expectVisible } from '../world/browser.ts';
import { waitForBoard, card, panel } from '../world/boardPage.ts';
import { addCapabilityClaim } from '../world/profilePage.ts';
import type { RunningServer } from '../world/server.ts';
import { expect, test } from '../world/test.ts';
import { message } from '../world/messages.ts';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

const addReference = async ({ page }: BrowserUser, title: string): Promise<void> => {
  await page.getByRole('button', { name: message('profiles_reference_add') }).click();
  const keep = page.getByRole('button', { name: message('profiles_reference_save') });
  await keep.click();
  await expect(page.getByText(message('profiles_reference_title_needed'))).toBeVisible();
  await page.getByLabel(message('profiles_reference_title')).fill(title);
  await page.getByLabel(message('profiles_place')).fill('Gothenburg');
  await page.getByLabel(message('profiles_year')).fill('2024');
  await keep.click();
};

const expectSaved = (page: Page) =>
  expect(page.getByRole('status').filter({ hasText: message('profiles_saved') })).toBeVisible();

test('on a phone a company says in two minutes what it can do, takes it to the board, and no rival reads its profile', async ({
  openBrowser,
}) => {
  const { host, code } = await startWorkshop(openBrowser, server.url, 'Quiet pipes');
  const firm = await openBrowser(server.url, { phone: true });
  const workshop = await firm.joinOverHttp(code, { kind: 'company', name: 'Ola', of: 'Nordvatten' });
  const rival = await openBrowser(server.url);
  await rival.joinOverHttp(code, { kind: 'company', name: 'Kai', of: 'Vinterflod' });

  await test.step('from what is theirs to the profile', async () => {
    await firm.page.getByRole('button', { name: message('pages_tab_us') }).click();
    await firm.page.getByRole('link', { name: message('profiles_begin') }).click();
    await expect(firm.page.getByRole('heading', { level: 1, name: /Nordvatten/ })).toBeVisible();
  });

  await test.step('two capabilities and a reference that shows them', async () => {
    await addCapabilityClaim(firm, 'leak_detection', 3);
    await addCapabilityClaim(firm, 'water_metering', 1);
    await addReference(firm, 'Listening pipes');
    const leak = firm.page.getByRole('listitem', { name: message('capability_leak_detection') });
    await expect(leak.getByRole('checkbox', { name: 'Listening pipes' })).toBeChecked();
    await expectSaved(firm.page);
    await expectAccessible(firm.page);
  });

  await test.step('it is there after a reload, and on the board for everybody once it is put there', async () => {
    await firm.page.reload();
    await expect(firm.page.getByRole('listitem', { name: message('capability_water_metering') })).toBeVisible();
    await firm.page.getByRole('button', { name: message('profiles_offer_put') }).click();
    await expect(firm.page.getByText(message('profiles_offer_there'))).toBeVisible();
    await waitForBoard(rival);
    await card(rival, /Nordvatten/).click();
    await rival.page.keyboard.press('Enter');
    await expect(panel(rival, 'offer').getByText('Listening pipes').first()).toBeVisible();
  });

  await test.step('facilitators read the profile, and a rival has none but its own', async () => {
    await host.goto(`/w/${workshop}/company`);
    await expectVisible('Listening pipes', host);
    await expectAccessible(host.page);
    const profiles = await rival.page.request.get(`${server.url}/api/workshops/${workshop}/profiles`);
    expect(await profiles.text()).not.toContain('Listening pipes');
  });
});
