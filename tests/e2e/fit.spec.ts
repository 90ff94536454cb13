import { begins } from '../world/begin.ts';
import { type Onlooker, see } from '../world/browser.ts';
import { looksGood } from '../world/looks.ts';
import { boardIsOpen, putsChallenge } from '../world/onBoard.ts';
import { claims } from '../world/ofCompany.ts';
import type { RunningServer } from '../world/server.ts';
import { expect, test } from '../world/test.ts';
import { words } from '../world/words.ts';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

/** A city's challenge that asks for an expert in leaks, for most of the work, and for somebody who insures. */
const asks = async (city: Onlooker): Promise<void> => {
  const { page } = city;
  const needs = ['leak_detection', 'insurance_risk'];
  await putsChallenge(city, { title: 'Mains that do not leak', sector: 'adaptation_water', needs });
  const leaks = page.getByRole('listitem').filter({ hasText: words('capability_leak_detection') });
  await leaks.getByText(words('need_more'), { exact: true }).click();
  await leaks.getByLabel(words('need_level'), { exact: true }).selectOption(words('profiles_level_3'));
  const share = leaks.getByLabel(words('need_share'));
  await share.fill('140');
  await share.blur();
  await expect(page.getByText(words('need_share_wrong'))).toBeVisible();
  await share.fill('60');
  await share.blur();
  await expect(page.getByText(words('need_share_wrong'))).toHaveCount(0);
};

test('a company on its phone sees why it fits and what it lacks, facilitators see all, and nobody else anything', async ({
  sits,
}) => {
  const { host, code } = await begins(sits, server.url, 'Quiet pipes');
  const city = await sits(server.url);
  const workshop = await city.joinsAsGuest(code, { kind: 'city', name: 'Per', of: 'Malmö' });
  await boardIsOpen(city);
  await asks(city);
  await looksGood(city, 'desktop-needs');
  const firm = await sits(server.url, { phone: true });
  await firm.joinsAsGuest(code, { kind: 'company', name: 'Ola', of: 'Nordvatten' });
  await firm.opens(`/w/${workshop}/company`);

  await test.step('with an empty profile it is told what to do', async () => {
    await see(words('fit_empty'), firm);
  });

  await test.step('with a capability it fits in part, and is told what is missing', async () => {
    await claims(firm, 'leak_detection', 1);
    const fits = firm.page.getByRole('article').filter({ hasText: 'Mains that do not leak' });
    await expect(fits.getByText(words('fit_part'))).toBeVisible();
    await expect(fits.getByText(words('fit_lack_level_3'))).toBeVisible();
    await firm.page.getByText(words('profiles_level_3'), { exact: true }).click();
    await expect(fits.getByText(words('fit_whole'), { exact: true })).toBeVisible();
    await expect(fits.getByText(words('fit_reason_capability_3'))).toBeVisible();
    await expect(fits.getByText(words('capability_insurance_risk'))).toHaveCount(0);
    await expect(firm.page.getByRole('status').filter({ hasText: words('profiles_saved') })).toBeVisible();
    await looksGood(firm, 'phone-fits');
  });

  await test.step('the facilitator sees who can do what is asked for, and what nobody can', async () => {
    await host.opens(`/w/${workshop}/company`);
    const needs = host.page.getByRole('article').filter({ hasText: 'Mains that do not leak' });
    await expect(needs.getByText(words('fit_nobody'))).toHaveCount(1);
    await needs.getByText('Nordvatten').click();
    await expect(needs.getByText(words('fit_company_reason_capability_3'))).toBeVisible();
    await looksGood(host, 'desktop-all');
  });

  await test.step('a city asks for the page and gets nothing of it', async () => {
    await city.opens(`/w/${workshop}/company`);
    await see(words('profiles_companies_only'), city);
    const profiles = await city.page.request.get(`${server.url}/api/workshops/${workshop}/profiles`);
    expect(await profiles.text()).not.toContain('leak_detection');
  });
});
