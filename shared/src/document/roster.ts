import { z } from 'zod';
import { OrganisationId, type PersonId } from '../ids.ts';
import { CountryCode } from '../taxonomy/countries.ts';

export const OrganisationKind = z.enum(['city', 'company', 'host']);
export type OrganisationKind = z.output<typeof OrganisationKind>;

export const Role = z.enum(['facilitator', 'participant', 'observer']);
export type Role = z.output<typeof Role>;

/** A person of the workshop, as the board shows them. Everything else names people by id. */
export const RosterPerson = z.object({
  name: z.string(),
  organisation: OrganisationId,
  role: Role,
});
export type RosterPerson = z.output<typeof RosterPerson>;

export const RosterOrganisation = z.object({
  kind: OrganisationKind,
  name: z.string(),
  country: CountryCode,
  /** In how many consortia at once a company can be, as it says itself; no limit if left out. */
  capacity: z.number().int().min(1).optional(),
});
export type RosterOrganisation = z.output<typeof RosterOrganisation>;

export type People = Readonly<Record<PersonId, RosterPerson>>;
export type Organisations = Readonly<Record<OrganisationId, RosterOrganisation>>;
