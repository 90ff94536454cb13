import { once } from 'node:events';
import { WebSocket } from 'ws';
import { describe, expect, test } from 'vitest';
import { connect, type TestClient } from '../testing/testClient.ts';
import { setUpWindows } from '../testing/windows.ts';
import { makeMembership } from '../testing/syncWorld.ts';

const windows = setUpWindows();
const { join, write } = windows;

describe('admission of a socket', () => {
  const codeOf = (client: TestClient) => client.closed;

  test('signed out, not a member and unknown workshop have different close codes', async () => {
    const stranger = makeMembership();
    const signedOut = connect(`ws://127.0.0.1:${windows.world.port}/sync/${windows.world.workshop}`);
    const outsider = connect(windows.world.urlOf(stranger));
    const nowhere = connect(`ws://127.0.0.1:${windows.world.port}/sync/nosuchworkshop12?as=${stranger.actor.id}`);
    const circle = connect(
      `ws://127.0.0.1:${windows.world.port}/sync/${windows.world.workshop}/room?as=${stranger.actor.id}`,
    );
    expect(await Promise.all([signedOut, outsider, nowhere, circle].map(codeOf))).toEqual([4401, 4403, 4404, 4404]);
  });

  test('a request from another site is refused before the upgrade', async () => {
    const anna = windows.world.admit(makeMembership());
    const socket = new WebSocket(windows.world.urlOf(anna), { origin: 'https://evil.example' });
    const failed = once(socket, 'unexpected-response');
    socket.on('error', () => undefined);
    const [, response] = (await failed) as [unknown, { statusCode: number }];
    expect(response.statusCode).toBe(403);
    socket.terminate();
  });

  test('a request from this site is admitted', async () => {
    const anna = join(undefined, '', { headers: { origin: `http://127.0.0.1:${windows.world.port}` } });
    await anna.synced;
  });

  test('losing access closes the socket at once', async () => {
    const membership = windows.world.admit(makeMembership());
    const anna = join(membership);
    await anna.synced;
    windows.world.expel(membership);
    windows.world.revocations.participationChanged(windows.world.workshop, membership.actor.id);
    expect(await anna.closed).toBe(4403);
  });

  test('an expired session closes the socket without any event', async () => {
    const { world } = windows;
    // Late enough for a busy machine to admit the socket before.
    world.expireSessionAt('short', Date.now() + 2_000);
    const [anna, bo] = [join(undefined, '&session=short'), join()];
    await Promise.all([anna.synced, bo.synced]);
    expect(await anna.closed).toBe(4401);
    expect(bo.socket.readyState).toBe(WebSocket.OPEN);
  });

  test('removing a workshop closes its sockets and deletes its documents', async () => {
    const anna = join();
    await anna.synced;
    write(anna, 'a', 1);
    await windows.world.rooms.remove(windows.world.workshop);
    expect(await anna.closed).toBe(4404);
    expect((await windows.world.journal.load(windows.world.workshop)).updates).toEqual([]);
  });

  test('a draining server closes all sockets so that they reconnect', async () => {
    const anna = join();
    await anna.synced;
    await windows.world.rooms.drain();
    expect(await anna.closed).toBe(1012);
    expect(await join().closed).toBe(1012);
  });
});
