import type { ConsortiumView } from '@brygga/shared/agreements/board';
import type { InterestParty } from '@brygga/shared/agreements/interest/state';
import { circleOfCompany, circleOfConsortium } from '@brygga/shared/document/circles';
import type { OrganisationId } from '@brygga/shared/ids';
import { cardIdsOfKind, organisationsOfKind } from '../../documents/live/ofKind.ts';
import type { LiveBoard } from '../../documents/registry/liveBoard.ts';

/** The consortia that a company is in and that stand, in the order in which they lie on the board. */
export const activeConsortiaOf = (live: LiveBoard, company: OrganisationId): readonly ConsortiumView[] =>
  activeConsortia(live).filter(({ members }) => members[company]);

const activeConsortia = (live: LiveBoard): readonly ConsortiumView[] =>
  cardIdsOfKind(live, 'consortium')
    .flatMap((id) => live.board.consortium(id) ?? [])
    .filter(({ status }) => status !== 'dissolved');

/** For whom a company's people may speak: for itself, and for the consortia that it leads. */
export const partiesFor = (live: LiveBoard, company: OrganisationId): readonly InterestParty[] => [
  circleOfCompany(company),
  ...activeConsortiaOf(live, company)
    .filter(({ lead }) => lead === company)
    .map(({ id }) => circleOfConsortium(id)),
];

/** In whom a side may be interested, as the board has it: whom it is not with already. */
export const possibleCounterparties = (
  live: LiveBoard,
  company: OrganisationId,
  side: InterestParty,
): readonly InterestParty[] => {
  const members = side.is === 'consortium' ? (live.board.consortium(side.id)?.members ?? {}) : {};
  const companies = organisationsOfKind(live, 'company').filter((id) => id !== company && !members[id]);
  const consortia = side.is === 'consortium' ? [] : activeConsortia(live).filter((its) => !its.members[company]);
  return [...companies.map(circleOfCompany), ...consortia.map(({ id }) => circleOfConsortium(id))];
};

/** How a command says for whom the company speaks. */
export const commandParty = (company: OrganisationId, side: InterestParty) => ({
  company,
  ...(side.is === 'consortium' ? { for: side.id } : {}),
});
