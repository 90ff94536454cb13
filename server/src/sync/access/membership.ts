import type { PersonId, WorkshopId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import type { Identity } from '@brygga/shared/wire/presence';

/** A person in one workshop: `actor` for the rules, `identity` for presence. */
export interface Membership {
  readonly actor: Person;
  readonly identity: Identity;
}

export interface Memberships {
  /** Undefined where the workshop is unknown or the person is not in it. */
  of(workshop: WorkshopId, person: PersonId): Promise<Membership | undefined>;
  /** Whether the workshop exists. */
  exists(workshop: WorkshopId): Promise<boolean>;
}
