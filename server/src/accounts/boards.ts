import type { Fact } from '@brygga/shared/agreements/facts';
import type { RosterOrganisation, RosterPerson } from '@brygga/shared/document/roster';
import type { PersonId, WorkshopId } from '@brygga/shared/ids';
import type * as Y from 'yjs';

/** What the command `roster.list` is asked with. */
export interface RosterListing extends RosterPerson {
  readonly person: PersonId;
  readonly organisationListed: RosterOrganisation;
}

/** What accounts need of a workshop's board; `serve` lends it the rooms and the commands. */
export interface Boards {
  /** Writes a new board's beginning, and keeps the facts that it hands back; resolves when all of it is on disk. */
  create(workshop: WorkshopId, fill: (doc: Y.Doc) => readonly Fact[] | void): Promise<void>;
  /** Lists a person in the roster; resolves when everybody can see it. */
  listPerson(workshop: WorkshopId, listing: RosterListing): Promise<void>;
  /** Takes a person off the roster; resolves when nobody sees them there any more. */
  unlistPerson(workshop: WorkshopId, person: PersonId): Promise<void>;
  /** Hears that the tables say something else of a person's place in a workshop: their sockets follow. */
  participationChanged(workshop: WorkshopId, person: PersonId): void;
  /** Sends everybody away and removes the board for good. */
  remove(workshop: WorkshopId): Promise<void>;
  /** Whether anybody has the board open just now. */
  isOpen(workshop: WorkshopId): boolean;
}
