import * as Y from 'yjs';
import type { PerformedEdit, ClockRange } from '@brygga/shared/testing/performedEdit';
import type { ReceivedUpdate } from '../../guard/guard.ts';
import { liveRangesAt } from '../../guard/repair/restoredItems.ts';

/** An act that an update contains. */
export interface IncomingAct {
  readonly act: PerformedEdit;
  /** Whether its content is missing, since it was deleted in the writer's copy. */
  readonly isHusk: boolean;
}

/** The acts of these that an update contains and the document lacks. */
export const incomingActs = (
  doc: Y.Doc,
  { kind, update }: ReceivedUpdate,
  acts: readonly PerformedEdit[],
): readonly IncomingAct[] => {
  const isThere = (range: ClockRange): boolean => itemsDeletedBy(doc, range, kind).length > 0;
  const { structs, ds } = Y.decodeUpdate(update);
  const reached = new Map<number, number>();
  for (const { id, length } of structs) {
    reached.set(id.client, Math.max(reached.get(id.client) ?? 0, id.clock + length));
  }
  const isNew = ({ client, clock, end }: ClockRange): boolean =>
    clock >= Y.getState(doc.store, client) && end <= (reached.get(client) ?? 0);
  const deletes = (range: ClockRange): boolean =>
    (ds.clients.get(range.client) ?? []).some(({ clock, len }) => clock <= range.clock && range.end <= clock + len);
  const isGone = (range: ClockRange): boolean => range.end <= Y.getState(doc.store, range.client) && !isThere(range);
  const isHusk = ({ client, clock, end }: ClockRange): boolean =>
    !structs.some(
      (struct) =>
        struct.id.client === client &&
        struct.id.clock < end &&
        clock < struct.id.clock + struct.length &&
        struct instanceof Y.Item &&
        !(struct.content instanceof Y.ContentDeleted),
    );
  return acts.flatMap((act) => {
    if (act.wrote) return isNew(act.wrote) ? [{ act, isHusk: isHusk(act.wrote) }] : [];
    const isNews = act.deleted.some((range) => deletes(range) && (isThere(range) || isNew(range)));
    // Another window of the same person may have deleted a part of it; then the rest arrives later.
    const isWhole = act.deleted.every((range) => deletes(range) || isGone(range));
    return isNews && isWhole ? [{ act, isHusk: false }] : [];
  });
};

/**
 * The items that a deletion of this range affects: those in it and, for a new deletion that didn't know of
 * a restoration, the restored ones too.
 */
export const itemsDeletedBy = (
  doc: Y.Doc,
  { client, clock, end }: ClockRange,
  is: ReceivedUpdate['kind'],
): readonly Y.Item[] =>
  (doc.store.clients.get(client) ?? []).flatMap((struct) => {
    const from = Math.max(struct.id.clock, clock);
    const length = Math.min(struct.id.clock + struct.length, end) - from;
    if (length <= 0 || !(struct instanceof Y.Item) || (struct.deleted && is === 'step2')) return [];
    return [...liveRangesAt(doc, Y.createID(client, from), length)].map(({ id }) => Y.getItem(doc.store, id));
  });
