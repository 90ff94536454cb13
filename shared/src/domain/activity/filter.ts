import type { CardId, OrganisationId, PersonId } from '../../ids.ts';
import { cardsOfHappening, type Happening } from './happening.ts';
import type { HappeningKind } from './kinds.ts';

/** What happenings are filtered by; a field that is left out lets all through. */
export interface ActivityFilter {
  readonly person?: PersonId | undefined;
  readonly organisation?: OrganisationId | undefined;
  readonly kind?: HappeningKind | undefined;
  readonly card?: CardId | undefined;
  /** From this moment on, in milliseconds since 1970. */
  readonly from?: number | undefined;
  /** Up to this moment, without it. */
  readonly until?: number | undefined;
}

/** A person's organisation, as the roster has it. */
export type OrganisationOf = (person: PersonId) => OrganisationId | undefined;

/** What its people did, what was done on its behalf, and what is about it. */
const concerns = ({ by, onBehalf, about }: Happening, organisation: OrganisationId, organisationOf: OrganisationOf) =>
  onBehalf === organisation ||
  (by !== 'system' && organisationOf(by) === organisation) ||
  [about.company, about.city, about.organisation, about.from, about.to].some((id) => id === organisation);

/** Whether a happening passes the filter. */
export const matches = (happening: Happening, filter: ActivityFilter, organisationOf: OrganisationOf): boolean => {
  const { person, organisation, kind, card, from = -Infinity, until = Infinity } = filter;
  const { at, by, about } = happening;
  if (at < from || at >= until) return false;
  if (kind !== undefined && happening.kind !== kind) return false;
  if (person !== undefined && by !== person && about.person !== person) return false;
  if (card !== undefined && !cardsOfHappening(happening).includes(card)) return false;
  return organisation === undefined || concerns(happening, organisation, organisationOf);
};
