import type { ConsortiumAgreement } from '@brygga/shared/agreements/consortium/state';
import type { OrganisationId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';

/** The companies of somebody that are in a consortium: whoever has one comes into its room. */
export const memberCompanies = (
  actor: Pick<Person, 'organisations'>,
  { members }: Pick<ConsortiumAgreement, 'members'>,
): readonly OrganisationId[] =>
  actor.organisations.filter(({ id, kind }) => kind === 'company' && Object.hasOwn(members, id)).map(({ id }) => id);
