import { once } from 'node:events';
import { WebSocket } from 'ws';
import { describe, expect, test } from 'vitest';
import { connect, type TestClient } from '../testing/testClient.ts';
import { setUpWindows } from '../testing/windows.ts';
import { makeMembership } from '../testing/syncWorld.ts';

const windows = setUpWindows();
const { join, write } = windows;

describe('who may come in', () => {
  const codeOf = (client: TestClient) => client.closed;

  test('signed out, no member and unknown workshop are told apart by their codes', async () => {
    const stranger = makeMembership();
    const signedOut = connect(`ws://127.0.0.1:${windows.world.port}/sync/${windows.world.workshop}`);
    const outsider = connect(windows.world.urlOf(stranger));
    const nowhere = connect(`ws://127.0.0.1:${windows.world.port}/sync/nosuchworkshop12?as=${stranger.actor.id}`);
    const circle = connect(
      `ws://127.0.0.1:${windows.world.port}/sync/${windows.world.workshop}/room?as=${stranger.actor.id}`,
    );
    expect(await Promise.all([signedOut, outsider, nowhere, circle].map(codeOf))).toEqual([4401, 4403, 4404, 4404]);
  });

  test('a page of another site is refused before the upgrade', async () => {
    const anna = windows.world.admit(makeMembership());
    const socket = new WebSocket(windows.world.urlOf(anna), { origin: 'https://evil.example' });
    const failed = once(socket, 'unexpected-response');
    socket.on('error', () => undefined);
    const [, response] = (await failed) as [unknown, { statusCode: number }];
    expect(response.statusCode).toBe(403);
    socket.terminate();
  });

  test('a page of this site is let in', async () => {
    const anna = join(undefined, '', { headers: { origin: `http://127.0.0.1:${windows.world.port}` } });
    await anna.synced;
  });

  test('whose right ends is sent away at once', async () => {
    const membership = windows.world.admit(makeMembership());
    const anna = join(membership);
    await anna.synced;
    windows.world.expel(membership);
    windows.world.revocations.participationChanged(windows.world.workshop, membership.actor.id);
    expect(await anna.closed).toBe(4403);
  });

  test('whose session runs out is sent away when the clock says so, though nobody tells', async () => {
    const { world } = windows;
    world.letRunOut('short', Date.now() + 300);
    const [anna, bo] = [join(undefined, '&session=short'), join()];
    await Promise.all([anna.synced, bo.synced]);
    expect(await anna.closed).toBe(4401);
    expect(bo.socket.readyState).toBe(WebSocket.OPEN);
  });

  test('a removed workshop closes its sockets and leaves nothing', async () => {
    const anna = join();
    await anna.synced;
    write(anna, 'a', 1);
    await windows.world.rooms.remove(windows.world.workshop);
    expect(await anna.closed).toBe(4404);
    expect((await windows.world.journal.load(windows.world.workshop)).updates).toEqual([]);
  });

  test('a draining server sends everybody away to come again', async () => {
    const anna = join();
    await anna.synced;
    await windows.world.rooms.drain();
    expect(await anna.closed).toBe(1012);
    expect(await join().closed).toBe(1012);
  });
});
