import { cardsOf, createMissingTypes, missingTypes } from '@brygga/shared/document/cards/index';
import { writerBelow } from '@brygga/shared/document/roots';
import { parseDocumentName } from '../../storage/documentName.ts';
import type { Room } from './room.ts';

/**
 * Gives cards from before some text was known that text, when their document is opened: nobody can
 * write in what is not there, and no client may make it. New cards the guard completes.
 */
export const backfillCardTypes = (room: Room): void => {
  if (room.closed || writerBelow(parseDocumentName(room.document).circle.is, 'cards') === undefined) return;
  const incomplete = [...cardsOf(room.doc).values()].filter((card) => missingTypes(card).length > 0);
  if (incomplete.length === 0) return;
  // A commit that fails closes the room, which says so; the next opening finds the same cards.
  room.change({ by: 'system', write: () => incomplete.forEach(createMissingTypes) }).catch(() => undefined);
};
