import { CardId } from '@brygga/shared/ids';
import { startWorkshop } from '../world/startWorkshop.ts';
import { sendCommandFromPage } from '../world/pageCommand.ts';
import { expectVisible } from '../world/browser.ts';
import { expectAccessible } from '../world/axe.ts';
import {
  waitForBoard,
  commitMember,
  foundConsortium,
  openCard,
  panel,
  createChallenge,
  takeSeat,
} from '../world/boardPage.ts';
import type { RunningServer } from '../world/server.ts';
import { expect, test } from '../world/test.ts';
import { message } from '../world/messages.ts';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

const title = 'Shade for forty schoolyards';
const need = 'heat_shade';

test('two companies on their phones show interest in each other in confidence, and nobody else learns of it', async ({
  openBrowser,
}) => {
  const { host, code, workshop } = await startWorkshop(openBrowser, server.url, 'Cool streets');
  const nord = await openBrowser(server.url, { phone: true });
  await nord.joinOverHttp(code, { kind: 'company', name: 'Ola', of: 'Nordvatten' });
  const sun = await openBrowser(server.url, { phone: true });
  await sun.joinOverHttp(code, { kind: 'company', name: 'Siv', of: 'Solvarm' });
  const match = (other: string) => message('interest_match', { other });

  await test.step('one of them shows it, and only its own people see that', async () => {
    await nord.goto(`/w/${workshop}/interest`);
    await nord.page.getByLabel(message('interest_in'), { exact: true }).selectOption('Solvarm');
    await nord.page.getByLabel(message('interest_level_join')).check();
    await nord.page.getByLabel(message('interest_note')).fill('We have the pumps');
    await nord.page.getByRole('button', { name: message('interest_show_press') }).click();
    await expectVisible(message('interest_own', { side: 'Nordvatten' }), nord);
    await sun.goto(`/w/${workshop}/interest`);
    await expectVisible(message('interest_rivals_none'), sun);
    await expect(sun.page.getByText('We have the pumps')).toHaveCount(0);
    await expectAccessible(nord.page, 'shown');
  });

  await test.step('the other returns it, and both are told what the other says at one time', async () => {
    await sun.page.getByLabel(message('interest_in'), { exact: true }).selectOption('Nordvatten');
    await sun.page.getByLabel(message('interest_level_lead')).check();
    await sun.page.getByRole('button', { name: message('interest_show_press') }).click();
    await expectVisible(match('Nordvatten'), sun);
    await expectVisible(match('Solvarm'), nord);
    await expectVisible('We have the pumps', sun);
    await expectAccessible(sun.page, 'match');
  });

  await test.step('one keeps apart from somebody, and reads its own list', async () => {
    await nord.page.getByLabel(message('interest_rival_add'), { exact: true }).selectOption('Solvarm');
    await nord.page.getByRole('button', { name: message('interest_rival_press', { company: 'Solvarm' }) }).click();
    const takeOff = message('interest_rival_withdraw_from', { company: 'Solvarm' });
    await expect(nord.page.getByRole('button', { name: takeOff })).toBeVisible();
    await expectAccessible(nord.page, 'rivals');
  });

  await test.step('a facilitator has no such page, and no such document', async () => {
    await host.goto(`/w/${workshop}/interest`);
    await expectVisible(message('interest_companies_only'), host);
    const activity = await host.page.request.get(`${server.url}/api/workshops/${workshop}/activity?circle=vault`);
    expect(activity.status()).toBe(403);
  });

  await test.step('one takes its interest back, and both see that it is over', async () => {
    await sun.page.getByRole('button', { name: message('interest_withdraw_from', { other: 'Nordvatten' }) }).click();
    await expect(nord.page.getByText(match('Solvarm'))).toHaveCount(0);
    await expectVisible(message('interest_over'), nord);
  });
});

test('a city and its guests judge in sealed scores, open them at one time, and say what they make of it', async ({
  openBrowser,
}) => {
  const { host, code, workshop } = await startWorkshop(openBrowser, server.url, 'Cool streets');
  const at = { url: server.url, workshop };
  const city = await openBrowser(server.url);
  await city.joinOverHttp(code, { kind: 'city', name: 'Maja', of: 'Malmö' });
  await waitForBoard(city);
  await createChallenge(city, { title, sector: 'adaptation_water', needs: [need] });
  const nord = await openBrowser(server.url);
  await nord.joinOverHttp(code, { kind: 'company', name: 'Ola', of: 'Nordvatten' });
  await waitForBoard(nord);
  await openCard(nord, title, 'challenge');
  await foundConsortium(nord, 'The Shade Alliance', 'Nordvatten');
  await takeSeat(nord, message(`capability_${need}`), 'Nordvatten');
  await commitMember(nord, 'Nordvatten');
  const guest = await openBrowser(server.url, { phone: true });
  await guest.joinOverHttp(code, { kind: 'city', name: 'Bo', of: 'Lund' });

  const challenge = await test.step('the city names what it judges by, and the challenge is pitched', async () => {
    const { page } = city;
    await panel(city, 'challenge')
      .getByRole('link', { name: message('brief_open') })
      .click();
    await page.getByRole('button', { name: message('brief_criteria_add') }).click();
    await page.keyboard.type('How much cooler a yard gets');
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: message('brief_weights_even') }).click();
    const id = /\/brief\/(\w+)/.exec(page.url())?.[1] ?? '';
    for (const to of ['forming', 'pitching'] as const) {
      await sendCommandFromPage(city, at, 'challenge.status', { challenge: CardId.parse(id), to });
    }
    await page.getByRole('link', { name: message('judging_title') }).click();
    await expectVisible(message('judging_sheets'), city);
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
    await expect(page.getByText(message('judging_scored', { count: '1', panel: '1' }))).toBeVisible();
    await expectAccessible(city.page, 'sealed');
  });

  await test.step('a guest from another city advises on a phone', async () => {
    await guest.goto(`/w/${workshop}/judging/${challenge}`);
    await guest.page.getByRole('button', { name: message('judging_give') }).click();
    await expectVisible(message('judging_mark_first'), guest);
    await expectAccessible(guest.page, 'missing');
    await guest.page.getByRole('radio', { name: '2', exact: true }).click();
    await guest.page.getByLabel(message('judging_why'), { exact: true }).fill('Who keeps them up?');
    await guest.page.getByRole('button', { name: message('judging_give') }).click();
    await expect(guest.page.getByRole('button', { name: message('judging_give_again') })).toBeVisible();
    await expectAccessible(guest.page, 'sealed');
  });

  await test.step('those who answer and the facilitators see no score', async () => {
    await nord.goto(`/w/${workshop}/judging/${challenge}`);
    await expectVisible(message('judging_own_not_yet'), nord);
    await host.goto(`/w/${workshop}/judging/${challenge}`);
    await expect(host.page.getByText(message('judging_scored', { count: '1', panel: '1' }))).toBeVisible();
    await expect(host.page.getByText('The sails stand in a day')).toHaveCount(0);
  });

  await test.step('the city opens them, and each consortium has its own', async () => {
    await city.page.getByRole('button', { name: message('judging_reveal'), exact: true }).click();
    await city.page.getByRole('button', { name: message('judging_reveal_yes'), exact: true }).click();
    await expectVisible(message('judging_total', { total: '80' }), city);
    await expectAccessible(city.page, 'opened');
    await expectVisible(message('judging_total', { total: '80' }), nord);
    await expectAccessible(nord.page, 'own');
    await expect(nord.page.getByText('Maja')).toHaveCount(0);
  });

  await test.step('the city says what it makes of it, for all to read', async () => {
    await city.page.getByLabel(message('judging_outcome_chosen')).check();
    const form = city.page.getByRole('group', { name: 'The Shade Alliance' });
    await expect(form).toBeVisible();
    await city.page.getByLabel(message('judging_decide_why'), { exact: true }).fill('It cools the most yards.');
    await city.page
      .getByRole('button', { name: message('judging_decide_for', { consortium: 'The Shade Alliance' }) })
      .click();
    await expectVisible('It cools the most yards.', nord);
    await expectAccessible(guest.page, 'opened');
  });
});
