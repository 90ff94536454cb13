import type { Fact, FactName } from '@brygga/shared/agreements/facts';
import type { PersonId, WorkshopId } from '@brygga/shared/ids';
import { documentName, parseDocumentName } from '../../storage/documentName.ts';
import type { Rooms } from '../room/rooms.ts';

/**
 * Everything that takes a right away, or gives another, while sockets are open. Each is told when it
 * has happened, on disk; the sockets that it touches are looked at anew at once, by the question
 * that let them in. So nothing here decides a right, and telling too much only costs a look.
 *
 * What runs out by the clock alone, a session, is looked at within a second of that by each of its
 * sockets (`review.ts`); a workshop that is removed takes its rooms, and so its sockets, with it.
 */
export interface Revocations {
  /** Somebody has signed out, or signed in as another on the same browser. */
  sessionEnded(session: string): void;
  /** Somebody has another role in a workshop, or is no longer in it. */
  participationChanged(workshop: WorkshopId, person: PersonId): void;
  /** A command has settled this on a workshop's board. */
  factsCommitted(workshop: WorkshopId, facts: readonly Fact[]): void;
}

/** Facts after which a consortium's circle is no longer open to all whom it was open to. */
const membershipEndingFacts: readonly FactName[] = ['member.withdrawn', 'member.removed', 'consortium.removed'];

export const createRevocations = (rooms: Pick<Rooms, 'recheckAccess'>): Revocations => ({
  sessionEnded: (session) => rooms.recheckAccess((_document, visitor) => visitor.session === session),

  participationChanged: (workshop, person) =>
    rooms.recheckAccess(
      (document, visitor) => visitor.person === person && parseDocumentName(document).workshop === workshop,
    ),

  factsCommitted(workshop, facts) {
    for (const it of facts) {
      if (!('consortium' in it) || !it.consortium || !membershipEndingFacts.includes(it.fact)) continue;
      const left = documentName(workshop, { is: 'consortium', id: it.consortium });
      rooms.recheckAccess((document) => document === left);
    }
  },
});
