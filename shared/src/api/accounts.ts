import { z } from 'zod';
import { CompanyProfile } from '../document/profile.ts';
import { OrganisationKind } from '../document/roster.ts';
import { OrganisationId, PersonId } from '../ids.ts';
import { CountryCode } from '../taxonomy/countries.ts';

export const passwordMin = 10;
export const passwordMax = 200;

const Name = z.string().trim().min(1).max(80);

export const OrganisationInput = z.object({ kind: OrganisationKind, name: Name, country: CountryCode });
export type OrganisationInput = z.output<typeof OrganisationInput>;

export const RegisterInput = z.object({
  email: z.string().trim().toLowerCase().max(254).pipe(z.email()),
  password: z.string().min(passwordMin).max(passwordMax),
  name: Name,
  organisation: OrganisationInput,
});
export type RegisterInput = z.output<typeof RegisterInput>;

export const LoginInput = z.object({
  email: z.string().trim().toLowerCase().max(254),
  password: z.string().max(passwordMax),
});
export type LoginInput = z.output<typeof LoginInput>;

/** From a guest; a person who is signed in may send an empty object instead. */
export const JoinInput = z.object({ name: Name, organisation: OrganisationInput });
export type JoinInput = z.output<typeof JoinInput>;

export const Organisation = z.object({
  id: OrganisationId,
  kind: OrganisationKind,
  name: z.string(),
  country: CountryCode,
});
export type Organisation = z.output<typeof Organisation>;

export const Me = z.object({
  person: z.object({ id: PersonId, name: z.string(), email: z.string().optional() }),
  organisations: z.array(Organisation),
});
export type Me = z.output<typeof Me>;

/** A company's profile as the server has it; version 0 where nobody has written one. */
export const ProfileResponse = z.object({
  organisation: OrganisationId,
  version: z.number().int().min(0),
  profile: CompanyProfile,
});
export type ProfileResponse = z.output<typeof ProfileResponse>;

/** `version` is the one that the writer has read: if it is not the latest, the input is refused. */
export const ProfileInput = z.object({ version: z.number().int().min(0), profile: CompanyProfile });
export type ProfileInput = z.input<typeof ProfileInput>;
