import type { Organisation, OrganisationInput } from '@brygga/shared/api/accounts';
import type { OrganisationKind } from '@brygga/shared/document/roster';
import { newId, OrganisationId, type PersonId, type WorkshopId } from '@brygga/shared/ids';
import type { Storage } from '../storage/tables.ts';

const columns = ['organisations.id', 'organisations.kind', 'organisations.name', 'organisations.country'] as const;

/** An organisation that somebody registered. Its name is no key: only membership gives the right to act for it. */
export const registerOrganisation = async (
  storage: Storage,
  input: OrganisationInput,
  founder: PersonId,
): Promise<Organisation> => {
  const made = { id: newId(OrganisationId), ...input };
  await storage
    .insertInto('organisations')
    .values({ ...made, workshop: null, guestName: null })
    .execute();
  await storage.insertInto('memberships').values({ person: founder, organisation: made.id }).execute();
  return made;
};

/**
 * The organisation that a guest of a workshop belongs to.
 *
 * A guest proves nothing but the workshop's code. So guests who give the same kind and name are
 * colleagues, as they are in the room, in an organisation that exists in this workshop alone. It is
 * never a registered organisation, however well the name fits, be it one that is in the workshop
 * too: that one's seats and commitments are its members', and a typed name must not speak for them.
 * Both then stand in the roster under one name, as two.
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

/** Every organisation of a person, those of single workshops too. */
export const allOrganisationsOf = (storage: Storage, person: PersonId): Promise<Organisation[]> =>
  organisationsOf(storage, person).execute();

export const registeredOrganisationsOf = (storage: Storage, person: PersonId): Promise<Organisation[]> =>
  organisationsOf(storage, person).where('organisations.workshop', 'is', null).execute();

/** Whom a person may speak for in a workshop: registered organisations, and those that exist in it alone. */
export const organisationsIn = (storage: Storage, workshop: WorkshopId, person: PersonId): Promise<Organisation[]> =>
  organisationsOf(storage, person)
    .where((where) =>
      where.or([where('organisations.workshop', 'is', null), where('organisations.workshop', '=', workshop)]),
    )
    .execute();

/** What organisations are to people. */
export interface Organisations {
  /** What kind of organisation it is to one of its people; undefined for everybody else. */
  kindForMember(person: PersonId, organisation: OrganisationId): Promise<OrganisationKind | undefined>;
}

export const createOrganisations = (storage: Storage): Organisations => ({
  async kindForMember(person, organisation) {
    const row = await organisationsOf(storage, person).where('organisations.id', '=', organisation).executeTakeFirst();
    return row?.kind;
  },
});

const normalizeName = (name: string): string => name.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
