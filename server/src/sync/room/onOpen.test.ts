import { cardsOf, missingTypes, putCard } from '@brygga/shared/document/cards/index';
import { CardId, newId, OrganisationId, PersonId, WorkshopId } from '@brygga/shared/ids';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Journal } from '../../storage/contract.ts';
import { createReturnedEdits } from '../returnedEdits/returnedEdits.ts';
import { replayDocument } from './replayDocument.ts';
import { createRooms, type Rooms } from './rooms.ts';
import { openTestJournal, quietLog } from '../testing/syncWorld.ts';

let place: Awaited<ReturnType<typeof openTestJournal>>;
let journal: Journal;
let rooms: Rooms;
const board = newId(WorkshopId);
const id = newId(CardId);

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

test('a card from before some text was known has it once its board is opened, on disk and whoever comes', async () => {
  await rooms.create(board, (doc) => {
    putCard(doc, id, {
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
    for (const field of ['tried', 'criteria']) cardsOf(doc).get(id)?.delete(field);
  });
  await expect.poll(() => rooms.size).toBe(0);

  await rooms.use(board, (room) => {
    expect(missingTypes(cardsOf(room.doc).get(id))).toEqual([]);
    return room.saved();
  });

  const kept = await replayDocument(await journal.load(board));
  expect(missingTypes(cardsOf(kept).get(id))).toEqual([]);
});
