import type { Organisation, OrganisationInput } from '@brygga/shared/api/accounts';
import type { OrganisationKind } from '@brygga/shared/document/roster';
import { newId, OrganisationId, type PersonId, type WorkshopId } from '@brygga/shared/ids';
import type { Storage } from '../storage/tables.ts';

const columns = ['organisations.id', 'organisations.kind', 'organisations.name', 'organisations.country'] as const;

/** Registers an organisation with its first member. Names aren't unique: only membership gives the right to act for one. */
export const registerOrganisation = async (
  storage: Storage,
  input: OrganisationInput,
  founder: PersonId,
): Promise<Organisation> => {
  const organisation = { id: newId(OrganisationId), ...input };
  await storage
    .insertInto('organisations')
    .values({ ...organisation, workshop: null, guestName: null })
    .execute();
  await storage.insertInto('memberships').values({ person: founder, organisation: organisation.id }).execute();
  return organisation;
};

/**
 * The organisation that a guest of a workshop belongs to; it exists in this workshop alone.
 *
 * A guest proves nothing but the workshop's code. Guests who give the same kind and name are
 * colleagues. They never join a registered organisation, even one of the same name in the same
 * workshop: its seats and commitments belong to its members, and a typed name must not speak for
 * them (P10). The roster then lists two organisations of one name.
 */
export const ensureGuestOrganisation = async (
  storage: Storage,
  workshop: WorkshopId,
  input: OrganisationInput,
  guest: PersonId,
): Promise<Organisation> => {
  const guestName = normalizeName(input.name);
  await storage
    .insertInto('organisations')
    .values({ id: newId(OrganisationId), ...input, workshop, guestName })
    .onConflict((conflict) => conflict.columns(['workshop', 'kind', 'guestName']).doNothing())
    .execute();
  const organisation = await storage
    .selectFrom('organisations')
    .select(columns)
    .where('workshop', '=', workshop)
    .where('kind', '=', input.kind)
    .where('guestName', '=', guestName)
    .executeTakeFirstOrThrow();
  await storage
    .insertInto('memberships')
    .values({ person: guest, organisation: organisation.id })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return organisation;
};

const organisationsOf = (storage: Storage, person: PersonId) =>
  storage
    .selectFrom('memberships')
    .innerJoin('organisations', 'organisations.id', 'memberships.organisation')
    .select(columns)
    .where('memberships.person', '=', person)
    .orderBy('organisations.id');

/** Every organisation of a person, those that exist in one workshop alone included. */
export const allOrganisationsOf = (storage: Storage, person: PersonId): Promise<Organisation[]> =>
  organisationsOf(storage, person).execute();

export const registeredOrganisationsOf = (storage: Storage, person: PersonId): Promise<Organisation[]> =>
  organisationsOf(storage, person).where('organisations.workshop', 'is', null).execute();

/** The organisations that a person may act for in a workshop: registered ones, and those that exist in it alone. */
export const organisationsIn = (storage: Storage, workshop: WorkshopId, person: PersonId): Promise<Organisation[]> =>
  organisationsOf(storage, person)
    .where((where) =>
      where.or([where('organisations.workshop', 'is', null), where('organisations.workshop', '=', workshop)]),
    )
    .execute();

export interface Organisations {
  /** Undefined unless the person is a member. */
  kindForMember(person: PersonId, organisation: OrganisationId): Promise<OrganisationKind | undefined>;
}

export const createOrganisations = (storage: Storage): Organisations => ({
  async kindForMember(person, organisation) {
    const row = await organisationsOf(storage, person).where('organisations.id', '=', organisation).executeTakeFirst();
    return row?.kind;
  },
});

const normalizeName = (name: string): string => name.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
