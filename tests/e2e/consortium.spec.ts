import { complaints } from '../world/axe.ts';
import { begins } from '../world/begin.ts';
import type { Onlooker } from '../world/browser.ts';
import { goesTo } from '../world/keyboard.ts';
import {
  agreesTo,
  boardIsOpen,
  commits,
  coverage,
  founds,
  opensCard,
  opensConsortium,
  panel,
  putsChallenge,
  seatButton,
  takesSeat,
  waitsForSeat,
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

/** On a phone: from the list of challenges to the table of a consortium. */
const opensTableOnPhone = async ({ page }: Onlooker): Promise<void> => {
  await page.getByRole('button', { name: words('pages_tab_challenges'), exact: true }).click();
  await page.getByRole('main').getByRole('button', { name: challenge.title }).click();
  await page.getByRole('button', { name }).click();
};

test('three companies on three machines assemble, one drops out, who waits moves up, and all confirm', async ({
  sits,
}) => {
  const { code } = await begins(sits, server.url, 'Cool streets');
  const city = await sits(server.url);
  const nord = await sits(server.url);
  const sun = await sits(server.url);
  const green = await sits(server.url, { phone: true });
  await city.registers({ kind: 'city', name: 'Maja', of: 'Malmö' });
  await city.joins(code, 'Maja');
  await nord.joinsAsGuest(code, { kind: 'company', name: 'Ola', of: 'Nordvatten' });
  await sun.joinsAsGuest(code, { kind: 'company', name: 'Siv', of: 'Solvarm' });
  await green.joinsAsGuest(code, { kind: 'company', name: 'Gro', of: 'Grönyta' });
  await boardIsOpen(city, nord, sun);
  await putsChallenge(city, challenge);

  await test.step('one founds and sits down', async () => {
    await opensCard(nord, challenge.title, 'challenge');
    await founds(nord, name, 'Nordvatten');
    await takesSeat(nord, greening, 'Nordvatten');
  });

  await test.step('another claims a seat by the keyboard alone, which covers nothing before the lead, so too, agrees', async () => {
    await opensCard(sun, challenge.title, 'challenge');
    await opensConsortium(sun, name);
    await goesTo(sun, seatButton(sun, shade, 'consortia_claim_for', 'Solvarm'));
    await sun.page.keyboard.press('Enter');
    // The focus stays where it was pressed, on what can be done now.
    await expect(seatButton(sun, shade, 'consortia_claim_leave')).toBeFocused();
    await expect(coverage(city, challenge.title, 1, 2)).toBeVisible();
    await goesTo(nord, seatButton(nord, shade, 'consortia_agree_to', 'Solvarm'));
    await nord.page.keyboard.press('Enter');
    await expect(coverage(city, challenge.title, 2, 2)).toBeVisible();
  });

  await test.step('a third, with a phone, waits for the seat', async () => {
    await opensTableOnPhone(green);
    await waitsForSeat(green, shade, 'Grönyta');
    expect(await complaints(green.page), 'a table on a phone').toEqual([]);
  });

  await test.step('the second drops out, says why, and the third moves up', async () => {
    const beside = panel(sun, 'consortium');
    await beside.getByRole('button', { name: words('consortia_withdraw', { company: 'Solvarm' }) }).click();
    await sun.page
      .getByRole('dialog')
      .getByRole('button', { name: words('consortia_withdraw_yes', { company: 'Solvarm' }) })
      .click();
    await expect(coverage(city, challenge.title, 1, 2)).toBeVisible();
    await agreesTo(nord, shade, 'Grönyta');
    await expect(coverage(city, challenge.title, 2, 2)).toBeVisible();
  });

  await test.step('both that are left commit, and the city sees it sealed', async () => {
    await commits(nord, 'Nordvatten');
    await commits(green, 'Grönyta');
    await opensCard(city, challenge.title, 'challenge');
    await opensConsortium(city, name);
    await expect(panel(city, 'consortium')).toContainText(words('consortia_stage_committed'));
  });

  await test.step('what has been settled stands there, with who and when', async () => {
    const beside = panel(city, 'consortium');
    await beside.getByText(words('consortia_moves'), { exact: true }).click();
    await expect(beside).toContainText(words('fact_member_withdrawn', { company: 'Solvarm', consortium: name }));
    await expect(beside).toContainText(
      words('fact_seat_claimed', { company: 'Grönyta', need: shade, consortium: name }),
    );
    expect(await complaints(city.page), 'a table beside the board').toEqual([]);
  });
});
