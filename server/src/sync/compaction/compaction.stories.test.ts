import fc from 'fast-check';
import * as Y from 'yjs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Journal, Snapshots } from '../../storage/contract.ts';
import { row } from '../../storage/testing/journalFixtures.ts';
import { compactDocument } from './compactDocument.ts';
import { replayDocument } from '../room/replayDocument.ts';
import { openTestJournal } from '../testing/syncWorld.ts';

let place: Awaited<ReturnType<typeof openTestJournal>>;
let journal: Journal;
let snapshots: Snapshots;

beforeEach(async () => {
  place = await openTestJournal();
  journal = place.open();
  snapshots = place.openSnapshots();
});
afterEach(async () => {
  await snapshots.close();
  await journal.close();
  await place.destroy();
});

type Edit = (doc: Y.Doc) => void;

const cards = (doc: Y.Doc) => doc.getMap<unknown>('cards');
const key = fc.constantFrom('a', 'b', 'c', 'd');
const place01 = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

const onText = (doc: Y.Doc, card: string, edit: (text: Y.Text) => void): void => {
  const record = cards(doc).get(card);
  const text = record instanceof Y.Map ? record.get('text') : undefined;
  if (text instanceof Y.Text) edit(text);
};

const edits: fc.Arbitrary<Edit> = fc.oneof(
  key.map((card): Edit => (doc) => {
    const record = new Y.Map<unknown>([['text', new Y.Text(card)]]);
    cards(doc).set(card, record);
  }),
  fc.tuple(key, fc.nat()).map(([card, x]): Edit => (doc) => {
    const record = cards(doc).get(card);
    if (record instanceof Y.Map) record.set('x', x);
  }),
  fc.tuple(key, place01, fc.string({ maxLength: 8 })).map(
    ([card, at, words]): Edit =>
      (doc) =>
        onText(doc, card, (text) => text.insert(Math.floor(at * (text.length + 1)), words)),
  ),
  fc.tuple(key, place01, place01).map(
    ([card, from, many]): Edit =>
      (doc) =>
        onText(doc, card, (text) => {
          const start = Math.floor(from * text.length);
          text.delete(start, Math.floor(many * (text.length - start)));
        }),
  ),
  key.map(
    (card): Edit =>
      (doc) =>
        cards(doc).delete(card),
  ),
);

const steps = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: fc.record({ is: fc.constant('edit' as const), who: fc.nat(2), edit: edits }) },
    { weight: 4, arbitrary: fc.record({ is: fc.constant('meet' as const), who: fc.nat(2) }) },
    { weight: 3, arbitrary: fc.record({ is: fc.constant('compact' as const) }) },
  ),
  { minLength: 5, maxLength: 120 },
);

const meet = (one: Y.Doc, other: Y.Doc): void => {
  for (const [to, from] of [
    [one, other],
    [other, one],
  ] as const) {
    Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)));
  }
};

const shown = (doc: Y.Doc) => ({
  cards: cards(doc).toJSON(),
  states: Object.fromEntries(Y.decodeStateVector(Y.encodeStateVector(doc))),
});

test('whenever a journal is compacted, the reopened document equals everybody’s', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (story) => {
      run += 1;
      const board = `board ${run}`;
      // What the server has; its own updates are what the journal is given, as in a room.
      const server = new Y.Doc();
      const people = [new Y.Doc(), new Y.Doc(), new Y.Doc()];
      const waits: Promise<void>[] = [];
      let shortened = Promise.resolve();
      server.on('update', (update) => waits.push(journal.append({ ...row(board, []), update })));
      for (const step of story) {
        if (step.is === 'compact') {
          await Promise.all([...waits, shortened]);
          // The story goes on while it is at work.
          shortened = compactDocument(snapshots, board);
        } else if (step.is === 'edit') (people[step.who] ?? server).transact(({ doc }) => step.edit(doc));
        else meet(server, people[step.who] ?? server);
      }
      await Promise.all([...waits, shortened]);
      const opened = await replayDocument(await journal.load(board));
      expect(shown(opened)).toEqual(shown(server));
      // Whoever was away merges with what was shortened as with what was not.
      for (const doc of people) {
        const away = Y.encodeStateAsUpdate(doc);
        for (const each of [opened, server]) Y.applyUpdate(each, away);
        expect(shown(opened)).toEqual(shown(server));
      }
    }),
    { numRuns: 40 },
  );
});
