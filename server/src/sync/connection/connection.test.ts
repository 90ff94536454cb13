import { putCard } from '@brygga/shared/document/cards/index';
import { CardId, newId } from '@brygga/shared/ids';
import { encodeNotice } from '@brygga/shared/wire/notices';
import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { StorageError } from '../../storage/contract.ts';
import { step2Frame, updateFrame } from '../transport/frames.ts';
import { connect } from '../testing/testClient.ts';
import { readNote, writeNote } from '../testing/notes.ts';
import { cardsOf, setUpWindows } from '../testing/windows.ts';
import { makeMembership, openSyncWorld } from '../testing/syncWorld.ts';

const windows = setUpWindows();
const { join, personOf, waitForNote, write } = windows;

describe('writing together', () => {
  test('P2: two people see each other’s edits', async () => {
    const [anna, bo] = [join(), join()];
    await Promise.all([anna.synced, bo.synced]);
    write(anna, 'a', 1);
    await waitForNote(bo, 'a', 1);
    write(bo, 'a', 2);
    await waitForNote(anna, 'a', 2);
  });

  test('an edit of 3 MB, such as a copy of a whole board, is accepted', async () => {
    const [anna, bo] = [join(), join()];
    await Promise.all([anna.synced, bo.synced]);
    anna.doc.transact(() => {
      for (let card = 0; card < 3_000; card += 1) write(anna, `copy${card}`, 'x'.repeat(1_000));
    });
    write(anna, 'after', 1);
    await waitForNote(bo, 'after', 1);
    expect(cardsOf(bo).size).toBe(3_001);
  });

  test('P6: a joiner gets the document, and offline edits are merged', async () => {
    const anna = join();
    await anna.synced;
    write(anna, 'a', 1);
    const offline = new Y.Doc();
    const membership = windows.world.admit(makeMembership());
    writeNote(offline, membership.actor.id, 'b', '2');
    const bo = join(membership, '', { doc: offline });
    await waitForNote(bo, 'a', 1);
    await waitForNote(anna, 'b', 2);
  });

  test('P1: the board is loaded again after its room has left memory', async () => {
    const anna = join(undefined, '&notices');
    await anna.synced;
    write(anna, 'a', 1);
    await anna.waitUntil('saved', () => anna.notices.some((notice) => notice.is === 'saved' && notice.frames >= 2));
    anna.close();
    await anna.closed;
    await expect.poll(() => windows.world.rooms.size).toBe(0);
    await waitForNote(join(), 'a', 1);
  });

  test('P1: saved counts every document frame of the socket, also empty ones', async () => {
    const anna = join(undefined, '&notices');
    await anna.synced;
    for (let edit = 0; edit < 5; edit += 1) write(anna, 'a', edit);
    anna.send(updateFrame(Y.encodeStateAsUpdate(new Y.Doc())));
    // Its SyncStep2, five edits and an empty one.
    await anna.waitUntil('all saved', () =>
      anna.notices.some((notice) => notice.is === 'saved' && notice.frames === 7),
    );
    const counts = anna.notices.flatMap((notice) => (notice.is === 'saved' ? [notice.frames] : []));
    expect(counts).toEqual([...counts].sort((one, other) => one - other));
  });

  test('a client with notices can ask for the server’s clock', async () => {
    const anna = join(undefined, '&notices');
    await anna.synced;
    anna.send(encodeNotice({ is: 'clock', asked: 17 }));
    await anna.waitUntil('the clock', () =>
      anna.notices.some((notice) => notice.is === 'clock' && notice.asked === 17),
    );
  });

  test('updates that overtake the SyncStep2 on which they rest wait for it', async () => {
    const bo = join();
    await bo.synced;
    const anna = join(undefined, '', { withoutStep2: true });
    await anna.synced;
    const other = new Y.Doc();
    writeNote(other, personOf(anna), 'one', '1');
    const before = Y.encodeStateVector(other);
    writeNote(other, personOf(anna), 'two', '2');
    anna.send(updateFrame(Y.encodeStateAsUpdate(other, before)));
    anna.send(step2Frame(Y.encodeStateAsUpdate(other)));
    await waitForNote(bo, 'two', 2);
    expect(readNote(bo.doc, 'one')).toBe('1');
  });

  test('a first SyncStep2 with a gap is requested again', async () => {
    const bo = join();
    await bo.synced;
    const other = new Y.Doc();
    const membership = windows.world.admit(makeMembership());
    writeNote(other, membership.actor.id, 'one', '1');
    const before = Y.encodeStateVector(other);
    writeNote(other, membership.actor.id, 'two', '2');
    const anna = join(membership, '', { doc: other, withoutStep2: true });
    await anna.synced;
    anna.send(step2Frame(Y.encodeStateAsUpdate(other, before)));
    anna.send(step2Frame(Y.encodeStateAsUpdate(other)));
    await waitForNote(bo, 'two', 2);
  });

  test('a change by the server reaches everybody', async () => {
    const anna = join();
    await anna.synced;
    const city = makeMembership('facilitator', 'city');
    await windows.world.rooms.create(windows.world.workshop, (doc) => {
      putCard(doc, newId(CardId), {
        kind: 'note',
        colour: 'mint',
        x: 0,
        y: 0,
        w: 100,
        h: 100,
        order: 'a0',
        createdBy: city.actor.id,
        createdAt: 0,
      });
    });
    await anna.waitUntil('a card', () => cardsOf(anna).size === 1);
  });
});

describe('a slow reader', () => {
  test('P5: loses its backlog, delays nobody, and catches up in one piece', async () => {
    const [anna, bo, slow] = [join(undefined, '&notices'), join(), join()];
    await Promise.all([anna.synced, bo.synced, slow.synced]);
    slow.socket.pause();
    let came = 0;
    slow.socket.on('message', () => (came += 1));
    const edits = 1_000;
    const text = 'å'.repeat(4_900);
    for (let edit = 0; edit < edits; edit += 1) {
      write(anna, `card ${edit % 40}`, `${edit} ${text}`);
      if (edit % 10 === 0) await waitForNote(bo, `card ${edit % 40}`, `${edit} ${text}`);
    }
    await waitForNote(bo, 'card 39', `999 ${text}`);
    slow.socket.resume();
    await waitForNote(slow, 'card 39', `999 ${text}`);
    await slow.waitUntil('all of it', () => cardsOf(slow).size === 40);
    expect(slow.doc.getMap('cards').toJSON()).toEqual(anna.doc.getMap('cards').toJSON());
    expect(came).toBeLessThan(edits);
    // From here on it is told of each change again.
    write(anna, 'last', 1);
    await waitForNote(slow, 'last', 1);
  });
});

describe('when the journal fails', () => {
  test('P1: nobody sees what is not saved, sockets reconnect, and the next room matches the disk', async () => {
    let failing = false;
    const shaky = await openSyncWorld((journal) => ({
      ...journal,
      append: (...rows) => (failing ? Promise.reject(new StorageError('disk full')) : journal.append(...rows)),
    }));
    const [anna, bo] = [shaky.admit(makeMembership()), shaky.admit(makeMembership())];
    const first = connect(shaky.urlOf(anna));
    const second = connect(shaky.urlOf(bo));
    await Promise.all([first.synced, second.synced]);
    failing = true;
    writeNote(first.doc, anna.actor.id, 'a', '1');
    expect(await first.closed).toBe(1013);
    expect(await second.closed).toBe(1013);
    expect(cardsOf(second).size).toBe(0);
    failing = false;
    const again = connect(shaky.urlOf(anna), { doc: first.doc });
    const later = connect(shaky.urlOf(bo));
    await waitForNote(later, 'a', 1);
    again.close();
    later.close();
    await shaky.close();
  });
});
