import type { Fact, FactName } from '@brygga/shared/agreements/facts';
import type { PersonId, WorkshopId } from '@brygga/shared/ids';
import { documentName, parseDocumentName } from '../../storage/documentName.ts';
import type { Rooms } from '../room/rooms.ts';

/**
 * Every event that can change access while sockets are open, to be called when it is on disk. The
 * affected sockets repeat their admission check at once. Nothing here decides on access, so calling
 * too often only costs a check.
 *
 * Sockets find by themselves that their session expires (`accessRecheck.ts`); removing a workshop
 * closes its rooms and sockets.
 */
export interface Revocations {
  /** The person has signed out, or another one has signed in with the same browser. */
  sessionEnded(session: string): void;
  /** The person has another role in the workshop, or has left it. */
  participationChanged(workshop: WorkshopId, person: PersonId): void;
  /** A command has committed these facts on the workshop's board. */
  factsCommitted(workshop: WorkshopId, facts: readonly Fact[]): void;
}

/** Facts that end somebody's access to a consortium's circle. */
const membershipEndingFacts: readonly FactName[] = ['member.withdrawn', 'member.removed', 'consortium.removed'];

export const createRevocations = (rooms: Pick<Rooms, 'recheckAccess'>): Revocations => ({
  sessionEnded: (session) => rooms.recheckAccess((_document, member) => member.session === session),

  participationChanged: (workshop, person) =>
    rooms.recheckAccess(
      (document, member) => member.person === person && parseDocumentName(document).workshop === workshop,
    ),

  factsCommitted(workshop, facts) {
    for (const fact of facts) {
      if (!('consortium' in fact) || !fact.consortium || !membershipEndingFacts.includes(fact.fact)) continue;
      const affected = documentName(workshop, { is: 'consortium', id: fact.consortium });
      rooms.recheckAccess((document) => document === affected);
    }
  },
});
