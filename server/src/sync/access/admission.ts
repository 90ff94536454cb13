import { boardOf, emptyBoard } from '@brygga/shared/agreements/board';
import type { Circle } from '@brygga/shared/document/circles';
import type { PersonId, WorkshopId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import { type Entrance, entranceTo, dependsOnBoard } from '@brygga/shared/rules/circles';
import type { CloseName } from '@brygga/shared/wire/closeCodes';
import type { Membership, Memberships } from './membership.ts';
import type { Room } from '../room/room.ts';
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
  /** Whether a person may open a circle's document now. */
  admit(workshop: WorkshopId, circle: Circle, person: PersonId): Promise<Admission>;
  /**
   * The same for a person who has been admitted, but reads the board only if it is open. A board that is
   * closed says what it said before: every change that ends access is reported (`revocations.ts`), and
   * `admit` is called then.
   */
  readmit(workshop: WorkshopId, circle: Circle, person: PersonId): Promise<Admission>;
}

/** The admission of one person to one circle, checked again for as long as a socket or stream is open. */
export interface AccessCheck {
  admit(): Promise<Admission>;
  readmit(): Promise<Admission>;
}

export const refuseAdmission = (name: CloseName, reason: string): AdmissionRefusal => ({
  kind: 'closed',
  name,
  reason,
});

interface AdmissionsDeps {
  readonly rooms: Pick<Rooms, 'use' | 'useIfOpen'>;
  readonly memberships: Memberships;
}

export const createAdmissions = ({ rooms, memberships }: AdmissionsDeps): Admissions => {
  const admitBy =
    (readBoard: (workshop: WorkshopId, read: (room: Room) => Promise<Entrance>) => Promise<Entrance>) =>
    async (workshop: WorkshopId, circle: Circle, person: PersonId): Promise<Admission> => {
      const membership = await memberships.of(workshop, person);
      if (!membership) {
        // Whoever isn't in the workshop must not learn which circles exist.
        return (await memberships.exists(workshop))
          ? refuseAdmission('no-right', 'you are not in this workshop')
          : refuseAdmission('unknown', 'there is no such workshop');
      }
      const { actor } = membership;
      const entrance = dependsOnBoard(actor, circle)
        ? await readBoard(workshop, (room) => readEntrance(room, actor, circle))
        : entranceTo(actor, circle, emptyBoard);
      if (entrance === 'open') return { kind: 'admitted', membership };
      return entrance === 'closed'
        ? refuseAdmission('no-right', 'this circle is not yours')
        : refuseAdmission('unknown', 'there is no such circle');
    };

  return {
    admit: admitBy((workshop, read) => rooms.use(workshop, read)),
    readmit: admitBy(async (workshop, read) => (await rooms.useIfOpen(workshop, read)) ?? 'open'),
  };
};

/** Rests on what is on disk: a member of a consortium is admitted once the fact can't be lost any more. */
const readEntrance = async (room: Room, actor: Person, circle: Circle): Promise<Entrance> => {
  const entrance = entranceTo(actor, circle, boardOf(room.doc));
  await room.saved();
  return entrance;
};
