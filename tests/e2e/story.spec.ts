import { expectVisible } from '../world/browser.ts';
import {
  acceptClaim,
  waitForBoard,
  claimSeat,
  commitMember,
  coverage,
  foundConsortium,
  openCard,
  openConsortium,
  panel,
  createChallenge,
  readJoinCode,
  expectSameTimer,
  startFirstStep,
  status,
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

test('a city and two companies form a consortium, live, under the facilitator’s clock', async ({ openBrowser }) => {
  const host = await openBrowser(server.url);
  const city = await openBrowser(server.url);
  const nord = await openBrowser(server.url);
  const sun = await openBrowser(server.url);

  await test.step('a host opens a workshop and invites', async () => {
    await host.register({ kind: 'host', name: 'Ida', of: 'Öresund Cluster' });
    await host.createWorkshop('Cool streets');
    await waitForBoard(host);
  });
  const code = await readJoinCode(host);

  await test.step('a city signs up and joins, a company joins as a guest, another by its account', async () => {
    await city.register({ kind: 'city', name: 'Maja', of: 'Malmö' });
    await city.join(code, 'Maja');
    await nord.joinAsGuest(code, { kind: 'company', name: 'Ola', of: 'Nordvatten' });
    await sun.register({ kind: 'company', name: 'Siv', of: 'Solvarm' });
    await sun.join(code, 'Siv');
    await waitForBoard(city, nord, sun);
  });

  await test.step('the city puts its challenge on the board, and all see it', async () => {
    await createChallenge(city, challenge);
    for (const person of [host, city, nord, sun]) await expect(coverage(person, challenge.title, 0, 2)).toBeVisible();
  });

  await test.step('the facilitator starts a step, and its clock is the same for all', async () => {
    const step = await startFirstStep(host);
    await expectVisible(step, city, nord, sun);
    await expectSameTimer(host, city, nord, sun);
  });

  await test.step('a company founds a consortium and takes a seat', async () => {
    await openCard(nord, challenge.title, 'challenge');
    await foundConsortium(nord, name, 'Nordvatten');
    await takeSeat(nord, message('capability_urban_greening'), 'Nordvatten');
    for (const person of [host, city, sun]) await expect(coverage(person, challenge.title, 1, 2)).toBeVisible();
  });

  await test.step('another, on another machine, sees the open seat and claims it, and the lead agrees', async () => {
    await openCard(sun, challenge.title, 'challenge');
    await openConsortium(sun, name);
    await expect(panel(sun, 'consortium')).toContainText(message('consortia_seat_open'));
    await claimSeat(sun, message('capability_heat_shade'), 'Solvarm');
    for (const person of [host, city, sun]) await expect(coverage(person, challenge.title, 1, 2)).toBeVisible();
    await acceptClaim(nord, message('capability_heat_shade'), 'Solvarm');
    for (const person of [host, city, nord, sun]) await expect(coverage(person, challenge.title, 2, 2)).toBeVisible();
  });

  await test.step('a seat that is held can be waited for', async () => {
    await waitForSeat(sun, message('capability_urban_greening'), 'Solvarm');
    await expect(panel(nord, 'consortium')).toContainText(message('consortia_waiting', { companies: 'Solvarm' }));
  });

  await test.step('both commit, and everybody sees it sealed', async () => {
    await commitMember(nord, 'Nordvatten');
    await commitMember(sun, 'Solvarm');
    await expect(panel(nord, 'consortium')).toContainText(message('consortia_stage_committed'));
    await openCard(city, challenge.title, 'challenge');
    await openConsortium(city, name);
    await expect(panel(city, 'consortium')).toContainText(message('consortia_stage_committed'));
    await expectSameTimer(host, city, nord, sun);
    for (const person of [host, city, nord, sun]) await expect(status(person, 'offline')).toBeHidden();
  });
});
