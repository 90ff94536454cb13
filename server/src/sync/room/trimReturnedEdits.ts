import { returnedEditsOf, returnedEditsOverflow } from '@brygga/shared/document/returnedEdits';
import { parseDocumentName } from '../../storage/documentName.ts';
import type { Room } from './room.ts';

/**
 * Takes the oldest entries out of a tray that is too full, while it is open anyway. They are put in
 * without opening it, so nobody has counted them before.
 */
export const trimReturnedEdits = (room: Room): void => {
  if (room.closed || parseDocumentName(room.document).circle.is !== 'person') return;
  const tooMuch = returnedEditsOverflow(returnedEditsOf(room.doc));
  if (tooMuch.length === 0) return;
  const write = () => tooMuch.forEach((id) => returnedEditsOf(room.doc).delete(id));
  // A commit that fails closes the room, which says so; what is too much is found at the next opening.
  room.change({ by: 'system', write }).catch(() => undefined);
};
