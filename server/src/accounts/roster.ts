import { CompanyProfile } from '@brygga/shared/domain/profile';
import type { OrganisationId, PersonId, WorkshopId } from '@brygga/shared/ids';
import { KeyedQueue } from '../commands/keyedQueue.ts';
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
  refreshPerson(workshop: WorkshopId, person: PersonId): Promise<void>;
  /** To be called when a company says something else of itself that boards list: they say it when this resolves. */
  refreshCompany(company: OrganisationId): Promise<void>;
}

/** How a workshop knows a person; undefined where they are not in it. */
export const participationIn = (storage: Storage, workshop: WorkshopId, person: PersonId) =>
  storage
    .selectFrom('participations')
    .innerJoin('organisations', 'organisations.id', 'participations.organisation')
    .leftJoin('profiles', 'profiles.organisation', 'organisations.id')
    .select([
      'participations.role',
      'participations.name',
      'participations.organisation',
      'organisations.kind',
      'organisations.name as organisationName',
      'organisations.country',
      'profiles.profile',
    ])
    .where('participations.workshop', '=', workshop)
    .where('participations.person', '=', person)
    .executeTakeFirst();

export const createRoster = (storage: Storage, boards: Boards): Roster => {
  // What was read first would otherwise be written last, now and then.
  const underPerson = new KeyedQueue();

  const list = async (workshop: WorkshopId, person: PersonId): Promise<void> => {
    const its = await participationIn(storage, workshop, person);
    if (!its) return boards.unlistPerson(workshop, person);
    const { role, name, organisation, kind, organisationName, country, profile } = its;
    const organisationListed = { kind, name: organisationName, country, ...capacityIn(profile) };
    await boards.listPerson(workshop, { person, role, name, organisation, organisationListed });
  };

  return {
    async refreshCompany(company) {
      const places = await storage
        .selectFrom('participations')
        .select(({ fn }) => ['workshop', fn.min('person').as('person')])
        .where('organisation', '=', company)
        .groupBy('workshop')
        .execute();
      for (const { workshop, person } of places) {
        await underPerson.run(`${workshop}/${person}`, () => list(workshop, person));
      }
    },

    async refreshPerson(workshop, person) {
      boards.participationChanged(workshop, person);
      await underPerson.run(`${workshop}/${person}`, () => list(workshop, person));
    },
  };
};

/** What boards list of a company's profile: in how many consortia at once it can be. */
const capacityIn = (profile: string | null): { readonly capacity?: number } => {
  const capacity = profile === null ? undefined : CompanyProfile.parse(JSON.parse(profile)).capacity;
  return capacity === undefined ? {} : { capacity };
};
