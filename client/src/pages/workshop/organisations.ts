import type { ConsortiumAgreement } from '@brygga/shared/agreements/consortium/state';
import type { OrganisationId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import { ownOrganisations } from '../../documents/live/ofKind.ts';

/** The person's companies that are members of a consortium: with one of them, they enter its workspace. */
export const memberCompanies = (
  actor: Pick<Person, 'organisations'>,
  { members }: Pick<ConsortiumAgreement, 'members'>,
): readonly OrganisationId[] => ownOrganisations(actor, 'company').filter((id) => Object.hasOwn(members, id));
