import type Database from 'better-sqlite3';
import type { ActivityEntry, ActivityRange, ActivityPosition, Author, DocumentName } from '../contract.ts';
import type { StoredDocument } from './journalReads.ts';

interface FactsRow {
  readonly number: number;
  readonly by: Author;
  readonly onBehalf: string | null;
  readonly at: number;
  readonly facts: string;
}

interface TraceRow extends ActivityPosition {
  readonly by: Author;
  readonly at: number;
  readonly trace: string;
}

const comparePositions = (a: ActivityPosition, b: ActivityPosition): number => a.number - b.number || a.place - b.place;

/** After all entries. */
const endOfActivity: ActivityPosition = { number: Number.MAX_SAFE_INTEGER, place: 0 };

/** Reads facts and traces, merged in the order of their rows. */
export const prepareActivity = (
  db: Database.Database,
  findDocument: (document: DocumentName) => StoredDocument | undefined,
) => {
  const prepare = (compared: '<' | '>', order: 'ASC' | 'DESC') => ({
    facts: db.prepare<[number, number, number], FactsRow>(
      `SELECT seq AS number, "by", on_behalf AS onBehalf, at, facts FROM journal_facts
       WHERE document = ? AND seq ${compared}= ? ORDER BY seq ${order} LIMIT ?`,
    ),
    traces: db.prepare<[number, number, number, number], TraceRow>(
      `SELECT seq AS number, place, "by", at, trace FROM journal_traces
       WHERE document = ? AND (seq, place) ${compared} (?, ?) ORDER BY seq ${order}, place ${order} LIMIT ?`,
    ),
  });
  const backward = { ...prepare('<', 'DESC'), direction: -1 };
  const forward = { ...prepare('>', 'ASC'), direction: 1 };

  return db.transaction((document: DocumentName, range: ActivityRange, limit: number): readonly ActivityEntry[] => {
    const id = findDocument(document)?.id;
    if (id === undefined) return [];
    const { facts, traces, direction } = 'after' in range ? forward : backward;
    const from = 'after' in range ? range.after : (range.before ?? endOfActivity);
    // One row more: the first may hold only entries outside the range.
    const fromFacts = facts.all(id, from.number, limit + 1).flatMap(factEntries);
    const fromTraces = traces.all(id, from.number, from.place, limit).map(({ trace, ...row }) => ({
      ...row,
      what: parseTrace(trace),
    }));
    return [...fromFacts, ...fromTraces]
      .filter((entry) => comparePositions(entry, from) * direction > 0)
      .sort((a, b) => comparePositions(a, b) * direction)
      .slice(0, limit);
  });
};

const factEntries = ({ facts, onBehalf, ...row }: FactsRow): ActivityEntry[] =>
  // Only this adapter writes the column, as an array of objects.
  (JSON.parse(facts) as object[]).map((what, place) => ({
    ...row,
    place,
    ...(onBehalf === null ? {} : { onBehalf }),
    what,
  }));

/** Only this adapter writes the column, as an object. */
const parseTrace = (trace: string): object => JSON.parse(trace) as object;
