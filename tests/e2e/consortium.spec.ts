import { expectAccessible } from '../world/axe.ts';
import { startWorkshop } from '../world/startWorkshop.ts';
import type { BrowserUser } from '../world/browser.ts';
import { moveFocusTo } from '../world/keyboard.ts';
import {
  acceptClaim,
  waitForBoard,
  commitMember,
  coverage,
  foundConsortium,
  openCard,
  openConsortium,
  panel,
  createChallenge,
  seatButton,
  takeSeat,
  waitForSeat,
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

/** Goes from the list of challenges to the consortium. */
const openConsortiumOnPhone = async ({ page }: BrowserUser): Promise<void> => {
  await page.getByRole('button', { name: message('pages_tab_challenges'), exact: true }).click();
  await page.getByRole('main').getByRole('button', { name: challenge.title }).click();
  await page.getByRole('button', { name }).click();
};

test('three companies on three machines assemble, one drops out, who waits moves up, and all confirm', async ({
  openBrowser,
}) => {
  const { code } = await startWorkshop(openBrowser, server.url, 'Cool streets');
  const city = await openBrowser(server.url);
  const nord = await openBrowser(server.url);
  const sun = await openBrowser(server.url);
  const green = await openBrowser(server.url, { phone: true });
  await city.register({ kind: 'city', name: 'Maja', of: 'Malmö' });
  await city.join(code, 'Maja');
  await nord.joinOverHttp(code, { kind: 'company', name: 'Ola', of: 'Nordvatten' });
  await sun.joinOverHttp(code, { kind: 'company', name: 'Siv', of: 'Solvarm' });
  await green.joinOverHttp(code, { kind: 'company', name: 'Gro', of: 'Grönyta' });
  await waitForBoard(city, nord, sun);
  await createChallenge(city, challenge);

  await test.step('one founds and sits down', async () => {
    await openCard(nord, challenge.title, 'challenge');
    await foundConsortium(nord, name, 'Nordvatten');
    await takeSeat(nord, greening, 'Nordvatten');
  });

  await test.step('another claims a seat by the keyboard alone, which covers nothing before the lead, so too, agrees', async () => {
    await openCard(sun, challenge.title, 'challenge');
    await openConsortium(sun, name);
    await moveFocusTo(sun, seatButton(sun, shade, 'consortia_claim_for', 'Solvarm'));
    await sun.page.keyboard.press('Enter');
    // The focus stays where it was pressed, on what can be done now.
    await expect(seatButton(sun, shade, 'consortia_claim_leave')).toBeFocused();
    await expect(coverage(city, challenge.title, 1, 2)).toBeVisible();
    await moveFocusTo(nord, seatButton(nord, shade, 'consortia_agree_to', 'Solvarm'));
    await nord.page.keyboard.press('Enter');
    await expect(coverage(city, challenge.title, 2, 2)).toBeVisible();
  });

  await test.step('a third, with a phone, waits for the seat', async () => {
    await openConsortiumOnPhone(green);
    await waitForSeat(green, shade, 'Grönyta');
    await expectAccessible(green.page, 'a consortium on a phone');
  });

  await test.step('the second drops out, says why, and the third moves up', async () => {
    const beside = panel(sun, 'consortium');
    await beside.getByRole('button', { name: message('consortia_withdraw', { company: 'Solvarm' }) }).click();
    await sun.page
      .getByRole('dialog')
      .getByRole('button', { name: message('consortia_withdraw_yes', { company: 'Solvarm' }) })
      .click();
    await expect(coverage(city, challenge.title, 1, 2)).toBeVisible();
    await acceptClaim(nord, shade, 'Grönyta');
    await expect(coverage(city, challenge.title, 2, 2)).toBeVisible();
  });

  await test.step('both that are left commit, and the city sees it sealed', async () => {
    await commitMember(nord, 'Nordvatten');
    await commitMember(green, 'Grönyta');
    await openCard(city, challenge.title, 'challenge');
    await openConsortium(city, name);
    await expect(panel(city, 'consortium')).toContainText(message('consortia_stage_committed'));
  });

  await test.step('what has been settled stands there, with who and when', async () => {
    const beside = panel(city, 'consortium');
    await beside.getByText(message('consortia_moves'), { exact: true }).click();
    await expect(beside).toContainText(message('fact_member_withdrawn', { company: 'Solvarm', consortium: name }));
    await expect(beside).toContainText(
      message('fact_seat_claimed', { company: 'Grönyta', need: shade, consortium: name }),
    );
    await expectAccessible(city.page, 'a consortium beside the board');
  });
});
