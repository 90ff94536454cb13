import { type Board, consortiaOn, type ConsortiumView, readSession } from '@brygga/shared/agreements/board';
import type { Writing } from '@brygga/shared/agreements/session';
import type { CardId } from '@brygga/shared/ids';
import { writingNow } from '@brygga/shared/rules/steps';
import type * as Y from 'yjs';

/** What edits are held against of all that is agreed, as it stands. */
export interface Standing {
  readonly board: Pick<Board, 'consortiaOf'>;
  readonly writing: Writing;
}

/** Reads it all at once, so that nothing of it changes under an update that is being judged. */
export const standingOf = (doc: Y.Doc): Standing => {
  const byChallenge = new Map<CardId, ConsortiumView[]>();
  for (const view of consortiaOn(doc)) {
    byChallenge.set(view.challenge, [...(byChallenge.get(view.challenge) ?? []), view]);
  }
  return {
    board: { consortiaOf: (challenge) => byChallenge.get(challenge) ?? [] },
    writing: writingNow(readSession(doc)),
  };
};
