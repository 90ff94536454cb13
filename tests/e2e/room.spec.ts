import type { Locator } from '@playwright/test';
import { begins } from '../world/begin.ts';
import { type Onlooker, sitsDownAgain } from '../world/browser.ts';
import { looksGood } from '../world/looks.ts';
import {
  agreesTo,
  boardIsOpen,
  claimsSeat,
  founds,
  opensCard,
  opensConsortium,
  putsChallenge,
  takesSeat,
} from '../world/onBoard.ts';
import type { RunningServer } from '../world/server.ts';
import { expect, test } from '../world/test.ts';
import { words } from '../world/words.ts';

let server: RunningServer;
test.beforeAll(({ sharedServer }) => {
  server = sharedServer;
});

const challenge = {
  title: 'Shade for forty schoolyards',
  sector: 'adaptation_water',
  needs: ['urban_greening', 'heat_shade'],
};
const name = 'The Shade Alliance';
const [greening, shade] = [words('capability_urban_greening'), words('capability_heat_shade')];

const consortiumOf = async ({ page, url }: Onlooker, workshop: string): Promise<string> => {
  const response = await page.request.get(`${url}/api/workshops/${workshop}/exports/board.json`);
  const board: { cards: readonly { kind: string; id: string }[] } = await response.json();
  const found = board.cards.find(({ kind }) => kind === 'consortium');
  if (!found) throw new Error('There is no consortium on the board');
  return found.id;
};

const part = ({ page }: Onlooker, key: Parameters<typeof words>[0]): Locator =>
  page.getByRole('tab', { name: new RegExp(`^${words(key)}`) });
const opensPart = async (person: Onlooker, key: Parameters<typeof words>[0]): Promise<void> => {
  await part(person, key).click();
  await expect(part(person, key)).toHaveAttribute('aria-selected', 'true');
};
const button = ({ page }: Onlooker, of: string): Locator => page.getByRole('button', { name: new RegExp(`^${of}`) });

test('two companies write in their room, hand a version over, and confirm the same letter; the city sees what was handed over', async ({
  sits,
}) => {
  const { code, workshop } = await begins(sits, server.url, 'Cool streets');
  const city = await sits(server.url);
  const nord = await sits(server.url);
  const sun = await sits(server.url, { phone: true });
  const rival = await sits(server.url);
  await city.registers({ kind: 'city', name: 'Maja', of: 'Malmö' });
  await city.joins(code, 'Maja');
  await nord.joinsAsGuest(code, { kind: 'company', name: 'Ola', of: 'Nordvatten' });
  const sunDesk = await sits(server.url);
  await sunDesk.joinsAsGuest(code, { kind: 'company', name: 'Siv', of: 'Solvarm' });
  await rival.joinsAsGuest(code, { kind: 'company', name: 'Kai', of: 'Vinterflod' });
  await boardIsOpen(city, nord, sunDesk);
  await putsChallenge(city, challenge);
  await opensCard(nord, challenge.title, 'challenge');
  await founds(nord, name, 'Nordvatten');
  await takesSeat(nord, greening, 'Nordvatten');
  await opensCard(sunDesk, challenge.title, 'challenge');
  await opensConsortium(sunDesk, name);
  await claimsSeat(sunDesk, shade, 'Solvarm');
  await agreesTo(nord, shade, 'Solvarm');
  const address = `/w/${workshop}/rooms/${await consortiumOf(nord, workshop)}`;
  await sun.context.addCookies(await sunDesk.context.cookies());
  await nord.opens(address);
  await sun.opens(address);

  await test.step('nobody else comes in', async () => {
    await rival.opens(address);
    await expect(rival.page.getByText(words('workspace_members_only'))).toBeVisible();
    await expect(part(rival, 'workspace_tab_letter')).toHaveCount(0);
  });

  await test.step('both see who sees the room, and what the other writes', async () => {
    await expect(nord.page.getByText(/Only the members of this consortium see this room/)).toContainText('Solvarm');
    await button(nord, words('workspace_pitch_begin')).click();
    await nord.page
      .getByRole('textbox', { name: words('workspace_pitch') })
      .fill('Sails over every yard, and trees below.');
    await expect(sun.page.getByRole('textbox', { name: words('workspace_pitch') })).toContainText(
      'Sails over every yard',
    );
    await looksGood(sun, 'phone-pitch');
    await looksGood(nord, 'desktop-pitch');
  });

  await test.step('shares are settled, each its own, and come to a hundred at most', async () => {
    await opensPart(nord, 'workspace_tab_shares');
    await opensPart(sun, 'workspace_tab_shares');
    const ours = nord.page.getByRole('article', { name: greening });
    await ours.getByLabel(words('workspace_share_percent')).fill('60');
    await ours.getByLabel(words('workspace_share_role'), { exact: true }).fill('Plants the trees');
    await ours.getByRole('button').click();
    await expect(sun.page.getByText(words('workspace_shares_left', { percent: 40 }))).toBeVisible();
    const theirs = sun.page.getByRole('article', { name: shade });
    await theirs.getByLabel(words('workspace_share_percent')).fill('41');
    await expect(theirs.getByText(words('workspace_share_at_most', { percent: 40 }))).toBeVisible();
    await looksGood(sun, 'phone-shares');
    await theirs.getByLabel(words('workspace_share_percent')).fill('40');
    await theirs.getByRole('button').click();
    await expect(nord.page.getByText(words('workspace_shares_whole'))).toBeVisible();
    await looksGood(nord, 'desktop-shares');
  });

  await test.step('risks and tasks are written by either', async () => {
    await opensPart(sun, 'workspace_tab_risks');
    await sun.page.getByLabel(words('workspace_risk_new')).fill('A storm tears the sails');
    await button(sun, words('workspace_risk_add')).click();
    await looksGood(sun, 'phone-risks');
    await opensPart(sun, 'workspace_tab_tasks');
    await sun.page.getByLabel(words('workspace_task_new')).fill('Ask the school board');
    await button(sun, words('workspace_task_add')).click();
    await looksGood(sun, 'phone-tasks');
    await opensPart(nord, 'workspace_tab_tasks');
    await expect(nord.page.getByRole('article', { name: 'Ask the school board' })).toBeVisible();
    await looksGood(nord, 'desktop-tasks');
    await opensPart(nord, 'workspace_tab_risks');
    await looksGood(nord, 'desktop-risks');
    await opensPart(nord, 'workspace_tab_notes');
    await button(nord, words('workspace_note_add')).click();
    await nord.page.keyboard.type('Talk to the headmaster first');
    await looksGood(nord, 'desktop-notes');
  });

  await test.step('a version is handed over, and then another', async () => {
    await opensPart(nord, 'workspace_tab_pitch');
    await button(nord, words('workspace_hand_press', { city: 'Malmö', number: 1 })).click();
    await expect(button(nord, words('workspace_hand_press', { city: 'Malmö', number: 2 }))).toBeVisible();
    await nord.page
      .getByRole('textbox', { name: words('workspace_pitch') })
      .fill('Sails over every yard, and water below.');
    await button(nord, words('workspace_hand_press', { city: 'Malmö', number: 2 })).click();
    await opensPart(nord, 'workspace_tab_handed');
    await expect(nord.page.getByRole('article')).toHaveCount(2);
    await looksGood(nord, 'desktop-handed');
    await city.opens(`/w/${workshop}/drafts`);
    await expect(city.page.getByText(words('workspace_version_of', { consortium: name, number: 2 }))).toBeVisible();
    await expect(city.page.locator('ins').first()).toContainText('water');
    await expect(city.page.getByText('A storm tears the sails')).toHaveCount(0);
    await looksGood(city, 'desktop-city');
  });

  await test.step('the letter is written, confirmed, changed, and confirmed again', async () => {
    await opensPart(nord, 'workspace_tab_letter');
    await opensPart(sun, 'workspace_tab_letter');
    await button(nord, words('workspace_letter_begin')).click();
    await expect(sun.page.getByRole('textbox', { name: words('letter_money') })).toBeVisible();
    await button(nord, words('workspace_letter_confirm', { company: 'Nordvatten' })).click();
    await expect(nord.page.getByText(words('workspace_letter_confirmed', { company: 'Nordvatten' }))).toBeVisible();

    await sun.page
      .getByRole('textbox', { name: words('letter_money') })
      .fill('Each pays its own until the first order.');
    await expect(nord.page.getByText(/The text changed after Nordvatten confirmed it/)).toBeVisible();
    await looksGood(nord, 'desktop-letter');
    await looksGood(sun, 'phone-letter');
    await button(nord, words('workspace_letter_confirm', { company: 'Nordvatten' })).click();
    await button(sun, words('workspace_letter_confirm', { company: 'Solvarm' })).click();
    await expect(nord.page.getByText(words('workspace_letter_agreed'))).toBeVisible();
    await looksGood(nord, 'desktop-agreed');
  });

  await test.step('the room is there again on another machine of a member', async () => {
    const again = await sitsDownAgain(nord);
    await expect(again.page.getByText(words('workspace_letter_agreed'))).toBeVisible();
    await again.context.close();
  });
});
