import type { DatabaseSync } from 'node:sqlite';
import { cardsOf } from '@brygga/shared/document/cards/index';
import type { Trace } from '@brygga/shared/domain/activity/trace';
import type { WorkshopId } from '@brygga/shared/ids';
import type * as Y from 'yjs';

/** The traces of people's edits in a board's activity, the oldest first. */
const readTraces = (db: DatabaseSync, workshop: WorkshopId): Trace[] =>
  db
    .prepare(
      `SELECT trace FROM journal_traces JOIN journal_documents ON id = document
       WHERE name = ? ORDER BY seq, place`,
    )
    .all(workshop)
    // Written by the server alone.
    .map(({ trace }) => JSON.parse(String(trace)) as Trace);

/** Cards that are in the activity but not on the board, or the other way round. */
export const activityMismatches = (db: DatabaseSync, workshop: WorkshopId, doc: Y.Doc): string[] => {
  const there = new Set<string>();
  for (const { trace, card } of readTraces(db, workshop)) {
    if (trace === 'card.created' && card) there.add(card);
    if (trace === 'card.deleted' && card) there.delete(card);
  }
  const cards = new Set(cardsOf(doc).keys());
  return [...[...cards].filter((card) => !there.has(card)), ...[...there].filter((card) => !cards.has(card))];
};
