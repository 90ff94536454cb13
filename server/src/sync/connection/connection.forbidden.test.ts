import { once } from 'node:events';
import { decidedOf } from '@brygga/shared/agreements/board';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { updateFrame } from '../transport/frames.ts';
import { limits } from '../transport/limits.ts';
import { openSocket, type TestClient } from '../testing/testClient.ts';
import { readNote, writeNote } from '../testing/notes.ts';
import { setUpWindows } from '../testing/windows.ts';
import { makeMembership } from '../testing/syncWorld.ts';

const windows = setUpWindows();
const { join, personOf, waitForNote, write } = windows;

describe('a forbidden edit', () => {
  test('P3: is reverted for its writer, whose socket stays open, and never shown to others', async () => {
    await windows.world.rooms.create(windows.world.workshop, (doc) => {
      doc.getMap('meta').set('decided', 1);
      doc.getMap('session').set('step', 'a');
    });
    const bo = join();
    await bo.synced;
    const seen: unknown[] = [];
    for (const root of ['session', 'meta', 'people', 'agreements']) {
      bo.doc.getMap(root).observeDeep(() => seen.push([root, bo.doc.getMap(root).toJSON()]));
    }
    const ways: ((doc: Y.Doc) => void)[] = [
      (doc) => doc.getMap('agreements').set('mine', new Y.Map()),
      (doc) => doc.getMap('session').set('step', 'b'),
      (doc) => doc.getMap('session').delete('step'),
      (doc) => doc.getMap('meta').set('decided', 2),
      (doc) => doc.getMap('people').set('me', 'facilitator'),
    ];
    for (const way of ways) {
      const mallory = join(undefined, '&notices');
      await mallory.synced;
      mallory.doc.transact(() => {
        way(mallory.doc);
        write(mallory, 'beside', 'what is allowed');
      });
      await mallory.waitUntil('a refusal', () => mallory.notices.some(({ is }) => is === 'refused'));
      expect(mallory.doc.getMap('session').toJSON()).toEqual({ step: 'a' });
      expect(decidedOf(mallory.doc)).toBe(1);
      expect(mallory.doc.getMap('people').size + mallory.doc.getMap('agreements').size).toBe(0);
      expect(mallory.socket.readyState).toBe(WebSocket.OPEN);
      mallory.close();
    }
    await waitForNote(bo, 'beside', 'what is allowed');
    for (const [root, shown] of seen as [string, object][]) {
      expect(shown, root).toEqual({ session: { step: 'a' }, meta: { decided: 1 } }[root] ?? {});
    }
  });

  test('P3: of an observer is reverted, and the observer keeps reading', async () => {
    const anna = join();
    const observer = join(windows.world.admit(makeMembership('observer')));
    await Promise.all([anna.synced, observer.synced]);
    write(anna, 'a', 1);
    await waitForNote(observer, 'a', 1);
    write(observer, 'a', 2);
    await waitForNote(observer, 'a', 1);
    expect(readNote(anna.doc, 'a')).toBe('1');
  });

  test('P3: is returned to its writer in the same commit that reverts it', async () => {
    const observer = join(windows.world.admit(makeMembership('observer')), '&notices');
    await observer.synced;
    write(observer, 'a', 'what I think');
    await observer.waitUntil('a refusal', () => observer.notices.some(({ is }) => is === 'refused'));
    const tray = new Y.Doc();
    const { updates } = await windows.world.journal.load(`${windows.world.workshop}/person-${personOf(observer)}`);
    for (const update of updates) Y.applyUpdate(tray, update);
    expect([...tray.getMap('tray').values()]).toMatchObject([
      { what: 'created', reason: 'observers-read', value: { text: 'what I think' } },
    ]);
  });

  test('P5: repeated too often closes the socket for good', async () => {
    const mallory = join(windows.world.admit(makeMembership('observer')));
    await mallory.synced;
    mallory.doc.transact(() => {
      for (let card = 0; card <= limits.revertsBurstMax; card += 1) write(mallory, `flood${card}`, 'x');
    });
    expect(await mallory.closed).toBe(4403);
  });
});

describe('P5: closes only its own socket', () => {
  const expectOthersWell = async (anna: TestClient, bo: TestClient) => {
    write(anna, 'still', 'here');
    await waitForNote(bo, 'still', 'here');
  };

  test('text frames and bytes that are no frame', async () => {
    const [anna, bo] = [join(), join()];
    await Promise.all([anna.synced, bo.synced]);
    const bad: (string | Uint8Array)[] = [
      'hello',
      Uint8Array.of(),
      Uint8Array.of(7),
      Uint8Array.of(0, 2, 250),
      Uint8Array.of(0, 1, 1, 9),
    ];
    for (const frame of bad) {
      const socket = await openSocket(windows.world.urlOf(windows.world.admit(makeMembership())));
      const closed = once(socket, 'close');
      socket.send(frame);
      expect((await closed)[0]).toBe(4400);
    }
    await expectOthersWell(anna, bo);
  });

  test('a frame larger than the limit', async () => {
    const [anna, bo] = [join(), join()];
    await Promise.all([anna.synced, bo.synced]);
    const socket = await openSocket(windows.world.urlOf(windows.world.admit(makeMembership())));
    const closed = once(socket, 'close');
    socket.send(new Uint8Array(limits.frameBytesMax + 1));
    expect((await closed)[0]).toBe(1009);
    await expectOthersWell(anna, bo);
  });

  test('a write below an unknown root', async () => {
    const [anna, bo, mallory] = [join(), join(), join()];
    await Promise.all([anna.synced, bo.synced, mallory.synced]);
    mallory.doc.getMap('secrets').set('a', 1);
    expect(await mallory.closed).toBe(4400);
    await expectOthersWell(anna, bo);
  });

  test('an update that depends on missing structs', async () => {
    const mallory = join();
    await mallory.synced;
    const other = new Y.Doc();
    writeNote(other, personOf(mallory), 'one', '1');
    const before = Y.encodeStateVector(other);
    writeNote(other, personOf(mallory), 'two', '2');
    mallory.send(updateFrame(Y.encodeStateAsUpdate(other, before)));
    expect(await mallory.closed).toBe(4400);
  });

  test("structs under another person's client id, whose own edits survive", async () => {
    const anna = windows.world.admit(makeMembership());
    const first = join(anna);
    await first.synced;
    write(first, 'a', 1);
    const bo = join();
    await waitForNote(bo, 'a', 1);
    first.close();
    await first.closed;
    const forged = new Y.Doc();
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(first.doc));
    forged.clientID = first.doc.clientID;
    write(first, 'a', 'what Anna wrote offline');
    const mallory = join();
    await mallory.synced;
    writeNote(forged, anna.actor.id, 'a', 'what Mallory wrote as Anna');
    mallory.send(updateFrame(Y.encodeStateAsUpdate(forged, Y.encodeStateVector(mallory.doc))));
    expect(await mallory.closed).toBe(4409);
    join(anna, '', { doc: first.doc });
    await waitForNote(bo, 'a', 'what Anna wrote offline');
  });

  test('a client id that was only shown in presence is bound as well', async () => {
    const anna = join();
    const mallory = join();
    await Promise.all([anna.synced, mallory.synced]);
    anna.sendPresence({});
    await mallory.waitUntil('Anna', () => mallory.presenceStates.has(anna.doc.clientID));
    mallory.doc.clientID = anna.doc.clientID;
    write(mallory, 'a', 'forged');
    expect(await mallory.closed).toBe(4409);
  });

  test('requesting the whole board too often', async () => {
    const mallory = join();
    await mallory.synced;
    for (let round = 0; round < 100; round += 1) mallory.send(Uint8Array.of(0, 0, 1, 0));
    expect(await mallory.closed).toBe(1013);
  });
});
