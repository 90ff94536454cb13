import { z } from 'zod';
import type { Board, ConsortiumView } from '../../agreements/board.ts';
import { type Fact, createFact } from '../../agreements/facts.ts';
import type { Reason } from '../../agreements/reasons.ts';
import { acceptsConsortia } from '../../domain/challenge/stages.ts';
import { CardId, OrganisationId } from '../../ids.ts';
import { mayActFor, isFacilitator } from '../../rules/actor.ts';
import { hasCapacity } from '../../domain/consortium/capacity.ts';
import { defineCommand, attribution } from '../command.ts';

export const consortiumNameMax = 80;

/** The consortium, if it stands and the company is in it; else the reason why not. */
export const membership = (board: Board, consortium: CardId, company: OrganisationId): ConsortiumView | Reason => {
  const found = activeConsortium(board, consortium);
  if (typeof found === 'string') return found;
  return found.members[company] ? found : 'not-a-member';
};

export const activeConsortium = (board: Board, consortium: CardId): ConsortiumView | Reason => {
  const found = board.consortium(consortium);
  if (!found) return 'unknown-consortium';
  return found.status === 'dissolved' ? 'consortium-dissolved' : found;
};

/** Whether the city has withdrawn a challenge or decided about it: nobody sits down any more. */
export const isChallengeClosed = (board: Board, challenge: CardId): boolean => {
  const standing = board.challengeAgreement(challenge);
  return standing !== undefined && !acceptsConsortia(standing.status);
};

/** Who had committed did so to other shares of the work: a new seat asks the company again. */
export const withdrawCommitment = (its: ConsortiumView, company: OrganisationId): readonly Fact[] =>
  its.members[company]?.status === 'committed'
    ? [createFact('member.uncommitted', { consortium: its.id, company })]
    : [];

export const found = defineCommand({
  input: z.object({
    challenge: CardId,
    name: z.string().trim().min(1).max(consortiumNameMax),
    company: OrganisationId,
  }),
  may: ({ company }, actor) => mayActFor(actor, company),
  decide({ challenge, name, company }, { actor, board, at, newConsortium }) {
    const asked = board.challenge(challenge);
    const standing = board.challengeAgreement(challenge);
    if (!asked || !standing) return 'unknown-challenge';
    if (!acceptsConsortia(standing.status)) return 'challenge-closed';
    if (board.organisation(company)?.kind !== 'company') return 'unknown-company';
    const others = board.consortiaOf(challenge);
    if (others.some(({ lead, status }) => lead === company && status !== 'dissolved')) return 'already-leads-here';
    if (!hasCapacity(board, company)) return 'capacity-full';
    if (actor.kind === 'system') return 'unknown-company';
    const { consortium, x, y } = newConsortium(asked);
    return {
      facts: [createFact('consortium.founded', { consortium, challenge, name, lead: company, by: actor.id, at, x, y })],
      result: { consortium },
    };
  },
});

/** A dissolved consortium's table is cleared from the board. */
export const remove = defineCommand({
  input: z.object({ consortium: CardId, company: OrganisationId }),
  may: ({ company }, actor) => mayActFor(actor, company),
  decide({ consortium, company }, { actor, board }) {
    const its = board.consortium(consortium);
    if (!its) return 'unknown-consortium';
    if (its.status !== 'dissolved') return 'not-dissolved';
    if (its.lead !== company && !isFacilitator(actor)) return 'not-the-lead';
    return { facts: [createFact('consortium.removed', { consortium })], result: { consortium } };
  },
});

/** One lead hands over to another member; there is no moment with two leads or none. */
export const handLead = defineCommand({
  input: z.object({ consortium: CardId, to: OrganisationId, company: OrganisationId }),
  may: ({ company }, actor) => mayActFor(actor, company),
  decide({ consortium, to, company }, { actor, board, at }) {
    const its = membership(board, consortium, company);
    if (typeof its === 'string') return its;
    if (its.lead !== company) return 'not-the-lead';
    if (!its.members[to]) return 'not-a-member';
    const result = { lead: to };
    if (to === company) return { facts: [], result };
    const moved = attribution(actor, at);
    // A lead waits for nobody's yes: what it had claimed is its own now.
    const claims = Object.entries(its.seats)
      .filter(([, { holder, state }]) => holder === to && state === 'claimed')
      .map(([need]) => createFact('seat.taken', { consortium, need, holder: to, ...moved }));
    const facts = [createFact('lead.handed', { consortium, from: company, to, ...moved }), ...claims];
    return { facts: claims.length > 0 ? [...facts, ...withdrawCommitment(its, to)] : facts, result };
  },
});
