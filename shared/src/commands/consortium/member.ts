import { isCovered } from '../../agreements/consortium/state.ts';
import { z } from 'zod';
import type { ConsortiumView } from '../../agreements/board.ts';
import { whyMax } from '../../agreements/challenge/state.ts';
import { type Fact, createFact } from '../../agreements/facts.ts';
import { coverageOf, needsInOrder } from '../../domain/consortium/coverage.ts';
import { isAlternate } from '../../domain/consortium/seats.ts';
import { CardId, NeedId, OrganisationId, type PersonId } from '../../ids.ts';
import { mayActFor, rightReasons } from '../../rules/actor.ts';
import { defineCommand, attribution } from '../command.ts';
import { isChallengeClosed, membership, membershipReasons } from '../activeConsortium.ts';
import { promoteAlternate } from './seat.ts';

const input = z.object({ consortium: CardId, company: OrganisationId });

/**
 * Commits a company to its seats. The last commitment, with all must needs covered, commits the
 * consortium. A member that has committed already may repeat it when the last other member left or a
 * need was dropped.
 */
export const commit = defineCommand({
  input,
  reasons: {
    forbidden: rightReasons.maySpeakFor,
    refused: [...membershipReasons, 'challenge-closed', 'already-committed', 'no-seat-taken'],
  },
  may: ({ company }, actor) => mayActFor(actor, company),
  decide({ consortium, company }, { actor, board, at }) {
    const view = membership(board, consortium, company);
    if (typeof view === 'string') return view;
    if (isChallengeClosed(board, view.challenge)) return 'challenge-closed';
    const needs = board.challenge(view.challenge)?.needs ?? {};
    const othersCommitted = Object.entries(view.members).every(
      ([id, member]) => id === company || member.status === 'committed',
    );
    const completes = view.status === 'forming' && othersCommitted && coverageOf(needs, view.seats).mustOpen === 0;
    const hasCommitted = view.members[company]?.status === 'committed';
    if (hasCommitted && !completes) return 'already-committed';
    // A seat whose need the city has dropped does not count.
    const holdsSeat = needsInOrder(needs).some(
      ({ id }) => view.seats[id]?.holder === company && isCovered(view.seats[id]),
    );
    if (!holdsSeat) return 'no-seat-taken';
    const facts: Fact[] = hasCommitted
      ? []
      : [createFact('member.committed', { consortium, company, ...attribution(actor, at) })];
    if (completes) facts.push(createFact('consortium.committed', { consortium, ...attribution(actor, at) }));
    return { facts, result: { consortium } };
  },
});

interface Departure {
  readonly company: OrganisationId;
  readonly at: number;
  readonly by?: PersonId;
  readonly why: string;
}

/** Frees all seats of a company, for which alternates move up, and ends its own waiting. */
const giveUpSeats = (view: ConsortiumView, { company, ...departure }: Departure): readonly Fact[] =>
  Object.entries(view.seats).flatMap(([key, seat]): readonly Fact[] => {
    const need = NeedId.parse(key);
    const freed = { consortium: view.id, need, ...departure };
    if (isAlternate(seat, company)) return [createFact('alternate.left', { ...freed, company })];
    if (seat.holder !== company) return [];
    return [
      createFact('seat.freed', { ...freed, holder: company }),
      ...promoteAlternate(view, need, { at: departure.at, leaves: company }),
    ];
  });

const departureFacts = (
  view: ConsortiumView,
  fact: 'member.withdrawn' | 'member.removed',
  departure: Departure,
): readonly Fact[] => {
  const consortium = view.id;
  const reopened = view.status === 'committed' ? [createFact('consortium.reopened', { consortium })] : [];
  return [...giveUpSeats(view, departure), createFact(fact, { consortium, ...departure }), ...reopened];
};

/** Takes a company out of a consortium. A lead with other members hands over first; a lead alone dissolves it. */
export const withdraw = defineCommand({
  input: input.extend({ why: z.string().trim().max(whyMax).default('') }),
  reasons: {
    forbidden: rightReasons.maySpeakFor,
    refused: [...membershipReasons, 'lead-stays'],
  },
  may: ({ company }, actor) => mayActFor(actor, company),
  decide({ consortium, company, why }, { actor, board, at }) {
    const view = membership(board, consortium, company);
    if (typeof view === 'string') return view;
    const result = { consortium };
    const attributed = { why, ...attribution(actor, at) };
    if (view.lead !== company)
      return { facts: departureFacts(view, 'member.withdrawn', { company, ...attributed }), result };
    if (Object.keys(view.members).length > 1) return 'lead-stays';
    return { facts: [createFact('consortium.dissolved', { consortium, ...attributed })], result };
  },
});

/** The lead removes a member, and says why. */
export const remove = defineCommand({
  input: z.object({
    consortium: CardId,
    member: OrganisationId,
    company: OrganisationId,
    why: z.string().trim().min(1).max(whyMax),
  }),
  reasons: {
    forbidden: rightReasons.maySpeakFor,
    refused: [...membershipReasons, 'not-the-lead', 'lead-stays'],
  },
  may: ({ company }, actor) => mayActFor(actor, company),
  decide({ consortium, member, company, why }, { actor, board, at }) {
    const view = membership(board, consortium, member);
    if (typeof view === 'string') return view;
    if (view.lead !== company) return 'not-the-lead';
    if (member === company) return 'lead-stays';
    const departure = { company: member, why, ...attribution(actor, at) };
    return { facts: departureFacts(view, 'member.removed', departure), result: { consortium } };
  },
});
