import { type Alternate, type ConsortiumAgreement, type Seat, isActive } from '../../agreements/consortium/state.ts';
import type { Importance, Need } from '../../document/cards/challenge.ts';
import type { NeedId, OrganisationId } from '../../ids.ts';
import type { CapabilityId } from '../../taxonomy/capabilities.ts';
import { coverageOf, needsInOrder } from './coverage.ts';

type Needs = Readonly<Record<NeedId, Need>>;

/**
 * `claimed`: a company wants it and the lead has not answered; `agreed`: the lead has said yes;
 * `confirmed`: the company stands by it.
 */
export const seatStates = ['open', 'claimed', 'agreed', 'confirmed'] as const;
export type SeatState = (typeof seatStates)[number];

/**
 * The ways of a seat. `open → agreed` is the lead's own; a seat that becomes free goes to the first
 * who waits for it, so that it may be claimed, or agreed where that is the lead, right away.
 */
export const seatTransitions: Readonly<Record<SeatState, readonly SeatState[]>> = {
  open: ['claimed', 'agreed'],
  claimed: ['agreed', 'open', 'claimed'],
  agreed: ['confirmed', 'open', 'claimed', 'agreed'],
  confirmed: ['agreed', 'open', 'claimed'],
};

/**
 * How long a claim blocks a seat: in a workshop that is long enough for a lead who is in a meeting,
 * and short enough that nobody goes home before the seat is free again.
 */
export const claimDurationMs = 60 * 60 * 1_000;

/** Whether its claim has run out, and the seat is nobody's although it says otherwise. */
export const isClaimExpired = ({ state, until }: Pick<Seat, 'state' | 'until'>, at: number): boolean =>
  state === 'claimed' && until !== undefined && until <= at;

/** A seat with those who wait for it. */
interface WithAlternates {
  readonly alternates: readonly Alternate[];
}

/** Who moves up when the seat becomes free. */
export const nextAlternate = ({ alternates }: WithAlternates): Alternate | undefined =>
  alternates.find(({ lapsed }) => !lapsed);

export const isAlternate = (seat: WithAlternates | undefined, company: OrganisationId): boolean =>
  seat?.alternates.some((waiting) => waiting.company === company) ?? false;

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
  /** Until when a claim blocks it, ms since 1970. */
  readonly until?: number;
  /** Who waits for it, the first first. */
  readonly alternates: readonly Alternate[];
}

/** How a seat of a consortium stands. */
export const seatState = (
  seat: Seat | undefined,
  members: ConsortiumAgreement['members'],
): { readonly state: 'open' } | { readonly state: Exclude<SeatState, 'open'>; readonly holder: OrganisationId } => {
  if (seat?.holder === undefined) return { state: 'open' };
  const { holder } = seat;
  if (seat.state === 'claimed') return { state: 'claimed', holder };
  return { state: members[holder]?.status === 'committed' ? 'confirmed' : 'agreed', holder };
};

/** The table of a consortium: a seat for each need of its challenge, in the city's order. */
export const seatsOf = (
  needs: Needs,
  { seats, members, lead }: Pick<ConsortiumAgreement, 'seats' | 'members' | 'lead'>,
): readonly SeatView[] =>
  needsInOrder(needs).map(({ id, capability, title, importance }) => {
    const seat = seats[id];
    const asked = { need: id, capability, title, importance, alternates: seat?.alternates ?? [] };
    const its = seatState(seat, members);
    if (its.state === 'open') return { ...asked, ...its, lead: false };
    const until = its.state === 'claimed' ? seat?.until : undefined;
    return { ...asked, ...its, lead: its.holder === lead, ...(until === undefined ? {} : { until }) };
  });

/** Needs that no standing consortium covers, in the city's order; all of them where there is none. */
export const uncoveredNeeds = (
  needs: Needs,
  consortia: readonly Pick<ConsortiumAgreement, 'status' | 'seats'>[],
): readonly NeedId[] => {
  const openNeeds = consortia.filter(isActive).map(({ seats }) => new Set(coverageOf(needs, seats).open));
  return needsInOrder(needs)
    .map(({ id }) => id)
    .filter((id) => openNeeds.every((open) => open.has(id)));
};
