import { CompanyProfile } from '@brygga/shared/document/profile';
import type { OrganisationId, PersonId, WorkshopId } from '@brygga/shared/ids';
import { KeyedQueue } from '../commands/keyedQueue.ts';
import type { Storage } from '../storage/tables.ts';
import type { Boards } from './boards.ts';

/** Keeps the roster on the board in step with the tables. */
export interface Roster {
  /**
   * Call this after the tables have changed, or may have, for a person in a workshop. The access of
   * their sockets is rechecked at once; the roster on the board is up to date when this resolves.
   * Idempotent: calling it again repairs what a crash left undone.
   */
  refreshPerson(workshop: WorkshopId, person: PersonId): Promise<void>;
  /** Call this after a company's profile has changed; the rosters are up to date when it resolves. */
  refreshCompany(company: OrganisationId): Promise<void>;
}

/** A person's participation with their organisation; undefined where they are not in the workshop. */
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
  // One update of a person at a time: else an older reading could be written last.
  const queue = new KeyedQueue();

  const list = async (workshop: WorkshopId, person: PersonId): Promise<void> => {
    const participation = await participationIn(storage, workshop, person);
    if (!participation) return boards.unlistPerson(workshop, person);
    const { role, name, organisation, kind, organisationName, country, profile } = participation;
    const organisationListed = { kind, name: organisationName, country, ...capacityIn(profile) };
    await boards.listPerson(workshop, { person, role, name, organisation, organisationListed });
  };

  return {
    async refreshCompany(company) {
      const listings = await storage
        .selectFrom('participations')
        .select(({ fn }) => ['workshop', fn.min('person').as('person')])
        .where('organisation', '=', company)
        .groupBy('workshop')
        .execute();
      for (const { workshop, person } of listings) {
        await queue.run(`${workshop}/${person}`, () => list(workshop, person));
      }
    },

    async refreshPerson(workshop, person) {
      boards.participationChanged(workshop, person);
      await queue.run(`${workshop}/${person}`, () => list(workshop, person));
    },
  };
};

/** What boards list of a company's profile. */
const capacityIn = (profile: string | null): { readonly capacity?: number } => {
  const capacity = profile === null ? undefined : CompanyProfile.parse(JSON.parse(profile)).capacity;
  return capacity === undefined ? {} : { capacity };
};
