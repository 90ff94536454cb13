import { boardOf, emptyBoard } from '@brygga/shared/agreements/board';
import type { Circle } from '@brygga/shared/document/circles';
import type { PersonId, WorkshopId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import { type Entrance, entranceTo, dependsOnBoard } from '@brygga/shared/rules/circles';
import type { CloseName } from '@brygga/shared/wire/closeCodes';
import type { Membership, Memberships } from './membership.ts';
import type { Rooms } from '../room/rooms.ts';

/** The code and the reason that a socket is closed with. */
export interface AdmissionRefusal {
  readonly kind: 'closed';
  readonly name: CloseName;
  readonly reason: string;
}

/** What somebody is let in as, or why they are not. */
export type Admission =
  | {
      readonly kind: 'admitted';
      readonly membership: Membership;
      /** When it runs out by the clock alone, where it does; milliseconds since 1970. */
      readonly expiresAt?: number;
    }
  | AdmissionRefusal;

export interface Admissions {
  /** Who may be in a circle's document is asked when they come, and again for as long as they are there. */
  admit(workshop: WorkshopId, circle: Circle, person: PersonId): Promise<Admission>;
}

export const refuseAdmission = (name: CloseName, reason: string): AdmissionRefusal => ({
  kind: 'closed',
  name,
  reason,
});

export const createAdmissions = (deps: { rooms: Pick<Rooms, 'use'>; memberships: Memberships }): Admissions => {
  const { rooms, memberships } = deps;

  /** As the board says it on disk: who joins a consortium is in it when that can't be lost any more. */
  const entrance = (workshop: WorkshopId, circle: Circle, actor: Person): Promise<Entrance> =>
    rooms.use(workshop, async (room) => {
      const found = entranceTo(actor, circle, boardOf(room.doc));
      await room.saved();
      return found;
    });

  return {
    async admit(workshop, circle, person) {
      const membership = await memberships.of(workshop, person);
      if (!membership) {
        // Whoever isn't in the workshop learns nothing of its circles, not even which there are.
        return (await memberships.exists(workshop))
          ? refuseAdmission('no-right', 'you are not in this workshop')
          : refuseAdmission('unknown', 'there is no such workshop');
      }
      const found = dependsOnBoard(membership.actor, circle)
        ? await entrance(workshop, circle, membership.actor)
        : entranceTo(membership.actor, circle, emptyBoard);
      if (found === 'open') return { kind: 'admitted', membership };
      return found === 'closed'
        ? refuseAdmission('no-right', 'this circle is not yours')
        : refuseAdmission('unknown', 'there is no such circle');
    },
  };
};
