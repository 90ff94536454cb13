import type { Locator } from '@playwright/test';
import { startWorkshop } from '../world/startWorkshop.ts';
import { type BrowserUser, openSecondBrowser } from '../world/browser.ts';
import { expectAccessible } from '../world/axe.ts';
import {
  acceptClaim,
  waitForBoard,
  claimSeat,
  foundConsortium,
  openCard,
  openConsortium,
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

const challenge = {
  title: 'Shade for forty schoolyards',
  sector: 'adaptation_water',
  needs: ['urban_greening', 'heat_shade'],
};
const name = 'The Shade Alliance';
const [greening, shade] = [message('capability_urban_greening'), message('capability_heat_shade')];

const consortiumOf = async ({ page, url }: BrowserUser, workshop: string): Promise<string> => {
  const response = await page.request.get(`${url}/api/workshops/${workshop}/exports/board.json`);
  const board: { cards: readonly { kind: string; id: string }[] } = await response.json();
  const found = board.cards.find(({ kind }) => kind === 'consortium');
  if (!found) throw new Error('There is no consortium on the board');
  return found.id;
};

const tab = ({ page }: BrowserUser, key: Parameters<typeof message>[0]): Locator =>
  page.getByRole('tab', { name: new RegExp(`^${message(key)}`) });
const openTab = async (person: BrowserUser, key: Parameters<typeof message>[0]): Promise<void> => {
  await tab(person, key).click();
  await expect(tab(person, key)).toHaveAttribute('aria-selected', 'true');
};
const button = ({ page }: BrowserUser, of: string): Locator => page.getByRole('button', { name: new RegExp(`^${of}`) });

test('two companies write in their workspace, hand a version over, and confirm the same letter; the city sees what was handed over', async ({
  openBrowser,
}) => {
  const { code, workshop } = await startWorkshop(openBrowser, server.url, 'Cool streets');
  const city = await openBrowser(server.url);
  const nord = await openBrowser(server.url);
  const sun = await openBrowser(server.url, { phone: true });
  const rival = await openBrowser(server.url);
  await city.register({ kind: 'city', name: 'Maja', of: 'Malmö' });
  await city.join(code, 'Maja');
  await nord.joinOverHttp(code, { kind: 'company', name: 'Ola', of: 'Nordvatten' });
  const sunDesk = await openBrowser(server.url);
  await sunDesk.joinOverHttp(code, { kind: 'company', name: 'Siv', of: 'Solvarm' });
  await rival.joinOverHttp(code, { kind: 'company', name: 'Kai', of: 'Vinterflod' });
  await waitForBoard(city, nord, sunDesk);
  await createChallenge(city, challenge);
  await openCard(nord, challenge.title, 'challenge');
  await foundConsortium(nord, name, 'Nordvatten');
  await takeSeat(nord, greening, 'Nordvatten');
  await openCard(sunDesk, challenge.title, 'challenge');
  await openConsortium(sunDesk, name);
  await claimSeat(sunDesk, shade, 'Solvarm');
  await acceptClaim(nord, shade, 'Solvarm');
  const address = `/w/${workshop}/rooms/${await consortiumOf(nord, workshop)}`;
  await sun.context.addCookies(await sunDesk.context.cookies());
  await nord.goto(address);
  await sun.goto(address);

  await test.step('nobody else comes in', async () => {
    await rival.goto(address);
    await expect(rival.page.getByText(message('workspace_members_only'))).toBeVisible();
    await expect(tab(rival, 'workspace_tab_letter')).toHaveCount(0);
  });

  await test.step('both see who sees the workspace, and what the other writes', async () => {
    await expect(nord.page.getByText(/Only the members of this consortium see this room/)).toContainText('Solvarm');
    await button(nord, message('workspace_pitch_begin')).click();
    await nord.page
      .getByRole('textbox', { name: message('workspace_pitch') })
      .fill('Sails over every yard, and trees below.');
    await expect(sun.page.getByRole('textbox', { name: message('workspace_pitch') })).toContainText(
      'Sails over every yard',
    );
    await expectAccessible(sun.page, 'pitch');
    await expectAccessible(nord.page, 'pitch');
  });

  await test.step('shares are settled, each its own, and come to a hundred at most', async () => {
    await openTab(nord, 'workspace_tab_shares');
    await openTab(sun, 'workspace_tab_shares');
    const ours = nord.page.getByRole('article', { name: greening });
    await ours.getByLabel(message('workspace_share_percent')).fill('60');
    await ours.getByLabel(message('workspace_share_role'), { exact: true }).fill('Plants the trees');
    await ours.getByRole('button').click();
    await expect(sun.page.getByText(message('workspace_shares_left', { percent: 40 }))).toBeVisible();
    const theirs = sun.page.getByRole('article', { name: shade });
    await theirs.getByLabel(message('workspace_share_percent')).fill('41');
    await expect(theirs.getByText(message('workspace_share_at_most', { percent: 40 }))).toBeVisible();
    await expectAccessible(sun.page, 'shares');
    await theirs.getByLabel(message('workspace_share_percent')).fill('40');
    await theirs.getByRole('button').click();
    await expect(nord.page.getByText(message('workspace_shares_whole'))).toBeVisible();
    await expectAccessible(nord.page, 'shares');
  });

  await test.step('risks and tasks are written by either', async () => {
    await openTab(sun, 'workspace_tab_risks');
    await sun.page.getByLabel(message('workspace_risk_new')).fill('A storm tears the sails');
    await button(sun, message('workspace_risk_add')).click();
    await expectAccessible(sun.page, 'risks');
    await openTab(sun, 'workspace_tab_tasks');
    await sun.page.getByLabel(message('workspace_task_new')).fill('Ask the school board');
    await button(sun, message('workspace_task_add')).click();
    await expectAccessible(sun.page, 'tasks');
    await openTab(nord, 'workspace_tab_tasks');
    await expect(nord.page.getByRole('article', { name: 'Ask the school board' })).toBeVisible();
    await expectAccessible(nord.page, 'tasks');
    await openTab(nord, 'workspace_tab_risks');
    await expectAccessible(nord.page, 'risks');
    await openTab(nord, 'workspace_tab_notes');
    await button(nord, message('workspace_note_add')).click();
    await nord.page.keyboard.type('Talk to the headmaster first');
    await expectAccessible(nord.page, 'notes');
  });

  await test.step('a version is handed over, and then another', async () => {
    await openTab(nord, 'workspace_tab_pitch');
    await button(nord, message('workspace_hand_press', { city: 'Malmö', number: 1 })).click();
    await expect(button(nord, message('workspace_hand_press', { city: 'Malmö', number: 2 }))).toBeVisible();
    await nord.page
      .getByRole('textbox', { name: message('workspace_pitch') })
      .fill('Sails over every yard, and water below.');
    await button(nord, message('workspace_hand_press', { city: 'Malmö', number: 2 })).click();
    await openTab(nord, 'workspace_tab_handed');
    await expect(nord.page.getByRole('article')).toHaveCount(2);
    await expectAccessible(nord.page, 'handed');
    await city.goto(`/w/${workshop}/drafts`);
    await expect(city.page.getByText(message('workspace_version_of', { consortium: name, number: 2 }))).toBeVisible();
    await expect(city.page.locator('ins').first()).toContainText('water');
    await expect(city.page.getByText('A storm tears the sails')).toHaveCount(0);
    await expectAccessible(city.page, 'city');
  });

  await test.step('the letter is written, confirmed, changed, and confirmed again', async () => {
    await openTab(nord, 'workspace_tab_letter');
    await openTab(sun, 'workspace_tab_letter');
    await button(nord, message('workspace_letter_begin')).click();
    await expect(sun.page.getByRole('textbox', { name: message('letter_money') })).toBeVisible();
    await button(nord, message('workspace_letter_confirm', { company: 'Nordvatten' })).click();
    await expect(nord.page.getByText(message('workspace_letter_confirmed', { company: 'Nordvatten' }))).toBeVisible();

    await sun.page
      .getByRole('textbox', { name: message('letter_money') })
      .fill('Each pays its own until the first order.');
    await expect(nord.page.getByText(/The text changed after Nordvatten confirmed it/)).toBeVisible();
    await expectAccessible(nord.page, 'letter');
    await expectAccessible(sun.page, 'letter');
    await button(nord, message('workspace_letter_confirm', { company: 'Nordvatten' })).click();
    await button(sun, message('workspace_letter_confirm', { company: 'Solvarm' })).click();
    await expect(nord.page.getByText(message('workspace_letter_agreed'))).toBeVisible();
    await expectAccessible(nord.page, 'agreed');
  });

  await test.step('the workspace is there again on another machine of a member', async () => {
    const again = await openSecondBrowser(nord);
    await expect(again.page.getByText(message('workspace_letter_agreed'))).toBeVisible();
    await again.context.close();
  });
});
