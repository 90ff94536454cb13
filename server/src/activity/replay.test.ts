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

/** An edit or a crash of the process, this long after the step before. */
interface Step {
  readonly kind: 'put' | 'write' | 'move' | 'crash';
  readonly who: 0 | 1;
  readonly card: number;
  readonly afterMs: number;
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('put', 'write', 'write', 'write', 'move', 'crash', 'crash'),
    who: fc.constantFrom(0, 1),
    card: fc.nat(1),
    afterMs: fc.constantFrom(1, 1, 1_000, spanMs / 2, 3 * spanMs),
  }),
  { minLength: 20, maxLength: 30, size: 'max' },
);

/** Creates both cards, so that later steps can edit them. */
const firstSteps: Step[] = [0, 1].map((card) => ({ kind: 'put', who: 0, card, afterMs: 1 }));

const people = [makeMembership(), makeMembership()] as const;
const note = { kind: 'note', text: '', colour: 'mint', x: 0, y: 0, w: 200, h: 160, order: 'a0', createdAt: 1 } as const;
const reader = { audience: 'stock', relayUpdate: () => undefined, relayPresence: () => undefined } as const;

/** A server that can crash: it loses its memory and keeps its file. */
const openServer = async () => {
  const testJournal = await openTestJournal();
  const document = newId(WorkshopId);
  let journal: Journal = testJournal.open();
  const openRooms = () => createRooms({ journal, log: quietLog, returnedEdits: createReturnedEdits() });
  let rooms = openRooms();
  // Held from one edit to the next, as by open sockets.
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
      journal = testJournal.open();
      rooms = openRooms();
      ({ room } = await rooms.hold(document));
    },
    activity: () => journal.activity(document, {}, 1_000),
    async close(): Promise<void> {
      await rooms.drain();
      await journal.close();
      await testJournal.destroy();
    },
  };
};

/** The expected list, computed from the steps alone. */
const expectedActivity = () => {
  const entries: string[] = [];
  const inSpan = new Set<string>();
  return {
    entries,
    add: (trace: string, by: PersonId, card: CardId) => void entries.unshift(`${trace} ${by} ${card}`),
    addOncePerSpan(trace: string, by: PersonId, card: CardId): void {
      const key = `${trace} ${by} ${card} ${Math.floor(Date.now() / spanMs)}`;
      if (!inSpan.has(key)) this.add(trace, by, card);
      inSpan.add(key);
    },
  };
};

const describeEntries = (entries: readonly ActivityEntry[]): string[] =>
  entries.map(({ by, what }) => `${String(Reflect.get(what, 'trace'))} ${by} ${String(Reflect.get(what, 'card'))}`);

test('the activity lists each edit once, however often the process crashes', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (story) => {
      const server = await openServer();
      const ids = [newId(CardId), newId(CardId)] as const;
      const created = new Set<CardId>();
      const expected = expectedActivity();
      for (const { kind, who, card, afterMs } of [...firstSteps, ...story]) {
        vi.setSystemTime(Date.now() + afterMs);
        const id = ids[card] ?? ids[0];
        const by = people[who].actor.id;
        if (kind === 'crash') {
          await server.crash();
        } else if (kind === 'put' && !created.has(id)) {
          await server.send(who, (doc) => putCard(doc, id, { ...note, createdBy: by }));
          created.add(id);
          expected.add('card.created', by, id);
        } else if (kind === 'write' && created.has(id)) {
          await server.send(who, (doc) => textOf({ doc }, id).insert(0, 'a'));
          expected.addOncePerSpan('card.written', by, id);
        } else if (kind === 'move' && created.has(id)) {
          await server.send(who, (doc) => void cardOf({ doc }, id).set('x', Date.now() % 10_000));
        }
      }
      expect(describeEntries(await server.activity())).toEqual(expected.entries);
      await server.crash();
      expect(describeEntries(await server.activity())).toEqual(expected.entries);
      await server.close();
    }),
    { numRuns: 5 },
  );
});
