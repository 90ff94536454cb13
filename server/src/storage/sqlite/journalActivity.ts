import type Database from 'better-sqlite3';
import type { ActivityEntry, ActivityRange, ActivityPosition, Author, DocumentName } from '../contract.ts';

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

/** After all. */
const endOfActivity: ActivityPosition = { number: Number.MAX_SAFE_INTEGER, place: 0 };

/** What facts and traces tell, merged in the order of their rows; both lie ready in that order. */
export const prepareActivity = (db: Database.Database) => {
  const documentOf = db.prepare<[DocumentName], number>('SELECT id FROM journal_documents WHERE name = ?').pluck();
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
  const back = { ...prepare('<', 'DESC'), turn: -1 };
  const forward = { ...prepare('>', 'ASC'), turn: 1 };

  return db.transaction((document: DocumentName, part: ActivityRange, most: number): readonly ActivityEntry[] => {
    const id = documentOf.get(document);
    if (id === undefined) return [];
    const { facts, traces, turn } = 'after' in part ? forward : back;
    const from = 'after' in part ? part.after : (part.before ?? endOfActivity);
    // One row more: the first may have been told already.
    const settled = facts.all(id, from.number, most + 1).flatMap(factEntries);
    const written = traces.all(id, from.number, from.place, most).map(({ trace, ...row }) => ({
      ...row,
      what: parseTrace(trace),
    }));
    return [...settled, ...written]
      .filter((entry) => comparePositions(entry, from) * turn > 0)
      .sort((a, b) => comparePositions(a, b) * turn)
      .slice(0, most);
  });
};

const factEntries = ({ facts, onBehalf, ...row }: FactsRow): ActivityEntry[] =>
  // Written as an array of objects, by this adapter alone.
  (JSON.parse(facts) as object[]).map((what, place) => ({
    ...row,
    place,
    ...(onBehalf === null ? {} : { onBehalf }),
    what,
  }));

/** Written as an object, by this adapter alone. */
const parseTrace = (trace: string): object => JSON.parse(trace) as object;
