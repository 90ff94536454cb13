import { see } from '../world/browser.ts';
import {
  agreesTo,
  boardIsOpen,
  claimsSeat,
  commits,
  coverage,
  founds,
  opensCard,
  opensConsortium,
  panel,
  putsChallenge,
  readsCode,
  seeTheSameClock,
  startsFirstStep,
  status,
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

test('a city and two companies form a consortium, live, under the facilitator’s clock', async ({ sits }) => {
  const host = await sits(server.url);
  const city = await sits(server.url);
  const nord = await sits(server.url);
  const sun = await sits(server.url);

  await test.step('a host opens a workshop and invites', async () => {
    await host.registers({ kind: 'host', name: 'Ida', of: 'Öresund Cluster' });
    await host.createsWorkshop('Cool streets');
    await boardIsOpen(host);
  });
  const code = await readsCode(host);

  await test.step('a city signs up and joins, a company joins as a guest, another by its account', async () => {
    await city.registers({ kind: 'city', name: 'Maja', of: 'Malmö' });
    await city.joins(code, 'Maja');
    await nord.joinsAsGuest(code, { kind: 'company', name: 'Ola', of: 'Nordvatten' });
    await sun.registers({ kind: 'company', name: 'Siv', of: 'Solvarm' });
    await sun.joins(code, 'Siv');
    await boardIsOpen(city, nord, sun);
  });

  await test.step('the city puts its challenge on the board, and all see it', async () => {
    await putsChallenge(city, challenge);
    for (const person of [host, city, nord, sun]) await expect(coverage(person, challenge.title, 0, 2)).toBeVisible();
  });

  await test.step('the facilitator starts a step, and its clock is the same for all', async () => {
    const step = await startsFirstStep(host);
    await see(step, city, nord, sun);
    await seeTheSameClock(host, city, nord, sun);
  });

  await test.step('a company founds a consortium and takes a seat', async () => {
    await opensCard(nord, challenge.title, 'challenge');
    await founds(nord, name, 'Nordvatten');
    await takesSeat(nord, words('capability_urban_greening'), 'Nordvatten');
    for (const person of [host, city, sun]) await expect(coverage(person, challenge.title, 1, 2)).toBeVisible();
  });

  await test.step('another, on another machine, sees the open seat and claims it, and the lead agrees', async () => {
    await opensCard(sun, challenge.title, 'challenge');
    await opensConsortium(sun, name);
    await expect(panel(sun, 'consortium')).toContainText(words('consortia_seat_open'));
    await claimsSeat(sun, words('capability_heat_shade'), 'Solvarm');
    for (const person of [host, city, sun]) await expect(coverage(person, challenge.title, 1, 2)).toBeVisible();
    await agreesTo(nord, words('capability_heat_shade'), 'Solvarm');
    for (const person of [host, city, nord, sun]) await expect(coverage(person, challenge.title, 2, 2)).toBeVisible();
  });

  await test.step('a seat that is held can be waited for', async () => {
    await waitsForSeat(sun, words('capability_urban_greening'), 'Solvarm');
    await expect(panel(nord, 'consortium')).toContainText(words('consortia_waiting', { companies: 'Solvarm' }));
  });

  await test.step('both commit, and everybody sees it sealed', async () => {
    await commits(nord, 'Nordvatten');
    await commits(sun, 'Solvarm');
    await expect(panel(nord, 'consortium')).toContainText(words('consortia_stage_committed'));
    await opensCard(city, challenge.title, 'challenge');
    await opensConsortium(city, name);
    await expect(panel(city, 'consortium')).toContainText(words('consortia_stage_committed'));
    await seeTheSameClock(host, city, nord, sun);
    for (const person of [host, city, nord, sun]) await expect(status(person, 'offline')).toBeHidden();
  });
});
