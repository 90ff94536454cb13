import { once } from 'node:events';
import type { WorkshopId } from '@brygga/shared/ids';
import { frameTypes, syncTypes } from '@brygga/shared/wire/frames';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { StockClient } from '../interop/stockClient.ts';
import { createWorkshop, invite, joinAsGuest, register, type TestUser } from '../world/people.ts';
import { type RunningServer, startServer } from '../world/server.ts';
import { startCommander } from './commander.ts';
import { expectPreserved } from './visibleState.ts';
import { clockOf, openWindow, startWriter } from './writers.ts';

const restarting = 1012;

let server: RunningServer;
let host: TestUser;
let guest: TestUser;
let workshop: WorkshopId;
let windows: StockClient[];

beforeEach(async () => {
  server = await startServer();
  host = await register(server.url, { kind: 'host' });
  workshop = await createWorkshop(host, 'Cool streets', 'blank');
  guest = await joinAsGuest(server.url, await invite(host, workshop), { kind: 'company' });
  windows = await Promise.all([host, guest, host].map((user) => openWindow(user, workshop)));
});
afterEach(async () => {
  for (const window of windows) window.close();
  await server.stop();
});

const closeCode = ({ provider }: StockClient) =>
  new Promise<number | undefined>((resolve) => void provider.once('connection-close', (event) => resolve(event?.code)));

test('P1: SIGTERM during edits closes sockets with 1012, exits with 0 and loses nothing promised', async () => {
  const [one, other, watcher] = windows;
  if (!one || !other || !watcher) throw new Error('three windows were asked for');
  const commander = startCommander(host, workshop);
  const writers = [startWriter(one, host), startWriter(other, guest)];
  await watcher.until('edits of both', () => [one, other].every((each) => clockOf(watcher.doc, each) > 60));
  const codes = windows.map(closeCode);
  expect(await server.end('SIGTERM')).toBe(0);
  expect(await Promise.all(codes)).toEqual([restarting, restarting, restarting]);
  await Promise.all([...writers, commander].map((each) => each.stop()));
  for (const window of windows) window.provider.disconnect();

  await server.restart();
  const after = await openWindow(host, workshop);
  const { answered } = commander;
  const promised = { writers: [one, other], watched: [watcher.doc], answered, facilitator: host, workshop };
  await expectPreserved(after, promised, 'after a restart');
  after.close();
});

/** A SyncStep1 with an empty state vector. */
const everything = Uint8Array.of(frameTypes.sync, syncTypes.step1, 1, 0);

/** A socket that requests the board and then sends nothing more. */
const openListener = async ({ url, cookie }: TestUser): Promise<WebSocket> => {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/sync/${workshop}`, { headers: { cookie } });
  await once(socket, 'open');
  socket.send(everything);
  await once(socket, 'message');
  return socket;
};

const codeOf = async (socket: WebSocket): Promise<unknown> => {
  const [code]: unknown[] = await once(socket, 'close');
  return code;
};

test('SIGTERM closes two hundred sockets with 1012 and exits with 0', async () => {
  const [one] = windows;
  if (!one) throw new Error('a window was asked for');
  const listeners = await Promise.all(Array.from({ length: 200 }, () => openListener(guest)));
  const writer = startWriter(one, host);
  const codes = listeners.map(codeOf);
  await Promise.all(listeners.map((listener) => once(listener, 'message')));
  expect(await server.end('SIGTERM')).toBe(0);
  expect(new Set(await Promise.all(codes))).toEqual(new Set([restarting]));
  await writer.stop();
});

test('P6: clients reconnect after a restart, with what they wrote meanwhile', async () => {
  const [one, other, watcher] = windows;
  if (!one || !other || !watcher) throw new Error('three windows were asked for');
  await server.end('SIGTERM');
  const writers = [startWriter(one, host), startWriter(other, guest)];
  await Promise.all(writers.map((each) => each.stop()));
  expect(clockOf(one.doc, one)).toBeGreaterThan(0);
  await server.restart();
  await watcher.until('what was written in between', () =>
    [one, other].every((each) => clockOf(watcher.doc, each) === clockOf(each.doc, each)),
  );
});
