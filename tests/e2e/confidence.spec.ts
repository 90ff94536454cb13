import { CardId } from '@brygga/shared/ids';
import { begins } from '../world/begin.ts';
import { asks } from '../world/asking.ts';
import { see } from '../world/browser.ts';
import { looksGood } from '../world/looks.ts';
import { boardIsOpen, commits, founds, opensCard, panel, putsChallenge, takesSeat } from '../world/onBoard.ts';
import type { RunningServer } from '../world/server.ts';
import { expect, test } from '../world/test.ts';
import { words } from '../world/words.ts';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

const title = 'Shade for forty schoolyards';
const need = 'heat_shade';

test('two companies on their phones show interest in each other in confidence, and nobody else learns of it', async ({
  sits,
}) => {
  const { host, code, workshop } = await begins(sits, server.url, 'Cool streets');
  const nord = await sits(server.url, { phone: true });
  await nord.joinsAsGuest(code, { kind: 'company', name: 'Ola', of: 'Nordvatten' });
  const sun = await sits(server.url, { phone: true });
  await sun.joinsAsGuest(code, { kind: 'company', name: 'Siv', of: 'Solvarm' });
  const match = (other: string) => words('interest_match', { other });

  await test.step('one of them shows it, and only its own people see that', async () => {
    await nord.opens(`/w/${workshop}/interest`);
    await nord.page.getByLabel(words('interest_in'), { exact: true }).selectOption('Solvarm');
    await nord.page.getByLabel(words('interest_level_join')).check();
    await nord.page.getByLabel(words('interest_note')).fill('We have the pumps');
    await nord.page.getByRole('button', { name: words('interest_show_press') }).click();
    await see(words('interest_own', { side: 'Nordvatten' }), nord);
    await sun.opens(`/w/${workshop}/interest`);
    await see(words('interest_rivals_none'), sun);
    await expect(sun.page.getByText('We have the pumps')).toHaveCount(0);
    await looksGood(nord, 'phone-shown');
  });

  await test.step('the other returns it, and both are told what the other says at one time', async () => {
    await sun.page.getByLabel(words('interest_in'), { exact: true }).selectOption('Nordvatten');
    await sun.page.getByLabel(words('interest_level_lead')).check();
    await sun.page.getByRole('button', { name: words('interest_show_press') }).click();
    await see(match('Nordvatten'), sun);
    await see(match('Solvarm'), nord);
    await see('We have the pumps', sun);
    await looksGood(sun, 'phone-match');
  });

  await test.step('one keeps apart from somebody, and reads its own list', async () => {
    await nord.page.getByLabel(words('interest_rival_add'), { exact: true }).selectOption('Solvarm');
    await nord.page.getByRole('button', { name: words('interest_rival_press', { company: 'Solvarm' }) }).click();
    const takeOff = words('interest_rival_withdraw_from', { company: 'Solvarm' });
    await expect(nord.page.getByRole('button', { name: takeOff })).toBeVisible();
    await looksGood(nord, 'phone-rivals');
  });

  await test.step('a facilitator has no such page, and no such document', async () => {
    await host.opens(`/w/${workshop}/interest`);
    await see(words('interest_companies_only'), host);
    const activity = await host.page.request.get(`${server.url}/api/workshops/${workshop}/activity?circle=vault`);
    expect(activity.status()).toBe(403);
  });

  await test.step('one takes its interest back, and both see that it is over', async () => {
    await sun.page.getByRole('button', { name: words('interest_withdraw_from', { other: 'Nordvatten' }) }).click();
    await expect(nord.page.getByText(match('Solvarm'))).toHaveCount(0);
    await see(words('interest_over'), nord);
  });
});

test('a city and its guests judge in sealed scores, open them at one time, and say what they make of it', async ({
  sits,
}) => {
  const { host, code, workshop } = await begins(sits, server.url, 'Cool streets');
  const at = { url: server.url, workshop };
  const city = await sits(server.url);
  await city.joinsAsGuest(code, { kind: 'city', name: 'Maja', of: 'Malmö' });
  await boardIsOpen(city);
  await putsChallenge(city, { title, sector: 'adaptation_water', needs: [need] });
  const nord = await sits(server.url);
  await nord.joinsAsGuest(code, { kind: 'company', name: 'Ola', of: 'Nordvatten' });
  await boardIsOpen(nord);
  await opensCard(nord, title, 'challenge');
  await founds(nord, 'The Shade Alliance', 'Nordvatten');
  await takesSeat(nord, words(`capability_${need}`), 'Nordvatten');
  await commits(nord, 'Nordvatten');
  const guest = await sits(server.url, { phone: true });
  await guest.joinsAsGuest(code, { kind: 'city', name: 'Bo', of: 'Lund' });

  const challenge = await test.step('the city names what it judges by, and the challenge is pitched', async () => {
    const { page } = city;
    await panel(city, 'challenge')
      .getByRole('link', { name: words('brief_open') })
      .click();
    await page.getByRole('button', { name: words('brief_criteria_add') }).click();
    await page.keyboard.type('How much cooler a yard gets');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: words('brief_weights_even') }).click();
    const id = /\/brief\/(\w+)/.exec(page.url())?.[1] ?? '';
    for (const to of ['forming', 'pitching'] as const) {
      await asks(city, at, 'challenge.status', { challenge: CardId.parse(id), to });
    }
    await page.getByRole('link', { name: words('judging_title') }).click();
    await see(words('judging_sheets'), city);
    return id;
  });

  await test.step('the city scores with the keyboard alone, sealed', async () => {
    const { page } = city;
    await page.getByRole('radio', { name: '3', exact: true }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Tab');
    await page.keyboard.type('The sails stand in a day');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByText(words('judging_scored', { count: '1', panel: '1' }))).toBeVisible();
    await looksGood(city, 'desktop-sealed');
  });

  await test.step('a guest from another city advises on a phone', async () => {
    await guest.opens(`/w/${workshop}/judging/${challenge}`);
    await guest.page.getByRole('button', { name: words('judging_give') }).click();
    await see(words('judging_mark_first'), guest);
    await looksGood(guest, 'phone-missing');
    await guest.page.getByRole('radio', { name: '2', exact: true }).click();
    await guest.page.getByLabel(words('judging_why'), { exact: true }).fill('Who keeps them up?');
    await guest.page.getByRole('button', { name: words('judging_give') }).click();
    await expect(guest.page.getByRole('button', { name: words('judging_give_again') })).toBeVisible();
    await looksGood(guest, 'phone-sealed');
  });

  await test.step('those who answer and the facilitators see no score', async () => {
    await nord.opens(`/w/${workshop}/judging/${challenge}`);
    await see(words('judging_own_not_yet'), nord);
    await host.opens(`/w/${workshop}/judging/${challenge}`);
    await expect(host.page.getByText(words('judging_scored', { count: '1', panel: '1' }))).toBeVisible();
    await expect(host.page.getByText('The sails stand in a day')).toHaveCount(0);
  });

  await test.step('the city opens them, and each consortium has its own', async () => {
    await city.page.getByRole('button', { name: words('judging_reveal'), exact: true }).click();
    await city.page.getByRole('button', { name: words('judging_reveal_yes'), exact: true }).click();
    await see(words('judging_total', { total: '80' }), city);
    await looksGood(city, 'desktop-opened');
    await see(words('judging_total', { total: '80' }), nord);
    await looksGood(nord, 'desktop-own');
    await expect(nord.page.getByText('Maja')).toHaveCount(0);
  });

  await test.step('the city says what it makes of it, for all to read', async () => {
    await city.page.getByLabel(words('judging_outcome_chosen')).check();
    const form = city.page.getByRole('group', { name: 'The Shade Alliance' });
    await expect(form).toBeVisible();
    await city.page.getByLabel(words('judging_decide_why'), { exact: true }).fill('It cools the most yards.');
    await city.page
      .getByRole('button', { name: words('judging_decide_for', { consortium: 'The Shade Alliance' }) })
      .click();
    await see('It cools the most yards.', nord);
    await looksGood(guest, 'phone-opened');
  });
});
