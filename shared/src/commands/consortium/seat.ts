import { z } from 'zod';
import type { Board, ConsortiumView } from '../../agreements/board.ts';
import { whyMax } from '../../agreements/challenge/state.ts';
import { type Fact, createFact } from '../../agreements/facts.ts';
import type { Reason } from '../../agreements/reasons.ts';
import { claimDurationMs, isClaimExpired, nextAlternate, isAlternate } from '../../domain/consortium/seats.ts';
import { CardId, NeedId, OrganisationId } from '../../ids.ts';
import { mayActFor } from '../../rules/actor.ts';
import { hasCapacity } from '../../domain/consortium/capacity.ts';
import { defineCommand, attribution } from '../command.ts';
import { withdrawCommitment, isChallengeClosed, activeConsortium } from './consortium.ts';
import { circlesToWarn, warningFacts } from '../interest/rival.ts';

const seatRef = { consortium: CardId, need: NeedId };
const input = z.object({ ...seatRef, company: OrganisationId });
const why = z.string().trim().max(whyMax).default('');

interface SeatRef {
  readonly consortium: CardId;
  readonly need: NeedId;
}

/** Whoever waits first moves up to a seat that has just become free; the lead sits down at once. */
export const promoteAlternate = (
  its: ConsortiumView,
  need: NeedId,
  { at, leaves }: { readonly at: number; readonly leaves?: OrganisationId },
): readonly Fact[] => {
  const alternates = its.seats[need]?.alternates.filter(({ company }) => company !== leaves) ?? [];
  const next = nextAlternate({ alternates });
  if (!next) return [];
  const moved = { consortium: its.id, need, holder: next.company, by: next.by, at };
  if (next.company !== its.lead) return [createFact('seat.claimed', { ...moved, until: at + claimDurationMs })];
  return [createFact('seat.taken', moved), ...withdrawCommitment(its, its.lead)];
};

/** A claim that has run out frees its seat; nobody need have noticed before somebody asks for it. */
const expireClaim = (its: ConsortiumView, need: NeedId, at: number): readonly Fact[] => {
  const seat = its.seats[need];
  if (!seat?.holder || !isClaimExpired(seat, at)) return [];
  return [
    createFact('seat.lapsed', { consortium: its.id, need, holder: seat.holder, at }),
    ...promoteAlternate(its, need, { at }),
  ];
};

/** The consortium, if it stands, the need is asked for and the company is one; else the reason why not. */
const openConsortium = (
  board: Board,
  { consortium, need }: SeatRef,
  company: OrganisationId,
): ConsortiumView | Reason => {
  const its = activeConsortium(board, consortium);
  if (typeof its === 'string') return its;
  if (!board.challenge(its.challenge)?.needs[need]) return 'unknown-need';
  if (isChallengeClosed(board, its.challenge)) return 'challenge-closed';
  return board.organisation(company)?.kind === 'company' ? its : 'unknown-company';
};

/**
 * Takes an open seat. The lead sits down; any other company claims the seat and waits for the lead's
 * yes, for as long as a claim lasts.
 */
export const take = defineCommand({
  input,
  may: ({ company }, actor) => mayActFor(actor, company),
  circles: ({ consortium, company }, _actor, board) => circlesToWarn(board, consortium, company),
  decide({ consortium, need, company }, scene) {
    const { actor, board, at } = scene;
    const its = openConsortium(board, { consortium, need }, company);
    if (typeof its === 'string') return its;
    const result = { seat: need };
    const ranOut = expireClaim(its, need, at);
    const somebodyMovedUp = ranOut.length > 1;
    const isHeld = ranOut.length === 0 && its.seats[need]?.holder !== undefined;
    if (isHeld && its.seats[need]?.holder === company) return { facts: [], result };
    if (isHeld || somebodyMovedUp) return 'seat-held';
    if (its.status === 'committed') return 'committed-stands';
    if (!hasCapacity(board, company, consortium)) return 'capacity-full';
    if (actor.kind === 'system') return 'unknown-company';
    const moved = { consortium, need, holder: company, by: actor.id, at };
    const sits =
      its.lead === company
        ? [createFact('seat.taken', moved), ...withdrawCommitment(its, company)]
        : [createFact('seat.claimed', { ...moved, until: at + claimDurationMs })];
    return { facts: [...ranOut, ...sits, ...warningFacts(scene, its, company)], result };
  },
});

/** How whoever answers a claim finds it; `waiting` is one that ran out, of a seat that nobody holds. */
const claimState = (its: ConsortiumView, need: NeedId, claimant: OrganisationId): 'claimed' | 'waiting' | Reason => {
  const seat = its.seats[need];
  if (seat?.holder === claimant) return seat.state === 'claimed' ? 'claimed' : 'seat-held';
  if (!isAlternate(seat, claimant)) return 'claim-gone';
  return seat?.holder === undefined ? 'waiting' : 'seat-held';
};

const claimAnswer = z.object({ ...seatRef, claimant: OrganisationId, company: OrganisationId });

/** The lead agrees to a claim, or to who waits for a seat that nobody holds: the company sits, and is in. */
export const agree = defineCommand({
  input: claimAnswer,
  may: ({ company }, actor) => mayActFor(actor, company),
  decide({ consortium, need, claimant, company }, { actor, board, at }) {
    const its = openConsortium(board, { consortium, need }, claimant);
    if (typeof its === 'string') return its;
    if (its.lead !== company) return 'not-the-lead';
    const seat = its.seats[need];
    if (seat?.holder === claimant && seat.state === 'agreed') return { facts: [], result: { seat: need } };
    const claim = claimState(its, need, claimant);
    if (claim !== 'claimed' && claim !== 'waiting') return claim;
    if (its.status === 'committed') return 'committed-stands';
    if (!hasCapacity(board, claimant, consortium)) return 'capacity-full';
    if (actor.kind === 'system') return 'unknown-company';
    const asked = claim === 'claimed' ? seat?.by : seat?.alternates.find(({ company: id }) => id === claimant)?.by;
    const joins = its.members[claimant]
      ? []
      : [createFact('member.joined', { consortium, company: claimant, by: asked ?? actor.id, at })];
    return {
      facts: [
        ...joins,
        createFact('seat.taken', { consortium, need, holder: claimant, by: actor.id, at }),
        ...withdrawCommitment(its, claimant),
      ],
      result: { seat: need },
    };
  },
});

/** The lead says no to a claim, or to who waits; the first who waits moves up. */
export const decline = defineCommand({
  input: claimAnswer.extend({ why }),
  may: ({ company }, actor) => mayActFor(actor, company),
  decide({ consortium, need, claimant, company, why: because }, { actor, board, at }) {
    const its = openConsortium(board, { consortium, need }, claimant);
    if (typeof its === 'string') return its;
    if (its.lead !== company) return 'not-the-lead';
    const result = { seat: need };
    const moved = { consortium, need, why: because, ...attribution(actor, at) };
    if (isAlternate(its.seats[need], claimant))
      return { facts: [createFact('alternate.left', { ...moved, company: claimant })], result };
    const claim = claimState(its, need, claimant);
    if (claim !== 'claimed') return claim === 'waiting' ? 'claim-gone' : claim;
    return {
      facts: [createFact('seat.declined', { ...moved, holder: claimant }), ...promoteAlternate(its, need, { at })],
      result,
    };
  },
});

/** Waits for a seat that another company holds. */
export const standBy = defineCommand({
  input,
  may: ({ company }, actor) => mayActFor(actor, company),
  circles: ({ consortium, company }, _actor, board) => circlesToWarn(board, consortium, company),
  decide({ consortium, need, company }, scene) {
    const { actor, board, at } = scene;
    const its = openConsortium(board, { consortium, need }, company);
    if (typeof its === 'string') return its;
    const seat = its.seats[need];
    if (isAlternate(seat, company)) return { facts: [], result: { seat: need } };
    if (seat?.holder === company) return 'seat-yours';
    if (seat?.holder === undefined || isClaimExpired(seat, at)) return 'seat-open';
    if (actor.kind === 'system') return 'unknown-company';
    const waits = createFact('alternate.joined', { consortium, need, company, by: actor.id, at });
    return { facts: [waits, ...warningFacts(scene, its, company)], result: { seat: need } };
  },
});

/** Gives up a seat, a claim, or a place in the line; the first who waits moves up. */
export const leave = defineCommand({
  input: input.extend({ why }),
  may: ({ company }, actor) => mayActFor(actor, company),
  decide({ consortium, need, company, why: because }, { actor, board, at }) {
    const its = activeConsortium(board, consortium);
    if (typeof its === 'string') return its;
    const result = { seat: need };
    const seat = its.seats[need];
    const moved = { consortium, need, why: because, ...attribution(actor, at) };
    if (seat?.holder !== company && isAlternate(seat, company))
      return { facts: [createFact('alternate.left', { ...moved, company })], result };
    if (seat?.holder !== company) return 'seat-not-yours';
    const reopened = its.status === 'committed' ? [createFact('consortium.reopened', { consortium })] : [];
    const agreed = seat.state === 'agreed' ? [...withdrawCommitment(its, company), ...reopened] : [];
    return {
      facts: [
        createFact('seat.freed', { ...moved, holder: company }),
        ...agreed,
        ...promoteAlternate(its, need, { at }),
      ],
      result,
    };
  },
});

/** The server frees a seat whose claim nobody has answered in time. */
export const expire = defineCommand({
  input: z.object(seatRef),
  may: (_input, actor) => actor.kind === 'system' || 'system-only',
  decide({ consortium, need }, { board, at }) {
    const its = activeConsortium(board, consortium);
    return typeof its === 'string' ? its : { facts: [...expireClaim(its, need, at)], result: { seat: need } };
  },
});
