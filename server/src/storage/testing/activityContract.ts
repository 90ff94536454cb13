import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ActivityEntry, ActivityPosition, Journal, JournalRow } from '../contract.ts';
import { anna, bo, type JournalLocation, type journalMaker, row } from './journalFixtures.ts';

const contentsOf = (entries: readonly ActivityEntry[]): object[] => entries.map(({ what }) => what);

/** All entries, oldest first, read in pages of this size. */
const readForward = async (journal: Journal, document: string, pageSize: number): Promise<ActivityEntry[]> => {
  const all: ActivityEntry[] = [];
  for (;;) {
    const after = all.at(-1) ?? { number: -1, place: 0 };
    const page = await journal.activity(document, { after }, pageSize);
    if (page.length === 0) return all;
    all.push(...page);
  }
};

/** All entries, newest first, read in pages of this size. */
const readBackward = async (journal: Journal, document: string, pageSize: number): Promise<ActivityEntry[]> => {
  const all: ActivityEntry[] = [];
  for (;;) {
    const before: ActivityPosition | undefined = all.at(-1);
    const page = await journal.activity(document, before ? { before } : {}, pageSize);
    if (page.length === 0) return all;
    all.push(...page);
  }
};

const someRow: fc.Arbitrary<Partial<JournalRow>> = fc.oneof(
  fc.constant({}),
  fc.record({ facts: fc.array(fc.record({ fact: fc.constantFrom('a', 'b') }), { minLength: 1, maxLength: 3 }) }),
  fc.record({
    by: fc.constantFrom(anna, bo),
    traces: fc.array(
      fc.record(
        { trace: fc.constantFrom('c', 'd'), span: fc.integer({ min: 1, max: 3 }) },
        { requiredKeys: ['trace'] },
      ),
      { minLength: 1, maxLength: 3 },
    ),
  }),
);

/** What an adapter of the journal must satisfy when it reads activity. */
export const activityContract = ({
  location,
  open,
  fresh,
}: Pick<ReturnType<typeof journalMaker<JournalLocation>>, 'location' | 'open' | 'fresh'>): void => {
  describe('activity', () => {
    test('a new document has no activity', async () => {
      const journal = await fresh();
      await journal.append(row('board', [1]));
      expect(await journal.activity('board', {}, 10)).toEqual([]);
      expect(await journal.activity('nobody', {}, 10)).toEqual([]);
    });

    test('facts and traces come newest first in the order of their rows, with author and time', async () => {
      const journal = await fresh();
      await journal.append(row('board', [1], { facts: [{ fact: 'a' }, { fact: 'b' }], at: 5, onBehalf: 'them' }));
      await journal.append(row('board', [2], { traces: [{ span: 1 }], by: bo, at: 6 }));
      await journal.append(row('board', [], { facts: [{ fact: 'c' }], by: 'system', at: 7 }));
      const entries = await journal.activity('board', {}, 10);
      expect(entries).toMatchObject([
        { by: 'system', at: 7, what: { fact: 'c' } },
        { by: bo, at: 6, what: { span: 1 } },
        { by: anna, at: 5, onBehalf: 'them', what: { fact: 'b' } },
        { by: anna, at: 5, onBehalf: 'them', what: { fact: 'a' } },
      ]);
      expect(contentsOf(await readForward(journal, 'board', 10))).toEqual(contentsOf(entries).reverse());
    });

    test('of equal traces in one span only the first is stored, for each person and document', async () => {
      const journal = await fresh();
      const writing = { trace: 'card.written', span: 7 };
      await journal.append(row('board', [1], { traces: [writing], at: 1 }));
      await journal.append(row('board', [2], { traces: [writing], at: 2 }));
      await journal.append(row('board', [3], { traces: [writing], at: 3, by: bo }));
      await journal.append(row('board', [4], { traces: [{ ...writing, span: 8 }], at: 4 }));
      await journal.append(row('other', [5], { traces: [writing], at: 5 }));
      const timesOf = async (document: string) => (await readForward(journal, document, 10)).map(({ at }) => at);
      expect(await timesOf('board')).toEqual([1, 3, 4]);
      expect(await timesOf('other')).toEqual([5]);
    });

    test('a trace without a span is always stored', async () => {
      const journal = await fresh();
      for (const byte of [1, 2]) await journal.append(row('board', [byte], { traces: [{}] }));
      expect(await readForward(journal, 'board', 10)).toHaveLength(2);
    });

    test('a failed row leaves no activity', async () => {
      const journal = await fresh();
      await journal.append(row('board', [1], { newClients: [7] }));
      const theft = row('board', [2], { newClients: [7], by: bo, traces: [{ span: 1 }] });
      await expect(journal.append(theft)).rejects.toThrow();
      expect(await journal.activity('board', {}, 10)).toEqual([]);
    });

    test('removing a document removes its activity', async () => {
      const journal = await fresh();
      await journal.append(row('board', [1], { traces: [{ span: 1 }] }));
      await journal.remove('board');
      await journal.append(row('board', [1], { traces: [{ span: 1 }], by: bo }));
      expect(await journal.activity('board', {}, 10)).toMatchObject([{ by: bo }]);
    });

    test('reading forward or backward, in any page size, gives the same entries after reopening', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(someRow, { maxLength: 30 }),
          fc.integer({ min: 1, max: 7 }),
          async (rows, pageSize) => {
            const journalLocation = await location();
            const first = journalLocation.open();
            await Promise.all(rows.map((more, index) => first.append(row('board', [index], more))));
            const whole = await first.activity('board', {}, 1_000);
            await first.close();
            const next = open(journalLocation);
            expect(await readBackward(next, 'board', pageSize)).toEqual(whole);
            expect((await readForward(next, 'board', pageSize)).reverse()).toEqual(whole);
          },
        ),
        { numRuns: 5 },
      );
    });
  });
};
