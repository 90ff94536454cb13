import type { PersonId, WorkshopId } from '@brygga/shared/ids';
import { KeyedQueue } from '../commands/keys.ts';
import type { Storage } from '../storage/tables.ts';
import type { Boards } from './boards.ts';

/** The board's list of who is in a workshop, which follows the tables. */
export interface Roster {
  /**
   * To be called when the tables say something else of a person's place in a workshop, or may do so.
   * Their sockets have the right at once that they have now; the board lists the person as the
   * workshop knows them, or no longer, when this resolves. Asked again it changes nothing, so that
   * what a crash or a full disk has come between is put right by trying again.
   */
  follow(workshop: WorkshopId, person: PersonId): Promise<void>;
}

/** How a workshop knows a person; undefined where they are not in it. */
export const participationIn = (storage: Storage, workshop: WorkshopId, person: PersonId) =>
  storage
    .selectFrom('participations')
    .innerJoin('organisations', 'organisations.id', 'participations.organisation')
    .select([
      'participations.role',
      'participations.name',
      'participations.organisation',
      'organisations.kind',
      'organisations.name as organisationName',
      'organisations.country',
    ])
    .where('participations.workshop', '=', workshop)
    .where('participations.person', '=', person)
    .executeTakeFirst();

export const createRoster = (storage: Storage, boards: Boards): Roster => {
  // What was read first would otherwise be written last, now and then.
  const underPerson = new KeyedQueue();

  const list = async (workshop: WorkshopId, person: PersonId): Promise<void> => {
    const its = await participationIn(storage, workshop, person);
    if (!its) return boards.unlist(workshop, person);
    const { role, name, organisation, kind, organisationName, country } = its;
    const organisationListed = { kind, name: organisationName, country };
    await boards.list(workshop, { person, role, name, organisation, organisationListed });
  };

  return {
    async follow(workshop, person) {
      boards.participationChanged(workshop, person);
      await underPerson.run(`${workshop}/${person}`, () => list(workshop, person));
    },
  };
};
