import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { newId, WorkshopId } from '@brygga/shared/ids';
import type { Journal, JournalRow } from '../../storage/contract.ts';
import { createReturnedEdits } from '../returnedEdits/returnedEdits.ts';
import { readFrame } from '../transport/frames.ts';
import type { EarlyJoiner, EarlyJoiners } from './earlyJoiners.ts';
import type { EncodedFrame } from '../transport/encodedFrame.ts';
import { createRooms, type Rooms } from './rooms.ts';
import { readUpdateFrame } from '../testing/readUpdateFrame.ts';
import { readNote, writeNote } from '../testing/notes.ts';
import { setUpWindows } from '../testing/windows.ts';
import { makeMembership, openTestJournal, quietLog } from '../testing/syncWorld.ts';

describe('a client that joins while the document is loaded', () => {
  const board = newId(WorkshopId);
  const { actor } = makeMembership();
  let place: Awaited<ReturnType<typeof openTestJournal>>;
  let journal: Journal;
  let rooms: Rooms;

  beforeEach(async () => {
    place = await openTestJournal();
    journal = place.open();
    rooms = createRooms({ journal, log: quietLog, returnedEdits: createReturnedEdits() });
    await rooms.create(board, (doc) => writeNote(doc, actor.id, 'one', 'is there'));
    await expect.poll(() => rooms.size).toBe(0);
  });
  afterEach(async () => {
    await rooms.drain();
    await journal.close();
    await place.destroy();
  });

  /** A person's copy of the board, which takes whatever it is sent. */
  const newcomer = () => {
    const doc = new Y.Doc();
    const heard: string[] = [];
    const take = (message: EncodedFrame): void => {
      const { kind, update } = readUpdateFrame(message);
      heard.push(kind);
      Y.applyUpdate(doc, update);
    };
    const reader: EarlyJoiner = { audience: 'stock', lagBytes: 0, relayUpdate: take, relayPresence: () => undefined };
    const ask = (newcomers: EarlyJoiners): void => {
      newcomers.add(reader);
      newcomers.requestState(reader, (messages) => messages.forEach(take));
    };
    return { doc, heard, reader, ask };
  };

  test('without any state is sent the whole document before the room is open', async () => {
    const anna = newcomer();
    let heardFirst: readonly string[] = [];
    const opening = rooms.hold(board, (newcomers) => {
      anna.ask(newcomers);
      newcomers.requestState({ ...anna.reader }, () => (heardFirst = [...anna.heard]));
    });
    const { room, release } = await opening;
    expect(heardFirst).toEqual(['update', 'step2']);
    expect(readNote(anna.doc, 'one')).toBe('is there');
    expect(readNote(room.doc, 'one')).toBe('is there');
    release();
  });

  test('gets the first change of the room', async () => {
    const anna = newcomer();
    const { room, release } = await rooms.hold(board, (newcomers) => anna.ask(newcomers));
    await room.change({ by: 'system', write: (doc) => writeNote(doc, actor.id, 'two', 'comes after') });
    await expect.poll(() => readNote(anna.doc, 'two')).toBe('comes after');
    expect(anna.heard).toEqual(['update', 'step2', 'update']);
    release();
  });

  test('and leaves before the room is open is no reader of it', async () => {
    const anna = newcomer();
    const { room, release } = await rooms.hold(board, (newcomers) => {
      anna.ask(newcomers);
      newcomers.remove(anna.reader);
    });
    expect(room.broadcaster.size).toBe(0);
    release();
  });

  test('is answered by the room if the journal’s tail is too long', async () => {
    const doc = new Y.Doc();
    const rows: JournalRow[] = [];
    for (let edit = 0; edit < 1_100; edit += 1) {
      const before = Y.encodeStateVector(doc);
      writeNote(doc, actor.id, `card ${edit % 10}`, `words ${edit}`);
      const row = { document: board, by: actor.id, newClients: edit === 0 ? [doc.clientID] : [], at: 0 };
      rows.push({ ...row, update: Y.encodeStateAsUpdate(doc, before) });
    }
    await Promise.all(rows.map((row) => journal.append(row)));
    const anna = newcomer();
    const { release } = await rooms.hold(board, (newcomers) => anna.ask(newcomers));
    await expect.poll(() => readNote(anna.doc, 'card 9')).toBe('words 1099');
    expect(readNote(anna.doc, 'one')).toBe('is there');
    release();
  });
});

describe('over a socket', () => {
  const windows = setUpWindows();
  const { join, write, waitForNote } = windows;

  /** The kinds of the sync's frames, in the order in which they come. */
  const heardBy = (client: ReturnType<typeof join>): string[] => {
    const heard: string[] = [];
    client.socket.on('message', (data: Buffer) => {
      const { kind } = readFrame(new Uint8Array(data));
      if (kind.startsWith('step')) heard.push(kind);
    });
    return heard;
  };

  const writeABoard = async () => {
    const anna = join(undefined, '&notices');
    await anna.synced;
    for (let card = 0; card < 40; card += 1) write(anna, `card ${card}`, 'å'.repeat(2_000));
    await anna.waitUntil('saved', () => anna.notices.some((notice) => notice.is === 'saved' && notice.frames === 41));
    anna.close();
    await expect.poll(() => windows.world.rooms.size).toBe(0);
    return anna;
  };

  test('a joiner has the board before the server has parsed it, and can write from then on', async () => {
    const anna = await writeABoard();
    const bo = join();
    const heard = heardBy(bo);
    await expect.poll(() => heard).toEqual(['step2', 'step1']);
    expect(bo.doc.getMap('cards').toJSON()).toEqual(anna.doc.getMap('cards').toJSON());
    const carl = join();
    write(bo, 'last', 'from Bo');
    await waitForNote(carl, 'last', 'from Bo');
    write(carl, 'last', 'from Carl');
    await waitForNote(bo, 'last', 'from Carl');
  });

  test('a joiner with some state is sent the rest by the open room', async () => {
    const anna = await writeABoard();
    const bo = join(undefined, '', { doc: anna.doc });
    const heard = heardBy(bo);
    await expect.poll(() => heard).toEqual(['step1', 'step2']);
  });

  test('a joiner whose access may have changed is rechecked before anything is sent', async () => {
    await writeABoard();
    const bo = join();
    const heard = heardBy(bo);
    const { rooms } = windows.world;
    const { hold } = rooms;
    // The moment between being let in and coming in, which else only chance would meet.
    rooms.hold = (...its) => {
      rooms.recheckAccess(() => true);
      return hold(...its);
    };
    await expect.poll(() => heard).toEqual(['step1', 'step2']);
  });
});
