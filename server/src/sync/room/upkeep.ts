import { cardsOf, createMissingTypes, missingTypes } from '@brygga/shared/document/cards/index';
import { returnedEditsOf, returnedEditsOverflow } from '@brygga/shared/document/returnedEdits';
import { writerBelow } from '@brygga/shared/document/roots';
import { parseDocumentName } from '../../storage/documentName.ts';
import type { ServerWrite } from './journalWriter.ts';
import type { Room } from './room.ts';

/** Brings a document that was just opened up to what its clients expect of it. */
export const prepareOpenedRoom = (room: Room): void => {
  backfillCardTypes(room);
  trimReturnedEdits(room);
};

/**
 * Removes the oldest returned edits of a person beyond the limit. They are added without opening the
 * person's document, so they are counted only here.
 */
export const trimReturnedEdits = (room: Room): void => {
  if (room.closed || parseDocumentName(room.document).circle.is !== 'person') return;
  const overflow = returnedEditsOverflow(returnedEditsOf(room.doc));
  if (overflow.length > 0) tryChange(room, () => overflow.forEach((id) => returnedEditsOf(room.doc).delete(id)));
};

/**
 * Creates the texts that older cards lack: people can't write in a missing text, and clients may not
 * create it. The guard completes new cards.
 */
const backfillCardTypes = (room: Room): void => {
  if (room.closed || writerBelow(parseDocumentName(room.document).circle.is, 'cards') === undefined) return;
  const incomplete = [...cardsOf(room.doc).values()].filter((card) => missingTypes(card).length > 0);
  if (incomplete.length > 0) tryChange(room, () => incomplete.forEach(createMissingTypes));
};

/** A commit that fails closes the room, which logs it; the next opening tries again. */
const tryChange = (room: Room, write: ServerWrite): void => {
  room.change({ by: 'system', write }).catch(() => undefined);
};
