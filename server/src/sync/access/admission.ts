import { boardOf, emptyBoard } from '@brygga/shared/agreements/board';
import type { Circle } from '@brygga/shared/document/circles';
import type { PersonId, WorkshopId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import { type Entrance, entranceTo, dependsOnBoard } from '@brygga/shared/rules/circles';
import type { CloseName } from '@brygga/shared/wire/closeCodes';
import type { Membership, Memberships } from './membership.ts';
import type { Rooms } from '../room/rooms.ts';

/** Close code and reason for the socket. */
export interface AdmissionRefusal {
  readonly kind: 'closed';
  readonly name: CloseName;
  readonly reason: string;
}

/** A person's membership, or why they are not admitted. */
export type Admission =
  | {
      readonly kind: 'admitted';
      readonly membership: Membership;
      /** When the admission expires, if it does; milliseconds since 1970. */
      readonly expiresAt?: number;
    }
  | AdmissionRefusal;

export interface Admissions {
  /** Whether a person may open a circle's document now; checked again for as long as a socket is open. */
  admit(workshop: WorkshopId, circle: Circle, person: PersonId): Promise<Admission>;
}

export const refuseAdmission = (name: CloseName, reason: string): AdmissionRefusal => ({
  kind: 'closed',
  name,
  reason,
});

export const createAdmissions = (deps: { rooms: Pick<Rooms, 'use'>; memberships: Memberships }): Admissions => {
  const { rooms, memberships } = deps;

  /** Rests on what is on disk: a member of a consortium is admitted once the fact can't be lost any more. */
  const readEntrance = (workshop: WorkshopId, circle: Circle, actor: Person): Promise<Entrance> =>
    rooms.use(workshop, async (room) => {
      const entrance = entranceTo(actor, circle, boardOf(room.doc));
      await room.saved();
      return entrance;
    });

  return {
    async admit(workshop, circle, person) {
      const membership = await memberships.of(workshop, person);
      if (!membership) {
        // Whoever isn't in the workshop must not learn which circles exist.
        return (await memberships.exists(workshop))
          ? refuseAdmission('no-right', 'you are not in this workshop')
          : refuseAdmission('unknown', 'there is no such workshop');
      }
      const entrance = dependsOnBoard(membership.actor, circle)
        ? await readEntrance(workshop, circle, membership.actor)
        : entranceTo(membership.actor, circle, emptyBoard);
      if (entrance === 'open') return { kind: 'admitted', membership };
      return entrance === 'closed'
        ? refuseAdmission('no-right', 'this circle is not yours')
        : refuseAdmission('unknown', 'there is no such circle');
    },
  };
};
