import type { ProfileResponse } from '@brygga/shared/api/accounts';
import { CompanyProfile } from '@brygga/shared/document/profile';
import type { OrganisationId, PersonId, WorkshopId } from '@brygga/shared/ids';
import type { Storage } from '../storage/tables.ts';

/** Companies' profiles, the same in every workshop. */
export interface Profiles {
  read(company: OrganisationId): Promise<ProfileResponse>;
  /** @returns false, without a write, where another version than this one is the latest. */
  write(company: OrganisationId, by: PersonId, version: number, profile: CompanyProfile): Promise<boolean>;
  /** The profiles of all companies in the workshop; empty ones included. */
  inWorkshop(workshop: WorkshopId): Promise<ProfileResponse[]>;
  /** Whether the person facilitates a workshop that the organisation is in. */
  meetsAsFacilitator(person: PersonId, organisation: OrganisationId): Promise<boolean>;
}

const emptyProfile = (organisation: OrganisationId): ProfileResponse => ({
  organisation,
  version: 0,
  profile: CompanyProfile.parse({}),
});

export const createProfiles = (storage: Storage, now: () => number = Date.now): Profiles => ({
  async read(company) {
    const row = await storage
      .selectFrom('profiles')
      .select(['version', 'profile'])
      .where('organisation', '=', company)
      .executeTakeFirst();
    return row ? profileFromRow({ organisation: company, ...row }) : emptyProfile(company);
  },

  async write(company, by, version, profile) {
    const row = { profile: JSON.stringify(profile), version: version + 1, by, at: now() };
    // One statement each, so that of two colleagues who save the same version the second fails.
    const result =
      version === 0
        ? await storage
            .insertInto('profiles')
            .values({ organisation: company, ...row })
            .onConflict((conflict) => conflict.doNothing())
            .executeTakeFirst()
        : await storage
            .updateTable('profiles')
            .set(row)
            .where('organisation', '=', company)
            .where('version', '=', version)
            .executeTakeFirst();
    const written = 'numUpdatedRows' in result ? result.numUpdatedRows : result.numInsertedOrUpdatedRows;
    return written === 1n;
  },

  async inWorkshop(workshop) {
    const rows = await storage
      .selectFrom('participations')
      .innerJoin('organisations', 'organisations.id', 'participations.organisation')
      .leftJoin('profiles', 'profiles.organisation', 'organisations.id')
      .select(['organisations.id as organisation', 'profiles.version', 'profiles.profile'])
      .distinct()
      .where('participations.workshop', '=', workshop)
      .where('organisations.kind', '=', 'company')
      .orderBy('organisations.id')
      .execute();
    return rows.map(({ organisation, version, profile }) =>
      version === null || profile === null
        ? emptyProfile(organisation)
        : profileFromRow({ organisation, version, profile }),
    );
  },

  async meetsAsFacilitator(person, organisation) {
    const row = await storage
      .selectFrom('participations as theirs')
      .innerJoin('participations as own', 'own.workshop', 'theirs.workshop')
      .select('own.workshop')
      .where('theirs.organisation', '=', organisation)
      .where('own.person', '=', person)
      .where('own.role', '=', 'facilitator')
      .executeTakeFirst();
    return row !== undefined;
  },
});

const profileFromRow = (row: { organisation: OrganisationId; version: number; profile: string }): ProfileResponse => ({
  organisation: row.organisation,
  version: row.version,
  profile: CompanyProfile.parse(JSON.parse(row.profile)),
});
