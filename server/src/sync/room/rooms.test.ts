import { newId, PersonId, WorkshopId } from '@brygga/shared/ids';
import * as Y from 'yjs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Journal, StorageError } from '../../storage/contract.ts';
import type { Reader } from '../broadcast/broadcaster.ts';
import type { EncodedFrame } from '../transport/encodedFrame.ts';
import { type Room, RoomClosedError } from './room.ts';
import type { RoomMember } from './roomMember.ts';
import { createRooms, type Rooms } from './rooms.ts';
import { createReturnedEdits } from '../returnedEdits/returnedEdits.ts';
import { readUpdateFrame } from '../testing/readUpdateFrame.ts';
import { readNote, writeNote } from '../testing/notes.ts';
import { makeMembership, openTestJournal, quietLog } from '../testing/syncWorld.ts';

let place: Awaited<ReturnType<typeof openTestJournal>>;
let journal: Journal;
let rooms: Rooms;
let loads: number;
let failing: boolean;
const board = newId(WorkshopId);
const { actor } = makeMembership();

beforeEach(async () => {
  place = await openTestJournal();
  const real = place.open();
  loads = 0;
  failing = false;
  journal = {
    ...real,
    append: (...rows) => (failing ? Promise.reject(new StorageError('disk full')) : real.append(...rows)),
    load(document) {
      loads += 1;
      return failing ? Promise.reject(new StorageError('disk gone')) : real.load(document);
    },
  };
  rooms = createRooms({ journal, log: quietLog, returnedEdits: createReturnedEdits() });
});
afterEach(async () => {
  await rooms.drain();
  await journal.close();
  await place.destroy();
});

/** A person's copy of the board, without a socket. */
const visit = (room: Room) => {
  const doc = new Y.Doc();
  const closed: string[] = [];
  const relayed: EncodedFrame[] = [];
  const reader: Reader = {
    audience: 'stock',
    relayUpdate: (message) => void relayed.push(message),
    relayPresence: () => undefined,
  };
  const visitor: RoomMember = {
    person: newId(PersonId),
    session: 'a session',
    recheckAccess: () => undefined,
    close: (name) => void closed.push(name),
  };
  room.join(visitor, reader);
  return {
    visitor,
    reader,
    closed,
    relayed,
    edit(key: string) {
      const before = Y.encodeStateVector(doc);
      writeNote(doc, actor.id, key, 'x');
      return room.applyUpdate({ kind: 'update', update: Y.encodeStateAsUpdate(doc, before) }, actor, reader);
    },
  };
};

const taken = { kind: 'applied', reverted: [] };

const committed = (room: Room) => new Promise<void>((resolve) => room.afterCommit(resolve));

test('concurrent openings share one room, loaded once', async () => {
  const held = await Promise.all(Array.from({ length: 20 }, () => rooms.hold(board)));
  expect(new Set(held.map(({ room }) => room)).size).toBe(1);
  expect(loads).toBe(1);
  for (const { release } of held) release();
  await expect.poll(() => rooms.size).toBe(0);
});

test('P1: a room leaves memory only after its rows are on disk', async () => {
  const { room, release } = await rooms.hold(board);
  visit(room).edit('a');
  release();
  expect(rooms.size).toBe(1);
  await expect.poll(() => rooms.size).toBe(0);
  expect((await journal.load(board)).updates).toHaveLength(1);
});

test('opening a document whose room is closing finds everything', async () => {
  for (let round = 0; round < 30; round += 1) {
    const { room, release } = await rooms.hold(board);
    visit(room).edit(`card ${round}`);
    release();
    if (round % 3 === 0) await expect.poll(() => rooms.size).toBe(0);
  }
  await rooms.use(board, async (room) => expect(room.doc.getMap('cards').size).toBe(30));
});

test('P1: a change is broadcast once it is on disk, in order, and not to its writer', async () => {
  const { room, release } = await rooms.hold(board);
  const [anna, bo] = [visit(room), visit(room)];
  for (let edit = 0; edit < 10; edit += 1) expect(anna.edit(`card ${edit}`)).toEqual(taken);
  expect(bo.relayed).toEqual([]);
  await committed(room);
  // All ten were one commit, so they come as one message.
  await expect.poll(() => bo.relayed.length).toBe(1);
  expect(anna.relayed).toEqual([]);
  expect((await journal.load(board)).updates).toHaveLength(10);
  release();
});

test('P1: a joiner is answered only when the whole answer is on disk', async () => {
  const { room, release } = await rooms.hold(board);
  const anna = visit(room);
  anna.edit('a');
  let answer: readonly EncodedFrame[] | undefined;
  room.stateSince(Uint8Array.of(0), (messages) => (answer = messages));
  expect(answer).toBeUndefined();
  anna.edit('b');
  await committed(room);
  const joiner = new Y.Doc();
  for (const message of answer ?? []) Y.applyUpdate(joiner, readUpdateFrame(message).update);
  expect([readNote(joiner, 'a'), readNote(joiner, 'b')]).toEqual(['x', undefined]);
  release();
});

test('P1: a failed commit closes the room, and the next one matches the disk', async () => {
  const { room, release } = await rooms.hold(board);
  const [anna, bo] = [visit(room), visit(room)];
  anna.edit('kept');
  await committed(room);
  failing = true;
  anna.edit('lost');
  await room.idle();
  failing = false;
  expect([anna.closed, bo.closed]).toEqual([['overloaded'], ['overloaded']]);
  expect(bo.relayed).toHaveLength(1);
  expect(() => anna.edit('late')).toThrow(RoomClosedError);
  const next = await rooms.hold(board);
  expect(next.room).not.toBe(room);
  expect(['kept', 'lost'].map((name) => readNote(next.room.doc, name))).toEqual(['x', undefined]);
  release();
  next.release();
});

test('a document that could not be loaded is tried again by the next opening', async () => {
  failing = true;
  await expect(rooms.hold(board)).rejects.toBeInstanceOf(StorageError);
  failing = false;
  (await rooms.hold(board)).release();
});

test('bytes beside a client’s change are neither stored nor broadcast', async () => {
  const { room, release } = await rooms.hold(board);
  const bo = visit(room);
  const doc = new Y.Doc();
  writeNote(doc, actor.id, 'a', 'x');
  const update = Y.encodeStateAsUpdate(doc);
  const padded = new Uint8Array(update.length + 1_000);
  padded.set(update);
  expect(room.applyUpdate({ kind: 'update', update: padded }, actor, visit(room).reader)).toEqual(taken);
  await committed(room);
  expect((await journal.load(board)).updates[0]?.length).toBe(update.length);
  await expect.poll(() => bo.relayed.length).toBe(1);
  expect(bo.relayed[0]?.bytes.length).toBeLessThan(update.length + 10);
  release();
});

test('an update that the document has already writes no row', async () => {
  const { room, release } = await rooms.hold(board);
  const anna = visit(room);
  anna.edit('a');
  room.applyUpdate({ kind: 'step2', update: Y.encodeStateAsUpdate(room.doc) }, actor, anna.reader);
  await committed(room);
  expect((await journal.load(board)).updates).toHaveLength(1);
  release();
});

test('a server write that throws leaves nothing behind', async () => {
  const write = (doc: Y.Doc) => {
    doc.getMap('meta').set('decided', 1);
    throw new Error('half done');
  };
  await expect(rooms.create(board, write)).rejects.toThrow('half done');
  await rooms.use(board, async (room) => expect(room.doc.getMap('meta').size).toBe(0));
});

test('a workshop whose board can’t be loaded can be removed while it is being opened', async () => {
  failing = true;
  const opening = rooms.hold(board);
  const removal = rooms.remove(board);
  await expect(opening).rejects.toBeInstanceOf(StorageError);
  await removal;
  failing = false;
  await rooms.use(board, async (room) => expect(room.doc.getMap('cards').size).toBe(0));
});

test('removing an open document while somebody joins leaves nothing of it', async () => {
  const { room, release } = await rooms.hold(board);
  const anna = visit(room);
  anna.edit('a');
  const [, late] = await Promise.all([rooms.remove(board), rooms.hold(board)]);
  expect(anna.closed).toEqual(['unknown']);
  expect(late.room.doc.getMap('cards').size).toBe(0);
  expect((await journal.load(board)).updates).toEqual([]);
  release();
  late.release();
});
