import type { ConsortiumAgreement } from '../agreements/consortium.ts';
import type { Importance, Need } from '../document/cards/challenge.ts';
import type { NeedId, OrganisationId } from '../ids.ts';
import type { CapabilityId } from '../taxonomy/capabilities.ts';
import { coverageOf, needsInOrder } from './coverage.ts';

type Needs = Readonly<Record<NeedId, Need>>;

/** `taken`: a company holds the seat; `committed`: it stands by it. */
export type SeatState = 'open' | 'taken' | 'committed';

/** A need as a seat at a consortium's table. */
export interface SeatView {
  readonly need: NeedId;
  readonly capability: CapabilityId;
  /** The need in the city's own words; empty where the capability's name says it. */
  readonly title: string;
  readonly importance: Importance;
  readonly state: SeatState;
  readonly holder?: OrganisationId;
  /** The holder leads the consortium. */
  readonly lead: boolean;
}

/** The table of a consortium: a seat for each need of its challenge, in the city's order. */
export const seatsOf = (
  needs: Needs,
  { seats, members, lead }: Pick<ConsortiumAgreement, 'seats' | 'members' | 'lead'>,
): readonly SeatView[] =>
  needsInOrder(needs).map(({ id, capability, title, importance }) => {
    const asked = { need: id, capability, title, importance };
    const holder = seats[id]?.holder;
    if (!holder) return { ...asked, state: 'open', lead: false };
    const state = members[holder]?.status === 'committed' ? 'committed' : 'taken';
    return { ...asked, state, holder, lead: holder === lead };
  });

/** Needs that no standing consortium covers, in the city's order; all of them where there is none. */
export const needsNobodyCovers = (
  needs: Needs,
  consortia: readonly Pick<ConsortiumAgreement, 'status' | 'seats'>[],
): readonly NeedId[] => {
  const standing = consortia.filter(({ status }) => status !== 'dissolved');
  return coverageOf(needs, Object.assign({}, ...standing.map(({ seats }) => seats))).open;
};
