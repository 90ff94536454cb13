import type * as Y from 'yjs';
import type { Journal } from '../../storage/contract.ts';
import type { Room } from './room.ts';
import type { ServerChange } from './serverChange.ts';

/** One document of those that change together, and what its row says. */
export interface DocumentChange {
  readonly room: Room;
  readonly fields: Omit<ServerChange, 'write'>;
}

/**
 * Changes several documents as the server: written in one turn, appended in one call, so that they
 * are on disk all or none. Each is relayed to its own readers once they are.
 *
 * @param write in one transaction of each document.
 * @returns when all of it is on disk.
 * @throws StorageError or RoomClosed when nothing of it is there.
 */
export const runMultiDocTransaction = async (
  journal: Journal,
  changes: readonly DocumentChange[],
  write: (docs: readonly Y.Doc[]) => void,
): Promise<void> => {
  const shares = changes.map(({ room, fields }) => ({ room, words: fields, share: room.transactionPart }));
  for (const { share } of shares) share.begin();
  try {
    write(changes.map(({ room }) => room.doc));
  } catch (error) {
    // Something may have been written into any of them: none can be trusted any more.
    for (const { share } of shares) share.fail(error);
    throw error;
  }
  const ends = shares.map(({ share, words }) => share.end(words));
  const [first, ...others] = ends.map(({ row }) => row);
  if (!first) return;
  const appended = journal.append(first, ...others);
  for (const { follow } of ends) follow(appended);
  await appended;
};
