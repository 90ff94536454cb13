import { once } from 'node:events';
import { type Circle, circleName } from '@brygga/shared/document/circles';
import { putCard } from '@brygga/shared/document/cards/index';
import { CardId, NeedId, newId, type WorkshopId } from '@brygga/shared/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { openWindow } from '../faults/writers.ts';
import {
  sendRequest,
  sendCommand,
  createWorkshop,
  invite,
  joinAsGuest,
  register,
  type TestUser,
} from '../world/people.ts';
import { type RunningServer, startServer } from '../world/server.ts';

/** Far less than the interval at which all sockets are rechecked: one that closes by then was closed by the change. */
const closeTimeoutMs = 10_000;

let server: RunningServer;
let host: TestUser;
let workshop: WorkshopId;
let code: string;
beforeAll(async () => {
  server = await startServer();
  host = await register(server.url, { kind: 'host' });
  workshop = await createWorkshop(host, 'Cool streets', 'blank');
  code = await invite(host, workshop);
});
afterAll(() => server.stop());

const company = (of: string): Promise<TestUser> => joinAsGuest(server.url, code, { kind: 'company', of });

/** An admitted socket: resolves once the server has sent something. */
const enter = async (user: TestUser, circle?: Exclude<Circle, { is: 'board' }>): Promise<WebSocket> => {
  const path = circle ? `${workshop}/${circleName(circle)}` : workshop;
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/sync/${path}`, {
    headers: { cookie: user.cookie },
  });
  await once(socket, 'message');
  return socket;
};

const closeCode = async (socket: WebSocket): Promise<unknown> => {
  const [code] = await once(socket, 'close', { signal: AbortSignal.timeout(closeTimeoutMs) });
  return code;
};

const own = (user: TestUser) => ({ is: 'person', id: user.id }) as const;

const personPath = (user: TestUser): string => `/api/workshops/${workshop}/people/${user.id}`;

test('signing out closes the sockets of that session, and no other', async () => {
  const [ada, bo] = await Promise.all([company('Nordvatten'), company('Nordvatten')]);
  const [board, mine, stays] = await Promise.all([enter(ada), enter(ada, own(ada)), enter(bo)]);
  const codes = Promise.all([board, mine].map(closeCode));
  await sendRequest(server.url, 'POST', '/api/auth/logout', { cookie: ada.cookie, body: {} });
  expect(await codes).toEqual([4401, 4401]);
  expect(stays.readyState).toBe(WebSocket.OPEN);
  stays.close();
});

test('P9: a removed person loses every circle of the workshop until invited again', async () => {
  const ada = await company('Nordvatten');
  const [board, mine] = await Promise.all([enter(ada), enter(ada, own(ada))]);
  const codes = Promise.all([board, mine].map(closeCode));
  const removed = await sendRequest(server.url, 'DELETE', personPath(ada), { cookie: host.cookie });
  expect(removed.status).toBe(204);
  expect(await codes).toEqual([4403, 4403]);
  const body = { name: 'Ada', organisation: { kind: 'company', name: 'Nordvatten', country: 'SE' } };
  expect((await sendRequest(server.url, 'POST', `/api/join/${code}`, { cookie: ada.cookie, body })).status).toBe(200);
  (await enter(ada)).close();
});

test('P9: a company that leaves a consortium loses its circle and keeps the board', async () => {
  const city = await joinAsGuest(server.url, code, { kind: 'city', of: 'Hamnstad' });
  const [lead, second] = await Promise.all([company('Nordvatten'), company('Solbruk')]);
  const [challenge, need] = [newId(CardId), newId(NeedId)];
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
  const founded = await sendCommand(lead, workshop, 'consortium.found', { challenge, name: 'Shade' });
  const consortium = CardId.parse(Reflect.get(Object(founded.body), 'consortium'));
  const consortiumCircle = { is: 'consortium', id: consortium } as const;
  expect((await sendCommand(second, workshop, 'seat.take', { consortium, need })).status).toBe(200);
  const claimant = second.organisation;
  expect((await sendCommand(lead, workshop, 'seat.agree', { consortium, need, claimant })).status).toBe(200);

  const [hers, lost, board] = await Promise.all([
    enter(lead, consortiumCircle),
    enter(second, consortiumCircle),
    enter(second),
  ]);
  const left = closeCode(lost);
  expect((await sendCommand(second, workshop, 'member.withdraw', { consortium })).status).toBe(200);
  expect(await left).toBe(4403);
  expect([hers, board].map(({ readyState }) => readyState)).toEqual([WebSocket.OPEN, WebSocket.OPEN]);
  for (const socket of [hers, board]) socket.close();
});
