import { putCard } from '@brygga/shared/document/cards/index';
import { spanMs } from '@brygga/shared/domain/activity/trace';
import { CardId, newId, type PersonId, WorkshopId } from '@brygga/shared/ids';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import type { ActivityEntry, Journal } from '../storage/contract.ts';
import { cardOf, textOf } from '../sync/guard/testing/guardedBoard.ts';
import { createRooms } from '../sync/room/rooms.ts';
import { makeMembership, openTestJournal, quietLog } from '../sync/testing/syncWorld.ts';
import { createReturnedEdits } from '../sync/returnedEdits/returnedEdits.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: 1_000 * spanMs }));
afterEach(() => void vi.useRealTimers());

/** One thing that somebody does, or that the process is gone, so long after what was before. */
interface Step {
  readonly does: 'put' | 'write' | 'move' | 'crash';
  readonly who: 0 | 1;
  readonly card: number;
  readonly afterMs: number;
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    does: fc.constantFrom('put', 'write', 'write', 'write', 'move', 'crash', 'crash'),
    who: fc.constantFrom(0, 1),
    card: fc.nat(1),
    afterMs: fc.constantFrom(1, 1, 1_000, spanMs / 2, 3 * spanMs),
  }),
  { minLength: 20, maxLength: 30, size: 'max' },
);

/** Both cards are put first: to write on what is not there is nothing. */
const begin: Step[] = [0, 1].map((card) => ({ does: 'put', who: 0, card, afterMs: 1 }));

const people = [makeMembership(), makeMembership()] as const;
const note = { kind: 'note', text: '', colour: 'mint', x: 0, y: 0, w: 200, h: 160, order: 'a0', createdAt: 1 } as const;
const reader = { audience: 'stock', relayUpdate: () => undefined, relayPresence: () => undefined } as const;

/** A server that can be gone: what it has in memory is lost, its file is not. */
const openPlace = async () => {
  const place = await openTestJournal();
  const document = newId(WorkshopId);
  let journal: Journal = place.open();
  const openRooms = () => createRooms({ journal, log: quietLog, returnedEdits: createReturnedEdits() });
  let rooms = openRooms();
  // Stays open from one edit to the next, as for people who are there.
  let { room } = await rooms.hold(document);
  const copies = [new Y.Doc(), new Y.Doc()] as const;
  const send = async (who: 0 | 1, change: (doc: Y.Doc) => void): Promise<void> => {
    const doc = copies[who];
    const before = Y.encodeStateVector(doc);
    doc.transact(() => change(doc));
    const update = Y.encodeStateAsUpdate(doc, before);
    room.applyUpdate({ kind: 'update', update }, people[who].actor, reader);
    await room.saved();
    for (const copy of copies) Y.applyUpdate(copy, Y.encodeStateAsUpdate(room.doc));
  };
  return {
    send,
    async crash(): Promise<void> {
      await journal.close();
      journal = place.open();
      rooms = openRooms();
      ({ room } = await rooms.hold(document));
    },
    activity: () => journal.activity(document, {}, 1_000),
    async close(): Promise<void> {
      await rooms.drain();
      await journal.close();
      await place.destroy();
    },
  };
};

/** What the list is to say, reckoned from what people did and nothing else. */
const expectedOf = () => {
  const told: string[] = [];
  const inSpan = new Set<string>();
  return {
    told,
    note: (trace: string, by: PersonId, card: CardId) => void told.unshift(`${trace} ${by} ${card}`),
    noteOnce(trace: string, by: PersonId, card: CardId): void {
      const key = `${trace} ${by} ${card} ${Math.floor(Date.now() / spanMs)}`;
      if (!inSpan.has(key)) this.note(trace, by, card);
      inSpan.add(key);
    },
  };
};

const saidBy = (entries: readonly ActivityEntry[]): string[] =>
  entries.map(({ by, what }) => `${String(Reflect.get(what, 'trace'))} ${by} ${String(Reflect.get(what, 'card'))}`);

test('whatever is written, however often the process is gone, the list says each thing once', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (story) => {
      const place = await openPlace();
      const ids = [newId(CardId), newId(CardId)] as const;
      const there = new Set<CardId>();
      const expected = expectedOf();
      for (const { does, who, card, afterMs } of [...begin, ...story]) {
        vi.setSystemTime(Date.now() + afterMs);
        const id = ids[card] ?? ids[0];
        const by = people[who].actor.id;
        if (does === 'crash') {
          await place.crash();
        } else if (does === 'put' && !there.has(id)) {
          await place.send(who, (doc) => putCard(doc, id, { ...note, createdBy: by }));
          there.add(id);
          expected.note('card.created', by, id);
        } else if (does === 'write' && there.has(id)) {
          await place.send(who, (doc) => textOf({ doc }, id).insert(0, 'a'));
          expected.noteOnce('card.written', by, id);
        } else if (does === 'move' && there.has(id)) {
          await place.send(who, (doc) => void cardOf({ doc }, id).set('x', Date.now() % 10_000));
        }
      }
      expect(saidBy(await place.activity())).toEqual(expected.told);
      await place.crash();
      expect(saidBy(await place.activity())).toEqual(expected.told);
      await place.close();
    }),
    { numRuns: 5 },
  );
});
