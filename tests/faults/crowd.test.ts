import { randomUUID } from 'node:crypto';
import { boardOf } from '@brygga/shared/agreements/board';
import type { CommandName } from '@brygga/shared/commands/index';
import { putCard } from '@brygga/shared/document/cards/index';
import { CardId, NeedId, newId, type OrganisationId, type WorkshopId } from '@brygga/shared/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type HttpResult,
  sendCommand,
  createWorkshop,
  invite,
  joinAsGuest,
  register,
  type TestUser,
} from '../world/people.ts';
import { type RunningServer, startServer } from '../world/server.ts';
import { openWindow } from './writers.ts';

/** Two people of each company, who all send at about the same time. */
const companies = 100;
const [challenge, need] = [newId(CardId), newId(NeedId)];

let server: RunningServer;
let workshop: WorkshopId;
let city: TestUser;
let people: readonly TestUser[];

beforeAll(async () => {
  server = await startServer();
  const host = await register(server.url, { kind: 'host' });
  workshop = await createWorkshop(host, 'Cool streets', 'blank');
  const code = await invite(host, workshop);
  city = await joinAsGuest(server.url, code, { kind: 'city', of: 'Hamnstad' });
  people = await Promise.all(
    Array.from({ length: 2 * companies }, (_, index) =>
      joinAsGuest(server.url, code, { kind: 'company', of: `Company ${index % companies}` }),
    ),
  );
  await putChallenge();
}, 120_000);
afterAll(() => server.stop());

const putChallenge = async (): Promise<void> => {
  const window = await openWindow(city, workshop);
  putCard(window.doc, challenge, {
    kind: 'challenge',
    title: 'Cool streets',
    city: city.organisation,
    sector: 'adaptation_water',
    needs: { [need]: { capability: 'heat_shade', title: 'Shade', importance: 'must', order: 'a0' } },
    x: 0,
    y: 0,
    w: 320,
    h: 240,
    order: 'a0',
    createdBy: city.id,
    createdAt: 0,
  });
  await window.saved();
  window.close();
};

interface Press {
  readonly by: TestUser;
  readonly key: string;
  readonly answer: HttpResult;
}

/** Everybody sends the same command at once. */
const sendFromEverybody = <Name extends 'seat.take' | 'consortium.found'>(
  name: Name,
  input: Parameters<typeof sendCommand<Name>>[3],
): Promise<Press[]> =>
  Promise.all(
    people.map(async (by) => {
      const key = randomUUID();
      return { by, key, answer: await sendCommand(by, workshop, name, input, key) };
    }),
  );

/** Sends each key again over another connection: the response must be the same. */
const expectSameResponses = async (name: CommandName, input: object, presses: readonly Press[]): Promise<void> => {
  const again = await Promise.all(
    presses.map(({ by, key }) => sendCommand(by, workshop, name, input as Parameters<typeof sendCommand>[3], key)),
  );
  expect(again.map(({ status, body }) => ({ status, body }))).toEqual(
    presses.map(({ answer: { status, body } }) => ({ status, body })),
  );
};

const readBoard = async <Result>(read: (board: ReturnType<typeof boardOf>) => Result): Promise<Result> => {
  const window = await openWindow(city, workshop);
  const value = read(boardOf(window.doc));
  window.close();
  return value;
};

const codeOf = ({ body }: HttpResult): unknown =>
  typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined;

const groupByCompany = (presses: readonly Press[]): readonly (readonly Press[])[] => [
  ...Map.groupBy(presses, ({ by }): OrganisationId => by.organisation).values(),
];

test('P2: 200 people of 100 companies found at once: each company leads one consortium', async () => {
  const input = { challenge, name: 'Shade' };
  const presses = await sendFromEverybody('consortium.found', input);
  for (const ownPresses of groupByCompany(presses)) {
    expect(ownPresses.map(({ answer }) => answer.status).sort()).toEqual([200, 409]);
    expect(ownPresses.map(({ answer }) => codeOf(answer))).toContain('already-leads-here');
  }
  await expectSameResponses('consortium.found', input, presses);
  const leads = await readBoard((board) => board.consortiaOf(challenge).map(({ lead }) => lead));
  expect([leads.length, new Set(leads).size]).toEqual([companies, companies]);
});

test('P2: 200 people claim one seat at once: one company holds it, also after kill -9', async () => {
  const [first] = people;
  const founded = first && (await readBoard((board) => board.consortiaOf(challenge))).at(0);
  if (!founded) throw new Error('nobody has founded a consortium');
  const input = { consortium: founded.id, need };
  const presses = await sendFromEverybody('seat.take', input);

  const holder = await readBoard((board) => board.consortium(founded.id)?.seats[need]?.holder);
  const won = presses.filter(({ answer }) => answer.status === 200);
  // The second person of the company that holds the seat is answered with 200 too.
  expect(won.map(({ by }) => by.organisation)).toEqual([holder, holder]);
  const lost = presses.filter(({ answer }) => answer.status !== 200);
  expect(new Set(lost.map(({ answer }) => `${answer.status} ${String(codeOf(answer))}`))).toEqual(
    new Set(['409 seat-held']),
  );

  await server.kill('SIGKILL');
  await server.restart();
  await expectSameResponses('seat.take', input, presses);
  expect(await readBoard((board) => board.consortium(founded.id)?.seats[need]?.holder)).toBe(holder);
});

test('one key sent twice at once is one command, and with another input an error', async () => {
  const [by] = people;
  if (!by) throw new Error('nobody is there');
  const key = randomUUID();
  const input = { consortium: (await readBoard((board) => board.consortiaOf(challenge)))[0]?.id ?? '', need };
  const tabs = await Promise.all(Array.from({ length: 20 }, () => sendCommand(by, workshop, 'seat.take', input, key)));
  expect(new Set(tabs.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
  const other = await sendCommand(by, workshop, 'seat.take', { ...input, need: newId(NeedId) }, key);
  expect([other.status, codeOf(other)]).toEqual([422, 'key-reused']);
});
