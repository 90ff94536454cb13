import { newId, PersonId } from '@brygga/shared/ids';
import { afterEach } from 'vitest';
import type { HistoryEntry, Journal, JournalRow, StoredCommandResponse, Snapshots } from '../contract.ts';

/** One storage that a journal can be opened on several times. */
export interface JournalLocation {
  open(): Journal;
  destroy(): Promise<void>;
}

/** One whose journals can be shortened. */
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

/** Makes journals, and after each test closes and removes what it has made. */
export const journalMaker = <Home extends JournalLocation>(makeHome: () => Promise<Home>) => {
  const homes: Home[] = [];
  const opened: Pick<Journal, 'close'>[] = [];
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.close();
    for (const home of homes.splice(0)) await home.destroy();
  });

  const home = async (): Promise<Home> => {
    const made = await makeHome();
    homes.push(made);
    return made;
  };
  const open = (place: Home): Journal => {
    const journal = place.open();
    opened.push(journal);
    return journal;
  };
  const openSnapshots = (place: Home & SnapshotsLocation): Snapshots => {
    const snapshots = place.openSnapshots();
    opened.push(snapshots);
    return snapshots;
  };
  return { home, open, openSnapshots, fresh: async (): Promise<Journal> => open(await home()) };
};
