import type { Fact } from '@brygga/shared/agreements/facts';
import type { CommandInput } from '@brygga/shared/commands/index';
import type { PersonId, WorkshopId } from '@brygga/shared/ids';
import type * as Y from 'yjs';

/** What accounts and demos need of boards; `wiring/commands.ts` makes it of rooms and commands. */
export interface Boards {
  /** Writes a new board and the facts that `fill` returns in one commit; resolves when it is on disk. */
  create(workshop: WorkshopId, fill: (doc: Y.Doc) => readonly Fact[] | void): Promise<void>;
  /** Lists a person in the roster; resolves when everybody can see it. */
  listPerson(workshop: WorkshopId, listing: CommandInput<'roster.list'>): Promise<void>;
  /** Takes a person off the roster; resolves when everybody can see it. */
  unlistPerson(workshop: WorkshopId, person: PersonId): Promise<void>;
  /** Has the access of the person's sockets rechecked; call it after their participation has changed. */
  participationChanged(workshop: WorkshopId, person: PersonId): void;
  /** Closes the workshop's sockets and deletes its documents. */
  remove(workshop: WorkshopId): Promise<void>;
  /** Whether a socket is on the board now. */
  isOpen(workshop: WorkshopId): boolean;
}
