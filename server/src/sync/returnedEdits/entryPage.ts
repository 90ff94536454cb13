import { type ReturnedEdit, returnedEditsOf, returnedTextMax } from '@brygga/shared/document/returnedEdits';
import { newId, ReturnedEditId } from '@brygga/shared/ids';
import * as Y from 'yjs';

/** More than one person edits in a minute; keeps a page small in memory. */
const pageEntriesMax = 50;

/** An entry with its id: that of the earlier entry that it continues, or a new one. */
export interface PageEntry {
  readonly id: ReturnedEditId;
  readonly entry: ReturnedEdit;
  readonly continuesEarlier: boolean;
}

/** Returned edits of one person that are written under one client id. */
export class EntryPage {
  readonly #doc = new Y.Doc();
  /** By what was reverted. */
  readonly #entries = new Map<string, PageEntry>();

  get client(): number {
    return this.#doc.clientID;
  }

  get isFull(): boolean {
    return returnedEditsOf(this.#doc).size >= pageEntriesMax;
  }

  get isEmpty(): boolean {
    return returnedEditsOf(this.#doc).size === 0;
  }

  /** Merges the entry into an earlier one of the same edit, if there is one. */
  merge(entry: ReturnedEdit): PageEntry {
    const earlier = this.#entries.get(mergeKey(entry));
    if (!earlier) return { id: newId(ReturnedEditId), entry, continuesEarlier: false };
    const text = entry.what === 'written' ? (earlier.entry.text + entry.text).slice(0, returnedTextMax) : entry.text;
    return { id: earlier.id, entry: { ...entry, text }, continuesEarlier: true };
  }

  set(pageEntry: PageEntry): void {
    this.#entries.set(mergeKey(pageEntry.entry), pageEntry);
    returnedEditsOf(this.#doc).set(pageEntry.id, pageEntry.entry);
  }

  /** @returns what `run` has written, as an update; undefined if nothing. */
  write(run: () => void): Uint8Array | undefined {
    let update: Uint8Array | undefined;
    const record = (written: Uint8Array) => (update = written);
    this.#doc.on('update', record);
    this.#doc.transact(run);
    this.#doc.off('update', record);
    return update;
  }
}

/** Identifies what was reverted. Each record of a card, such as a need, counts by itself. */
const mergeKey = ({ what, reason, circle, card, field, value, more }: ReturnedEdit): string => {
  const isRecords = what === 'changed' && typeof value === 'object' && value !== null && !Array.isArray(value);
  return JSON.stringify([what, reason, circle, card, field, more, ...(isRecords ? Object.keys(value) : [])]);
};
