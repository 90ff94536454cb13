import { type ReturnedEdit, returnedEditsOf, returnedTextMax } from '@brygga/shared/document/returnedEdits';
import { newId, ReturnedEditId } from '@brygga/shared/ids';
import * as Y from 'yjs';

/** Enough for one hand's work; a page in memory stays small. */
const pageEntriesMax = 50;

/** An entry as it would be written: under the id of the earlier one that it goes on from, or a new one. */
export interface PageEntry {
  readonly id: ReturnedEditId;
  readonly entry: ReturnedEdit;
  readonly continuesEarlier: boolean;
}

/** Entries of one tray that were written under one client id. */
export class EntryPage {
  readonly #doc = new Y.Doc();
  /** Lines by what was undone. */
  readonly #lines = new Map<string, PageEntry>();

  get client(): number {
    return this.#doc.clientID;
  }

  get isFull(): boolean {
    return returnedEditsOf(this.#doc).size >= pageEntriesMax;
  }

  get isEmpty(): boolean {
    return returnedEditsOf(this.#doc).size === 0;
  }

  /** The line for this entry, with what an earlier one tells of the same thing. */
  merge(entry: ReturnedEdit): PageEntry {
    const earlier = this.#lines.get(mergeKey(entry));
    if (!earlier) return { id: newId(ReturnedEditId), entry, continuesEarlier: false };
    const text = entry.what === 'written' ? (earlier.entry.text + entry.text).slice(0, returnedTextMax) : entry.text;
    return { id: earlier.id, entry: { ...entry, text }, continuesEarlier: true };
  }

  set(line: PageEntry): void {
    this.#lines.set(mergeKey(line.entry), line);
    returnedEditsOf(this.#doc).set(line.id, line.entry);
  }

  /** What `run` has written, as an update; undefined where that is nothing. */
  write(run: () => void): Uint8Array | undefined {
    let update: Uint8Array | undefined;
    const keep = (made: Uint8Array) => (update = made);
    this.#doc.on('update', keep);
    this.#doc.transact(run);
    this.#doc.off('update', keep);
    return update;
  }
}

/** Names what was undone. Records of a card stand for themselves: needs, a need each. */
const mergeKey = ({ what, reason, circle, card, field, value, more }: ReturnedEdit): string => {
  const isRecords = what === 'changed' && typeof value === 'object' && value !== null && !Array.isArray(value);
  return JSON.stringify([what, reason, circle, card, field, more, ...(isRecords ? Object.keys(value) : [])]);
};
