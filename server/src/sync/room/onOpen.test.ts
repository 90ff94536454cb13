import { cardsOf, missingTypes, putCard } from '@brygga/shared/document/cards/index';
import { type ReturnedEdit, returnedEditsMax, returnedEditsOf } from '@brygga/shared/document/returnedEdits';
import { CardId, newId, OrganisationId, PersonId, WorkshopId } from '@brygga/shared/ids';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Journal } from '../../storage/contract.ts';
import { createReturnedEdits } from '../returnedEdits/returnedEdits.ts';
import { documentName } from '../../storage/documentName.ts';
import type { Reader } from '../broadcast/broadcaster.ts';
import { replayDocument } from './replayDocument.ts';
import type { Room } from './room.ts';
import type { RoomMember } from './roomMember.ts';
import { createRooms, type Rooms } from './rooms.ts';
import { writeNote } from '../testing/notes.ts';
import { makeMembership, openTestJournal, quietLog } from '../testing/syncWorld.ts';

const workshop = newId(WorkshopId);
const { actor } = makeMembership('observer');
const own = documentName(workshop, { is: 'person', id: actor.id });

let place: Awaited<ReturnType<typeof openTestJournal>>;
let journal: Journal;
let rooms: Rooms;

beforeEach(async () => {
  place = await openTestJournal();
  journal = place.open();
  rooms = createRooms({ journal, log: quietLog, returnedEdits: createReturnedEdits() });
});
afterEach(async () => {
  await rooms.drain();
  await journal.close();
  await place.destroy();
});

const entry = (at: number): ReturnedEdit => ({
  what: 'written',
  reason: 'step-closed',
  card: newId(CardId),
  field: 'text',
  kind: 'note',
  title: '',
  text: `at ${at}`,
  value: undefined,
  more: 0,
  at,
});

const joinAsReader = (room: Room) => {
  const relayed: unknown[] = [];
  const reader: Reader = {
    audience: 'stock',
    relayUpdate: (frame) => void relayed.push(frame),
    relayPresence: () => undefined,
  };
  const member: RoomMember = {
    person: actor.id,
    session: 'a session',
    close: () => undefined,
    recheckAccess: () => undefined,
  };
  room.join(member, reader);
  return { reader, relayed };
};

/** An observer writes on the board, which the guard reverts. */
const writeForbiddenNote = async (name: string): Promise<void> =>
  rooms.use(workshop, async (board) => {
    const doc = new Y.Doc();
    writeNote(doc, actor.id, name, 'x');
    const { reader } = joinAsReader(board);
    board.applyUpdate({ kind: 'update', update: Y.encodeStateAsUpdate(doc) }, actor, reader);
    await new Promise<void>((resolve) => board.afterCommit(resolve));
  });

test('P3: a reverted edit is in the writer’s open document as soon as it is on disk', async () => {
  const { room, release } = await rooms.hold(own);
  const { relayed } = joinAsReader(room);

  await writeForbiddenNote('a');
  await rooms.use(own, () => Promise.resolve());

  expect([...returnedEditsOf(room.doc).values()]).toMatchObject([{ what: 'created', reason: 'observers-read' }]);
  expect(relayed).toHaveLength(1);
  const { updates } = await journal.load(own);
  const onDisk = new Y.Doc();
  for (const update of updates) Y.applyUpdate(onDisk, update);
  expect(returnedEditsOf(onDisk).toJSON()).toEqual(returnedEditsOf(room.doc).toJSON());
  release();
});

test('the client id of a returned edit is the server’s in the open document too', async () => {
  const { room, release } = await rooms.hold(own);
  const { reader } = joinAsReader(room);
  await writeForbiddenNote('a');
  await rooms.use(own, () => Promise.resolve());
  const [server] = Y.decodeUpdate(Y.encodeStateAsUpdate(room.doc)).structs;

  const forged = new Y.Doc();
  Y.applyUpdate(forged, Y.encodeStateAsUpdate(room.doc));
  forged.clientID = server?.id.client ?? 0;
  const before = Y.encodeStateVector(forged);
  returnedEditsOf(forged).set('mine', 'x');

  expect(
    room.applyUpdate({ kind: 'update', update: Y.encodeStateAsUpdate(forged, before) }, actor, reader),
  ).toMatchObject({
    close: 'client-id-taken',
  });
  release();
});

test('the oldest returned edits beyond the limit are removed when the document is opened', async () => {
  const overflow = 7;
  const entries = Array.from({ length: returnedEditsMax + overflow }, (_, at) => entry(at));
  // Two writers, since one keeps to the burst limit.
  const rows = [entries.slice(0, returnedEditsMax), entries.slice(returnedEditsMax)].flatMap(
    (batch) => createReturnedEdits().prepare(workshop, actor.id, batch).rows,
  );
  for (const row of rows) await journal.append(row);

  await rooms.use(own, async (room) => {
    await room.idle();
    const texts = new Set([...returnedEditsOf(room.doc).values()].map((written) => Object(written).text));
    expect(texts).toEqual(new Set(entries.slice(overflow).map(({ text }) => text)));
  });
});

test('a card that lacks a text gets it when its board is opened, also on disk', async () => {
  const challenge = newId(CardId);
  await rooms.create(workshop, (doc) => {
    putCard(doc, challenge, {
      kind: 'challenge',
      title: 'Less waste',
      city: newId(OrganisationId),
      sector: 'waste',
      x: 0,
      y: 0,
      w: 320,
      h: 240,
      order: 'a0',
      createdBy: newId(PersonId),
      createdAt: 1,
    });
    for (const field of ['tried', 'criteria']) cardsOf(doc).get(challenge)?.delete(field);
  });
  await expect.poll(() => rooms.size).toBe(0);

  await rooms.use(workshop, (room) => {
    expect(missingTypes(cardsOf(room.doc).get(challenge))).toEqual([]);
    return room.saved();
  });

  const stored = await replayDocument(await journal.load(workshop));
  expect(missingTypes(cardsOf(stored).get(challenge))).toEqual([]);
});
