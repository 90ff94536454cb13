import type { PersonId, WorkshopId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import type { Identity } from '@brygga/shared/wire/presence';

/** A person in one workshop, as rules and presence need them. */
export interface Membership {
  readonly actor: Person;
  readonly identity: Identity;
}

export interface Memberships {
  /** Undefined where the workshop is unknown or the person is not in it: the two look the same from outside. */
  of(workshop: WorkshopId, person: PersonId): Promise<Membership | undefined>;
  /** Whether there is such a workshop at all. */
  exists(workshop: WorkshopId): Promise<boolean>;
}
