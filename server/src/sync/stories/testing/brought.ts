import * as Y from 'yjs';
import type { Act, Range } from '@brygga/shared/testing/acts';

/** An act that comes with an update. */
export interface Brought {
  readonly act: Act;
  /** It comes without content: what it wrote was deleted again where it was written. */
  readonly isHusk: boolean;
}

/** Which of these acts an update brings into the document that it has not been applied to. */
export const broughtBy = (doc: Y.Doc, update: Uint8Array, acts: readonly Act[]): readonly Brought[] => {
  const { structs, ds } = Y.decodeUpdate(update);
  const reached = new Map<number, number>();
  for (const { id, length } of structs) {
    reached.set(id.client, Math.max(reached.get(id.client) ?? 0, id.clock + length));
  }
  const isNew = ({ client, clock, end }: Range): boolean =>
    clock >= Y.getState(doc.store, client) && end <= (reached.get(client) ?? 0);
  const deletes = (range: Range): boolean =>
    (ds.clients.get(range.client) ?? []).some(({ clock, len }) => clock <= range.clock && range.end <= clock + len);
  const isHusk = ({ client, clock, end }: Range): boolean =>
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
    const isNews = act.deleted.some((range) => deletes(range) && (isThere(doc, range) || isNew(range)));
    // Another window of the same person may have deleted a part of it: then the rest is still to come.
    const isWhole = act.deleted.every((range) => deletes(range) || isGone(doc, range));
    return isNews && isWhole ? [{ act, isHusk: false }] : [];
  });
};

const isGone = (doc: Y.Doc, range: Range): boolean =>
  range.end <= Y.getState(doc.store, range.client) && !isThere(doc, range);

/** Whether any of it is still to be seen. */
const isThere = (doc: Y.Doc, { client, clock, end }: Range): boolean =>
  (doc.store.clients.get(client) ?? []).some(
    ({ id, length, deleted }) => !deleted && id.clock < end && clock < id.clock + length,
  );
