import { type Alternate, type ConsortiumAgreement, type Seat, isActive } from '../../agreements/consortium/state.ts';
import type { Importance, Needs } from '../../document/cards/challenge.ts';
import type { NeedId, OrganisationId } from '../../ids.ts';
import type { CapabilityId } from '../../taxonomy/capabilities.ts';
import { coverageOf, needsInOrder } from './coverage.ts';

/**
 * `claimed`: a company wants the seat and the lead has not answered; `agreed`: the lead has said yes;
 * `confirmed`: its holder has committed.
 */
export const seatStates = ['open', 'claimed', 'agreed', 'confirmed'] as const;
export type SeatState = (typeof seatStates)[number];

/**
 * How long a claim blocks a seat: long enough for a lead who is in a meeting, and short enough that the
 * seat is free again before people go home.
 */
export const claimDurationMs = 60 * 60 * 1_000;

/** Whether the claim of the seat has expired, so that nobody holds it, whatever the record says. */
export const isClaimExpired = ({ state, until }: Pick<Seat, 'state' | 'until'>, at: number): boolean =>
  state === 'claimed' && until !== undefined && until <= at;

/** A seat with those who wait for it. */
interface WithAlternates {
  readonly alternates: readonly Alternate[];
}

/** The alternate that moves up when the seat becomes free. */
export const nextAlternate = ({ alternates }: WithAlternates): Alternate | undefined =>
  alternates.find(({ lapsed }) => !lapsed);

export const isAlternate = (seat: WithAlternates | undefined, company: OrganisationId): boolean =>
  seat?.alternates.some((alternate) => alternate.company === company) ?? false;

/** A need as a seat of a consortium. */
export interface SeatView {
  readonly need: NeedId;
  readonly capability: CapabilityId;
  /** The need in the city's own words; empty where the capability's name says it. */
  readonly title: string;
  readonly importance: Importance;
  readonly state: SeatState;
  readonly holder?: OrganisationId;
  /** Whether the holder leads the consortium. */
  readonly lead: boolean;
  /** Until when a claim blocks it, ms since 1970. */
  readonly until?: number;
  /** In their order. */
  readonly alternates: readonly Alternate[];
}

/** The state of a seat, with its holder. */
export const seatState = (
  seat: Seat | undefined,
  members: ConsortiumAgreement['members'],
): { readonly state: 'open' } | { readonly state: Exclude<SeatState, 'open'>; readonly holder: OrganisationId } => {
  if (seat?.holder === undefined) return { state: 'open' };
  const { holder } = seat;
  if (seat.state === 'claimed') return { state: 'claimed', holder };
  return { state: members[holder]?.status === 'committed' ? 'confirmed' : 'agreed', holder };
};

/** The seats of a consortium: one for each need of its challenge, in the city's order. */
export const seatsOf = (
  needs: Needs,
  { seats, members, lead }: Pick<ConsortiumAgreement, 'seats' | 'members' | 'lead'>,
): readonly SeatView[] =>
  needsInOrder(needs).map(({ id, capability, title, importance }) => {
    const seat = seats[id];
    const need = { need: id, capability, title, importance, alternates: seat?.alternates ?? [] };
    const state = seatState(seat, members);
    if (state.state === 'open') return { ...need, ...state, lead: false };
    const until = state.state === 'claimed' ? seat?.until : undefined;
    return { ...need, ...state, lead: state.holder === lead, ...(until === undefined ? {} : { until }) };
  });

/** Needs that no active consortium covers, in the city's order; all of them where there is no consortium. */
export const uncoveredNeeds = (
  needs: Needs,
  consortia: readonly Pick<ConsortiumAgreement, 'status' | 'seats'>[],
): readonly NeedId[] => {
  const openNeeds = consortia.filter(isActive).map(({ seats }) => new Set(coverageOf(needs, seats).open));
  return needsInOrder(needs)
    .map(({ id }) => id)
    .filter((id) => openNeeds.every((open) => open.has(id)));
};
