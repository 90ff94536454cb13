import { startWorkshop } from '../world/startWorkshop.ts';
import { type BrowserUser, expectVisible } from '../world/browser.ts';
import { expectAccessible } from '../world/axe.ts';
import { waitForBoard, createChallenge } from '../world/boardPage.ts';
import { addCapabilityClaim } from '../world/profilePage.ts';
import type { RunningServer } from '../world/server.ts';
import { expect, test } from '../world/test.ts';
import { message } from '../world/messages.ts';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

/** Creates a challenge that asks for an expert in leaks, for most of the work, and for somebody who insures. */
const createChallengeWithLevels = async (city: BrowserUser): Promise<void> => {
  const { page } = city;
  const needs = ['leak_detection', 'insurance_risk'];
  await createChallenge(city, { title: 'Mains that do not leak', sector: 'adaptation_water', needs });
  const leaks = page.getByRole('listitem').filter({ hasText: message('capability_leak_detection') });
  await leaks.getByText(message('need_more'), { exact: true }).click();
  await leaks.getByLabel(message('need_level'), { exact: true }).selectOption(message('profiles_level_3'));
  const share = leaks.getByLabel(message('need_share'));
  await share.fill('140');
  await share.blur();
  await expect(page.getByText(message('need_share_wrong'))).toBeVisible();
  await share.fill('60');
  await share.blur();
  await expect(page.getByText(message('need_share_wrong'))).toHaveCount(0);
};

test('a company on its phone sees why it fits and what it lacks, facilitators see all, and nobody else anything', async ({
  openBrowser,
}) => {
  const { host, code } = await startWorkshop(openBrowser, server.url, 'Quiet pipes');
  const city = await openBrowser(server.url);
  const workshop = await city.joinOverHttp(code, { kind: 'city', name: 'Per', of: 'Malmö' });
  await waitForBoard(city);
  await createChallengeWithLevels(city);
  await expectAccessible(city.page, 'needs');
  const firm = await openBrowser(server.url, { phone: true });
  await firm.joinOverHttp(code, { kind: 'company', name: 'Ola', of: 'Nordvatten' });
  await firm.goto(`/w/${workshop}/company`);

  await test.step('with an empty profile it is told what to do', async () => {
    await expectVisible(message('fit_empty'), firm);
  });

  await test.step('with a capability it fits in part, and is told what is missing', async () => {
    await addCapabilityClaim(firm, 'leak_detection', 1);
    const fits = firm.page.getByRole('article').filter({ hasText: 'Mains that do not leak' });
    await expect(fits.getByText(message('fit_part'))).toBeVisible();
    await expect(fits.getByText(message('fit_lack_level_3'))).toBeVisible();
    await firm.page.getByText(message('profiles_level_3'), { exact: true }).click();
    await expect(fits.getByText(message('fit_whole'), { exact: true })).toBeVisible();
    await expect(fits.getByText(message('fit_reason_capability_3'))).toBeVisible();
    await expect(fits.getByText(message('capability_insurance_risk'))).toHaveCount(0);
    await expect(firm.page.getByRole('status').filter({ hasText: message('profiles_saved') })).toBeVisible();
    await expectAccessible(firm.page, 'fits');
  });

  await test.step('the facilitator sees who can do what is asked for, and what nobody can', async () => {
    await host.goto(`/w/${workshop}/company`);
    const needs = host.page.getByRole('article').filter({ hasText: 'Mains that do not leak' });
    await expect(needs.getByText(message('fit_nobody'))).toHaveCount(1);
    await needs.getByText('Nordvatten').click();
    await expect(needs.getByText(message('fit_company_reason_capability_3'))).toBeVisible();
    await expectAccessible(host.page, 'all');
  });

  await test.step('a city asks for the page and gets nothing of it', async () => {
    await city.goto(`/w/${workshop}/company`);
    await expectVisible(message('profiles_companies_only'), city);
    const profiles = await city.page.request.get(`${server.url}/api/workshops/${workshop}/profiles`);
    expect(await profiles.text()).not.toContain('leak_detection');
  });
});
