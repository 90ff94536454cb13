import { newId, PersonId } from '@brygga/shared/ids';
import { afterEach } from 'vitest';
import type { HistoryEntry, Journal, JournalRow, StoredCommandResponse, Snapshots } from '../contract.ts';

/** A storage on which a journal can be opened repeatedly. */
export interface JournalLocation {
  open(): Journal;
  destroy(): Promise<void>;
}

/** A storage whose journals can be compacted. */
export interface SnapshotsLocation extends JournalLocation {
  openSnapshots(): Snapshots;
}

export const anna = newId(PersonId);
export const bo = newId(PersonId);

export const row = (document: string, bytes: readonly number[], more: Partial<JournalRow> = {}): JournalRow => ({
  document,
  update: Uint8Array.from(bytes),
  by: anna,
  newClients: [],
  at: Date.now(),
  ...more,
});

export const answer = (key: string, more: Partial<StoredCommandResponse> = {}): StoredCommandResponse => ({
  key,
  by: anna,
  request: 'ab12',
  answer: '{"result":{"seat":"å"},"decided":1}',
  status: 200,
  ...more,
});

export const updatesOf = async (journal: Journal, document: string): Promise<number[][]> =>
  (await journal.load(document)).updates.map((update) => [...update]);

export const historyOf = async (journal: Journal, document: string): Promise<HistoryEntry[]> => {
  const entries: HistoryEntry[] = [];
  for await (const entry of journal.history(document)) entries.push(entry);
  return entries;
};

/** Opens journals, and closes and removes them after each test. */
export const journalMaker = <Location extends JournalLocation>(makeLocation: () => Promise<Location>) => {
  const locations: Location[] = [];
  const opened: Pick<Journal, 'close'>[] = [];
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.close();
    for (const made of locations.splice(0)) await made.destroy();
  });

  const location = async (): Promise<Location> => {
    const made = await makeLocation();
    locations.push(made);
    return made;
  };
  const open = (at: Location): Journal => {
    const journal = at.open();
    opened.push(journal);
    return journal;
  };
  const openSnapshots = (at: Location & SnapshotsLocation): Snapshots => {
    const snapshots = at.openSnapshots();
    opened.push(snapshots);
    return snapshots;
  };
  return { location, open, openSnapshots, fresh: async (): Promise<Journal> => open(await location()) };
};
