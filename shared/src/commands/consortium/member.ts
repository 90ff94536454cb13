import { z } from 'zod';
import type { ConsortiumView } from '../../agreements/board.ts';
import { whyMax } from '../../agreements/challenge/state.ts';
import { type Fact, createFact } from '../../agreements/facts.ts';
import { coverageOf, isCovered, needsInOrder } from '../../domain/consortium/coverage.ts';
import { isAlternate } from '../../domain/consortium/seats.ts';
import { CardId, NeedId, OrganisationId, type PersonId } from '../../ids.ts';
import { mayActFor } from '../../rules/actor.ts';
import { defineCommand, attribution } from '../command.ts';
import { isChallengeClosed, membership } from './consortium.ts';
import { promoteAlternate } from './seat.ts';

const input = z.object({ consortium: CardId, company: OrganisationId });

/**
 * A company stands by its seats. Whoever commits when all others have, with every must-need covered,
 * seals the consortium. Only a yes seals: where the last who hesitated withdrew, or the city asks for
 * less, one that has committed already says it again.
 */
export const commit = defineCommand({
  input,
  may: ({ company }, actor) => mayActFor(actor, company),
  decide({ consortium, company }, { actor, board, at }) {
    const its = membership(board, consortium, company);
    if (typeof its === 'string') return its;
    if (isChallengeClosed(board, its.challenge)) return 'challenge-closed';
    const needs = board.challenge(its.challenge)?.needs ?? {};
    const othersCommitted = Object.entries(its.members).every(
      ([id, member]) => id === company || member.status === 'committed',
    );
    const seals = its.status === 'forming' && othersCommitted && coverageOf(needs, its.seats).mustOpen === 0;
    const committed = its.members[company]?.status === 'committed';
    if (committed && !seals) return 'already-committed';
    // A seat whose need the city has dropped is nothing to stand by.
    const sits = needsInOrder(needs).some(({ id }) => its.seats[id]?.holder === company && isCovered(its.seats[id]));
    if (!sits) return 'no-seat-taken';
    const facts: Fact[] = committed
      ? []
      : [createFact('member.committed', { consortium, company, ...attribution(actor, at) })];
    if (seals) facts.push(createFact('consortium.committed', { consortium, ...attribution(actor, at) }));
    return { facts, result: { consortium } };
  },
});

interface Departure {
  readonly company: OrganisationId;
  readonly at: number;
  readonly by?: PersonId;
  readonly why: string;
}

/** Gives up all seats of a company and its places in the line; whoever waits moves up. */
const giveUpSeats = (its: ConsortiumView, { company, ...moved }: Departure): readonly Fact[] =>
  Object.entries(its.seats).flatMap(([key, seat]): readonly Fact[] => {
    const need = NeedId.parse(key);
    const place = { consortium: its.id, need, ...moved };
    if (isAlternate(seat, company)) return [createFact('alternate.left', { ...place, company })];
    if (seat.holder !== company) return [];
    return [
      createFact('seat.freed', { ...place, holder: company }),
      ...promoteAlternate(its, need, { at: moved.at, leaves: company }),
    ];
  });

const departureFacts = (
  its: ConsortiumView,
  how: 'member.withdrawn' | 'member.removed',
  parting: Departure,
): readonly Fact[] => {
  const consortium = its.id;
  const reopened = its.status === 'committed' ? [createFact('consortium.reopened', { consortium })] : [];
  return [...giveUpSeats(its, parting), createFact(how, { consortium, ...parting }), ...reopened];
};

/** A company leaves: its seats are free again. A lead with others hands over first; alone, it dissolves the consortium. */
export const withdraw = defineCommand({
  input: input.extend({ why: z.string().trim().max(whyMax).default('') }),
  may: ({ company }, actor) => mayActFor(actor, company),
  decide({ consortium, company, why }, { actor, board, at }) {
    const its = membership(board, consortium, company);
    if (typeof its === 'string') return its;
    const result = { consortium };
    const moved = { why, ...attribution(actor, at) };
    if (its.lead !== company) return { facts: departureFacts(its, 'member.withdrawn', { company, ...moved }), result };
    if (Object.keys(its.members).length > 1) return 'lead-stays';
    return { facts: [createFact('consortium.dissolved', { consortium, ...moved })], result };
  },
});

/** The lead lets a member go, and says why. */
export const remove = defineCommand({
  input: z.object({
    consortium: CardId,
    member: OrganisationId,
    company: OrganisationId,
    why: z.string().trim().min(1).max(whyMax),
  }),
  may: ({ company }, actor) => mayActFor(actor, company),
  decide({ consortium, member, company, why }, { actor, board, at }) {
    const its = membership(board, consortium, member);
    if (typeof its === 'string') return its;
    if (its.lead !== company) return 'not-the-lead';
    if (member === company) return 'lead-stays';
    const parting = { company: member, why, ...attribution(actor, at) };
    return { facts: departureFacts(its, 'member.removed', parting), result: { consortium } };
  },
});
