import type * as Y from 'yjs';
import type { DocumentName } from '../../storage/contract.ts';
import type { HeldRoom, Rooms } from './rooms.ts';

/**
 * Reads documents at one moment; resolves when all that was read is on disk, since nothing else may
 * leave the server (P1).
 *
 * @param read is called with the documents in the order of their names.
 */
export const readSaved = async <Result>(
  rooms: Pick<Rooms, 'hold'>,
  documents: readonly DocumentName[],
  read: (...docs: Y.Doc[]) => Result,
): Promise<Result> => {
  const held: HeldRoom[] = [];
  try {
    for (const document of documents) held.push(await rooms.hold(document));
    const result = read(...held.map(({ room }) => room.doc));
    await Promise.all(held.map(({ room }) => room.saved()));
    return result;
  } finally {
    for (const hold of held) hold.release();
  }
};
