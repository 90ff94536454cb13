import { z } from 'zod';
import type { Board, ConsortiumView } from '../../agreements/board.ts';
import { whyMax } from '../../agreements/challenge/state.ts';
import type { SeatRef } from '../../agreements/consortium/state.ts';
import { type Fact, createFact } from '../../agreements/facts.ts';
import type { Reason } from '../../reasons.ts';
import { claimDurationMs, isClaimExpired, nextAlternate, isAlternate } from '../../domain/consortium/seats.ts';
import { CardId, NeedId, OrganisationId } from '../../ids.ts';
import { mayActAsServer, mayActFor, rightReasons } from '../../rules/actor.ts';
import { hasCapacity } from '../../domain/consortium/capacity.ts';
import { defineCommand, definePersonCommand, attribution } from '../command.ts';
import { activeConsortium, activeConsortiumReasons, isChallengeClosed } from '../activeConsortium.ts';
import { withdrawCommitment } from './consortium.ts';
import { circlesToWarn, warningFacts } from '../interest/rival.ts';

const seatRef = { consortium: CardId, need: NeedId };
const input = z.object({ ...seatRef, company: OrganisationId });
const why = z.string().trim().max(whyMax).default('');

/** The next alternate of a freed seat claims it; the lead takes it at once. `leaves` is passed over. */
export const promoteAlternate = (
  view: ConsortiumView,
  need: NeedId,
  { at, leaves }: { readonly at: number; readonly leaves?: OrganisationId },
): readonly Fact[] => {
  const alternates = view.seats[need]?.alternates.filter(({ company }) => company !== leaves) ?? [];
  const next = nextAlternate({ alternates });
  if (!next) return [];
  const promoted = { consortium: view.id, need, holder: next.company, by: next.by, at };
  if (next.company !== view.lead) return [createFact('seat.claimed', { ...promoted, until: at + claimDurationMs })];
  return [createFact('seat.taken', promoted), ...withdrawCommitment(view, view.lead)];
};

/** Frees a seat whose claim has expired, whether or not the server has noticed yet. */
const expireClaim = (view: ConsortiumView, need: NeedId, at: number): readonly Fact[] => {
  const seat = view.seats[need];
  if (!seat?.holder || !isClaimExpired(seat, at)) return [];
  return [
    createFact('seat.lapsed', { consortium: view.id, need, holder: seat.holder, at }),
    ...promoteAlternate(view, need, { at }),
  ];
};

const openConsortiumReasons = [
  ...activeConsortiumReasons,
  'unknown-need',
  'challenge-closed',
  'unknown-company',
] as const satisfies readonly Reason[];

/** The consortium, if it is active, its challenge has the need and the company exists; else the reason why not. */
const openConsortium = (
  board: Board,
  { consortium, need }: SeatRef,
  company: OrganisationId,
): ConsortiumView | (typeof openConsortiumReasons)[number] => {
  const view = activeConsortium(board, consortium);
  if (typeof view === 'string') return view;
  if (!board.challenge(view.challenge)?.needs[need]) return 'unknown-need';
  if (isChallengeClosed(board, view.challenge)) return 'challenge-closed';
  return board.organisation(company)?.kind === 'company' ? view : 'unknown-company';
};

/** Takes an open seat. Any company but the lead only claims it, until the lead answers or the claim expires. */
export const take = definePersonCommand({
  input,
  reasons: {
    forbidden: rightReasons.maySpeakFor,
    refused: [...openConsortiumReasons, 'seat-held', 'committed-stands', 'capacity-full'],
  },
  may: ({ company }, actor) => mayActFor(actor, company),
  circles: ({ consortium, company }, _actor, board) => circlesToWarn(board, consortium, company),
  decide({ consortium, need, company }, context) {
    const { actor, board, at } = context;
    const view = openConsortium(board, { consortium, need }, company);
    if (typeof view === 'string') return view;
    const result = { seat: need };
    const expiry = expireClaim(view, need, at);
    const hasMovedUp = expiry.length > 1;
    const isHeld = expiry.length === 0 && view.seats[need]?.holder !== undefined;
    if (isHeld && view.seats[need]?.holder === company) return { facts: [], result };
    if (isHeld || hasMovedUp) return 'seat-held';
    if (view.status === 'committed') return 'committed-stands';
    if (!hasCapacity(board, company, consortium)) return 'capacity-full';
    const taken = { consortium, need, holder: company, by: actor.id, at };
    const seatFacts =
      view.lead === company
        ? [createFact('seat.taken', taken), ...withdrawCommitment(view, company)]
        : [createFact('seat.claimed', { ...taken, until: at + claimDurationMs })];
    return { facts: [...expiry, ...seatFacts, ...warningFacts(context, view, company)], result };
  },
});

const claimReasons = ['seat-held', 'claim-gone'] as const satisfies readonly Reason[];

/** The state of a claim that is to be answered; `waiting` has expired, and nobody holds the seat. */
const claimState = (
  view: ConsortiumView,
  need: NeedId,
  claimant: OrganisationId,
): 'claimed' | 'waiting' | (typeof claimReasons)[number] => {
  const seat = view.seats[need];
  if (seat?.holder === claimant) return seat.state === 'claimed' ? 'claimed' : 'seat-held';
  if (!isAlternate(seat, claimant)) return 'claim-gone';
  return seat?.holder === undefined ? 'waiting' : 'seat-held';
};

const claimAnswer = z.object({ ...seatRef, claimant: OrganisationId, company: OrganisationId });

/** The lead agrees to a claim, or to an alternate of an open seat: the company gets the seat and is a member. */
export const agree = definePersonCommand({
  input: claimAnswer,
  reasons: {
    forbidden: rightReasons.maySpeakFor,
    refused: [...openConsortiumReasons, 'not-the-lead', ...claimReasons, 'committed-stands', 'capacity-full'],
  },
  may: ({ company }, actor) => mayActFor(actor, company),
  decide({ consortium, need, claimant, company }, { actor, board, at }) {
    const view = openConsortium(board, { consortium, need }, claimant);
    if (typeof view === 'string') return view;
    if (view.lead !== company) return 'not-the-lead';
    const seat = view.seats[need];
    if (seat?.holder === claimant && seat.state === 'agreed') return { facts: [], result: { seat: need } };
    const claim = claimState(view, need, claimant);
    if (claim !== 'claimed' && claim !== 'waiting') return claim;
    if (view.status === 'committed') return 'committed-stands';
    if (!hasCapacity(board, claimant, consortium)) return 'capacity-full';
    const alternate = seat?.alternates.find(({ company: id }) => id === claimant);
    const claimedBy = claim === 'claimed' ? seat?.by : alternate?.by;
    const joined = view.members[claimant]
      ? []
      : [createFact('member.joined', { consortium, company: claimant, by: claimedBy ?? actor.id, at })];
    return {
      facts: [
        ...joined,
        createFact('seat.taken', { consortium, need, holder: claimant, by: actor.id, at }),
        ...withdrawCommitment(view, claimant),
      ],
      result: { seat: need },
    };
  },
});

/** The lead declines a claim or an alternate; the next alternate moves up. */
export const decline = defineCommand({
  input: claimAnswer.extend({ why }),
  reasons: {
    forbidden: rightReasons.maySpeakFor,
    refused: [...openConsortiumReasons, 'not-the-lead', ...claimReasons],
  },
  may: ({ company }, actor) => mayActFor(actor, company),
  decide({ consortium, need, claimant, company, why: because }, { actor, board, at }) {
    const view = openConsortium(board, { consortium, need }, claimant);
    if (typeof view === 'string') return view;
    if (view.lead !== company) return 'not-the-lead';
    const result = { seat: need };
    const seatFields = { consortium, need, why: because, ...attribution(actor, at) };
    if (isAlternate(view.seats[need], claimant))
      return { facts: [createFact('alternate.left', { ...seatFields, company: claimant })], result };
    const claim = claimState(view, need, claimant);
    if (claim !== 'claimed') return claim === 'waiting' ? 'claim-gone' : claim;
    return {
      facts: [
        createFact('seat.declined', { ...seatFields, holder: claimant }),
        ...promoteAlternate(view, need, { at }),
      ],
      result,
    };
  },
});

/** Joins the alternates of a seat that another company holds. */
export const standBy = definePersonCommand({
  input,
  reasons: {
    forbidden: rightReasons.maySpeakFor,
    refused: [...openConsortiumReasons, 'seat-yours', 'seat-open'],
  },
  may: ({ company }, actor) => mayActFor(actor, company),
  circles: ({ consortium, company }, _actor, board) => circlesToWarn(board, consortium, company),
  decide({ consortium, need, company }, context) {
    const { actor, board, at } = context;
    const view = openConsortium(board, { consortium, need }, company);
    if (typeof view === 'string') return view;
    const seat = view.seats[need];
    if (isAlternate(seat, company)) return { facts: [], result: { seat: need } };
    if (seat?.holder === company) return 'seat-yours';
    if (seat?.holder === undefined || isClaimExpired(seat, at)) return 'seat-open';
    const joined = createFact('alternate.joined', { consortium, need, company, by: actor.id, at });
    return { facts: [joined, ...warningFacts(context, view, company)], result: { seat: need } };
  },
});

/** Gives up a seat, a claim or the wait for a seat; the next alternate moves up. */
export const leave = defineCommand({
  input: input.extend({ why }),
  reasons: {
    forbidden: rightReasons.maySpeakFor,
    refused: [...activeConsortiumReasons, 'seat-not-yours'],
  },
  may: ({ company }, actor) => mayActFor(actor, company),
  decide({ consortium, need, company, why: because }, { actor, board, at }) {
    const view = activeConsortium(board, consortium);
    if (typeof view === 'string') return view;
    const result = { seat: need };
    const seat = view.seats[need];
    const seatFields = { consortium, need, why: because, ...attribution(actor, at) };
    if (seat?.holder !== company && isAlternate(seat, company))
      return { facts: [createFact('alternate.left', { ...seatFields, company })], result };
    if (seat?.holder !== company) return 'seat-not-yours';
    const reopened = view.status === 'committed' ? [createFact('consortium.reopened', { consortium })] : [];
    const agreed = seat.state === 'agreed' ? [...withdrawCommitment(view, company), ...reopened] : [];
    return {
      facts: [
        createFact('seat.freed', { ...seatFields, holder: company }),
        ...agreed,
        ...promoteAlternate(view, need, { at }),
      ],
      result,
    };
  },
});

/** The server frees a seat whose claim nobody has answered in time. */
export const expire = defineCommand({
  input: z.object(seatRef),
  reasons: {
    forbidden: rightReasons.mayActAsServer,
    refused: activeConsortiumReasons,
  },
  may: (_input, actor) => mayActAsServer(actor),
  decide({ consortium, need }, { board, at }) {
    const view = activeConsortium(board, consortium);
    return typeof view === 'string' ? view : { facts: [...expireClaim(view, need, at)], result: { seat: need } };
  },
});
