import { z } from 'zod';
import type { Board, ConsortiumView } from '../agreements/board.ts';
import { whyMax } from '../agreements/challenge.ts';
import { type Fact, settled } from '../agreements/facts.ts';
import type { Reason } from '../agreements/reasons.ts';
import { claimLastsMs, hasLapsed, nextUp, waitsFor } from '../domain/seats.ts';
import { CardId, NeedId, OrganisationId } from '../ids.ts';
import { actsFor } from '../rules/actor.ts';
import { hasRoomFor } from './capacity.ts';
import { command, movedBy } from './command.ts';
import { askedAgain, isOver, standing } from './consortium.ts';
import { circlesToWarn, warnings } from './rival.ts';

const place = { consortium: CardId, need: NeedId };
const input = z.object({ ...place, company: OrganisationId });
const why = z.string().trim().max(whyMax).default('');

interface Place {
  readonly consortium: CardId;
  readonly need: NeedId;
}

/** Whoever waits first moves up to a seat that has just become free; the lead sits down at once. */
export const movedUp = (
  its: ConsortiumView,
  need: NeedId,
  { at, leaves }: { readonly at: number; readonly leaves?: OrganisationId },
): readonly Fact[] => {
  const alternates = its.seats[need]?.alternates.filter(({ company }) => company !== leaves) ?? [];
  const next = nextUp({ alternates });
  if (!next) return [];
  const moved = { consortium: its.id, need, holder: next.company, by: next.by, at };
  if (next.company !== its.lead) return [settled('seat.claimed', { ...moved, until: at + claimLastsMs })];
  return [settled('seat.taken', moved), ...askedAgain(its, its.lead)];
};

/** A claim that has run out frees its seat; nobody need have noticed before somebody asks for it. */
const lapsed = (its: ConsortiumView, need: NeedId, at: number): readonly Fact[] => {
  const seat = its.seats[need];
  if (!seat?.holder || !hasLapsed(seat, at)) return [];
  return [settled('seat.lapsed', { consortium: its.id, need, holder: seat.holder, at }), ...movedUp(its, need, { at })];
};

/** The consortium, if it stands, the need is asked for and the company is one; else the reason why not. */
const seatAt = (board: Board, { consortium, need }: Place, company: OrganisationId): ConsortiumView | Reason => {
  const its = standing(board, consortium);
  if (typeof its === 'string') return its;
  if (!board.challenge(its.challenge)?.needs[need]) return 'unknown-need';
  if (isOver(board, its.challenge)) return 'challenge-closed';
  return board.organisation(company)?.kind === 'company' ? its : 'unknown-company';
};

/**
 * Takes an open seat. The lead sits down; any other company claims the seat and waits for the lead's
 * yes, for as long as a claim lasts.
 */
export const take = command({
  input,
  may: ({ company }, actor) => actsFor(actor, company),
  circles: ({ consortium, company }, _actor, board) => circlesToWarn(board, consortium, company),
  decide({ consortium, need, company }, scene) {
    const { actor, board, at } = scene;
    const its = seatAt(board, { consortium, need }, company);
    if (typeof its === 'string') return its;
    const result = { seat: need };
    const ranOut = lapsed(its, need, at);
    const somebodyMovedUp = ranOut.length > 1;
    const isHeld = ranOut.length === 0 && its.seats[need]?.holder !== undefined;
    if (isHeld && its.seats[need]?.holder === company) return { facts: [], result };
    if (isHeld || somebodyMovedUp) return 'seat-held';
    if (its.status === 'committed') return 'committed-stands';
    if (!hasRoomFor(board, company, consortium)) return 'capacity-full';
    if (actor.is === 'system') return 'unknown-company';
    const moved = { consortium, need, holder: company, by: actor.id, at };
    const sits =
      its.lead === company
        ? [settled('seat.taken', moved), ...askedAgain(its, company)]
        : [settled('seat.claimed', { ...moved, until: at + claimLastsMs })];
    return { facts: [...ranOut, ...sits, ...warnings(scene, its, company)], result };
  },
});

/** How whoever answers a claim finds it; `waiting` is one that ran out, of a seat that nobody holds. */
const claimOf = (its: ConsortiumView, need: NeedId, claimant: OrganisationId): 'claimed' | 'waiting' | Reason => {
  const seat = its.seats[need];
  if (seat?.holder === claimant) return seat.state === 'claimed' ? 'claimed' : 'seat-held';
  if (!waitsFor(seat, claimant)) return 'claim-gone';
  return seat?.holder === undefined ? 'waiting' : 'seat-held';
};

const answer = z.object({ ...place, claimant: OrganisationId, company: OrganisationId });

/** The lead agrees to a claim, or to who waits for a seat that nobody holds: the company sits, and is in. */
export const agree = command({
  input: answer,
  may: ({ company }, actor) => actsFor(actor, company),
  decide({ consortium, need, claimant, company }, { actor, board, at }) {
    const its = seatAt(board, { consortium, need }, claimant);
    if (typeof its === 'string') return its;
    if (its.lead !== company) return 'not-the-lead';
    const seat = its.seats[need];
    if (seat?.holder === claimant && seat.state === 'agreed') return { facts: [], result: { seat: need } };
    const claim = claimOf(its, need, claimant);
    if (claim !== 'claimed' && claim !== 'waiting') return claim;
    if (its.status === 'committed') return 'committed-stands';
    if (!hasRoomFor(board, claimant, consortium)) return 'capacity-full';
    if (actor.is === 'system') return 'unknown-company';
    const asked = claim === 'claimed' ? seat?.by : seat?.alternates.find(({ company: id }) => id === claimant)?.by;
    const joins = its.members[claimant]
      ? []
      : [settled('member.joined', { consortium, company: claimant, by: asked ?? actor.id, at })];
    return {
      facts: [
        ...joins,
        settled('seat.taken', { consortium, need, holder: claimant, by: actor.id, at }),
        ...askedAgain(its, claimant),
      ],
      result: { seat: need },
    };
  },
});

/** The lead says no to a claim, or to who waits; the first who waits moves up. */
export const decline = command({
  input: answer.extend({ why }),
  may: ({ company }, actor) => actsFor(actor, company),
  decide({ consortium, need, claimant, company, why: because }, { actor, board, at }) {
    const its = seatAt(board, { consortium, need }, claimant);
    if (typeof its === 'string') return its;
    if (its.lead !== company) return 'not-the-lead';
    const result = { seat: need };
    const moved = { consortium, need, why: because, ...movedBy(actor, at) };
    if (waitsFor(its.seats[need], claimant))
      return { facts: [settled('alternate.left', { ...moved, company: claimant })], result };
    const claim = claimOf(its, need, claimant);
    if (claim !== 'claimed') return claim === 'waiting' ? 'claim-gone' : claim;
    return {
      facts: [settled('seat.declined', { ...moved, holder: claimant }), ...movedUp(its, need, { at })],
      result,
    };
  },
});

/** Waits for a seat that another company holds. */
export const standBy = command({
  input,
  may: ({ company }, actor) => actsFor(actor, company),
  circles: ({ consortium, company }, _actor, board) => circlesToWarn(board, consortium, company),
  decide({ consortium, need, company }, scene) {
    const { actor, board, at } = scene;
    const its = seatAt(board, { consortium, need }, company);
    if (typeof its === 'string') return its;
    const seat = its.seats[need];
    if (waitsFor(seat, company)) return { facts: [], result: { seat: need } };
    if (seat?.holder === company) return 'seat-yours';
    if (seat?.holder === undefined || hasLapsed(seat, at)) return 'seat-open';
    if (actor.is === 'system') return 'unknown-company';
    const waits = settled('alternate.joined', { consortium, need, company, by: actor.id, at });
    return { facts: [waits, ...warnings(scene, its, company)], result: { seat: need } };
  },
});

/** Gives up a seat, a claim, or a place in the line; the first who waits moves up. */
export const leave = command({
  input: input.extend({ why }),
  may: ({ company }, actor) => actsFor(actor, company),
  decide({ consortium, need, company, why: because }, { actor, board, at }) {
    const its = standing(board, consortium);
    if (typeof its === 'string') return its;
    const result = { seat: need };
    const seat = its.seats[need];
    const moved = { consortium, need, why: because, ...movedBy(actor, at) };
    if (seat?.holder !== company && waitsFor(seat, company))
      return { facts: [settled('alternate.left', { ...moved, company })], result };
    if (seat?.holder !== company) return 'seat-not-yours';
    const reopened = its.status === 'committed' ? [settled('consortium.reopened', { consortium })] : [];
    const agreed = seat.state === 'agreed' ? [...askedAgain(its, company), ...reopened] : [];
    return {
      facts: [settled('seat.freed', { ...moved, holder: company }), ...agreed, ...movedUp(its, need, { at })],
      result,
    };
  },
});

/** The server frees a seat whose claim nobody has answered in time. */
export const lapse = command({
  input: z.object(place),
  may: (_input, actor) => actor.is === 'system' || 'system-only',
  decide({ consortium, need }, { board, at }) {
    const its = standing(board, consortium);
    return typeof its === 'string' ? its : { facts: [...lapsed(its, need, at)], result: { seat: need } };
  },
});
