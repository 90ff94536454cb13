import type { ConsortiumAgreement } from '@brygga/shared/agreements/consortium/state';
import type { OrganisationKind } from '@brygga/shared/document/roster';
import type { OrganisationId } from '@brygga/shared/ids';
import { isFacilitator, type Person } from '@brygga/shared/rules/actor';
import { organisationsOfKind } from '../../documents/live/ofKind.ts';
import type { LiveBoard } from '../../documents/registry/liveBoard.ts';

type HasOrganisations = Pick<Person, 'organisations'>;

export const ownOrganisations = ({ organisations }: HasOrganisations, kind: OrganisationKind) =>
  organisations.filter((organisation) => organisation.kind === kind).map(({ id }) => id);

/** The cities whose circles this person may enter: one's own, and for a facilitator, who helps with drafts, all. */
export const enterableCities = (board: LiveBoard): readonly OrganisationId[] =>
  isFacilitator(board.actor) ? organisationsOfKind(board, 'city') : ownOrganisations(board.actor, 'city');

/** The person's companies that are members of a consortium: with one of them, they enter its workspace. */
export const memberCompanies = (
  actor: HasOrganisations,
  { members }: Pick<ConsortiumAgreement, 'members'>,
): readonly OrganisationId[] => ownOrganisations(actor, 'company').filter((id) => Object.hasOwn(members, id));
