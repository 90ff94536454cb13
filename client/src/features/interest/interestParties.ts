import type { ConsortiumView } from '@brygga/shared/agreements/board';
import { isActive } from '@brygga/shared/agreements/consortium/state';
import type { InterestParty } from '@brygga/shared/agreements/interest/state';
import { circleOfCompany, circleOfConsortium } from '@brygga/shared/document/circles';
import type { OrganisationId } from '@brygga/shared/ids';
import { cardIdsOfKind, organisationsOfKind } from '../../documents/live/ofKind.ts';
import type { LiveBoard } from '../../documents/registry/liveBoard.ts';

/** The active consortia that a company is in, in the order of the board. */
export const activeConsortiaOf = (live: LiveBoard, company: OrganisationId): readonly ConsortiumView[] =>
  activeConsortia(live).filter(({ members }) => members[company]);

const activeConsortia = (live: LiveBoard): readonly ConsortiumView[] =>
  cardIdsOfKind(live, 'consortium')
    .flatMap((id) => live.agreements.consortium(id) ?? [])
    .filter(isActive);

/** Parties that the company may act as: itself and the consortia it leads. */
export const partiesFor = (live: LiveBoard, company: OrganisationId): readonly InterestParty[] => [
  circleOfCompany(company),
  ...activeConsortiaOf(live, company)
    .filter(({ lead }) => lead === company)
    .map(({ id }) => circleOfConsortium(id)),
];

/** Parties in which `party` may show interest: all that it doesn't belong to already. */
export const possibleCounterparties = (
  live: LiveBoard,
  company: OrganisationId,
  party: InterestParty,
): readonly InterestParty[] => {
  const members = party.is === 'consortium' ? (live.agreements.consortium(party.id)?.members ?? {}) : {};
  const companies = organisationsOfKind(live, 'company').filter((id) => id !== company && !members[id]);
  const consortia =
    party.is === 'consortium' ? [] : activeConsortia(live).filter((consortium) => !consortium.members[company]);
  return [...companies.map(circleOfCompany), ...consortia.map(({ id }) => circleOfConsortium(id))];
};

/** The fields of a command that say who acts. */
export const commandParty = (company: OrganisationId, party: InterestParty) => ({
  company,
  ...(party.is === 'consortium' ? { for: party.id } : {}),
});
