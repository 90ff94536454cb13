import { z } from 'zod';
import type { ConsortiumView } from '../../agreements/board.ts';
import { isActive } from '../../agreements/consortium/state.ts';
import { type Fact, createFact } from '../../agreements/facts.ts';
import { acceptsConsortia } from '../../domain/challenge/stages.ts';
import { CardId, OrganisationId } from '../../ids.ts';
import { mayActFor, isFacilitator, rightReasons } from '../../rules/actor.ts';
import { hasCapacity } from '../../domain/consortium/capacity.ts';
import { membership, membershipReasons } from '../activeConsortium.ts';
import { defineCommand, definePersonCommand, attribution } from '../command.ts';

export const consortiumNameMax = 80;

/** A commitment covers the seats that the company held then: with a new seat it has to commit again. */
export const withdrawCommitment = (consortium: ConsortiumView, company: OrganisationId): readonly Fact[] =>
  consortium.members[company]?.status === 'committed'
    ? [createFact('member.uncommitted', { consortium: consortium.id, company })]
    : [];

export const found = definePersonCommand({
  input: z.object({
    challenge: CardId,
    name: z.string().trim().min(1).max(consortiumNameMax),
    company: OrganisationId,
  }),
  reasons: {
    forbidden: rightReasons.maySpeakFor,
    refused: ['unknown-challenge', 'challenge-closed', 'unknown-company', 'already-leads-here', 'capacity-full'],
  },
  may: ({ company }, actor) => mayActFor(actor, company),
  decide({ challenge, name, company }, { actor, board, at, newConsortium }) {
    const card = board.challenge(challenge);
    const agreement = board.challengeAgreement(challenge);
    if (!card || !agreement) return 'unknown-challenge';
    if (!acceptsConsortia(agreement.status)) return 'challenge-closed';
    if (board.organisation(company)?.kind !== 'company') return 'unknown-company';
    const others = board.consortiaOf(challenge);
    if (others.some((other) => other.lead === company && isActive(other))) return 'already-leads-here';
    if (!hasCapacity(board, company)) return 'capacity-full';
    const { consortium, x, y } = newConsortium(card);
    return {
      facts: [createFact('consortium.founded', { consortium, challenge, name, lead: company, by: actor.id, at, x, y })],
      result: { consortium },
    };
  },
});

/** Removes a dissolved consortium from the board. */
export const remove = defineCommand({
  input: z.object({ consortium: CardId, company: OrganisationId }),
  reasons: {
    forbidden: rightReasons.maySpeakFor,
    refused: ['unknown-consortium', 'not-dissolved', 'not-the-lead'],
  },
  may: ({ company }, actor) => mayActFor(actor, company),
  decide({ consortium, company }, { actor, board }) {
    const view = board.consortium(consortium);
    if (!view) return 'unknown-consortium';
    if (isActive(view)) return 'not-dissolved';
    if (view.lead !== company && !isFacilitator(actor)) return 'not-the-lead';
    return { facts: [createFact('consortium.removed', { consortium })], result: { consortium } };
  },
});

/** Hands the lead over to another member, in one step: there are never two leads or none. */
export const handLead = defineCommand({
  input: z.object({ consortium: CardId, to: OrganisationId, company: OrganisationId }),
  reasons: {
    forbidden: rightReasons.maySpeakFor,
    refused: [...membershipReasons, 'not-the-lead'],
  },
  may: ({ company }, actor) => mayActFor(actor, company),
  decide({ consortium, to, company }, { actor, board, at }) {
    const view = membership(board, consortium, company);
    if (typeof view === 'string') return view;
    if (view.lead !== company) return 'not-the-lead';
    if (!view.members[to]) return 'not-a-member';
    const result = { lead: to };
    if (to === company) return { facts: [], result };
    const attributed = attribution(actor, at);
    // A lead needs nobody's yes: its claims become seats.
    const claimedSeats = Object.entries(view.seats)
      .filter(([, { holder, state }]) => holder === to && state === 'claimed')
      .map(([need]) => createFact('seat.taken', { consortium, need, holder: to, ...attributed }));
    const facts = [createFact('lead.handed', { consortium, from: company, to, ...attributed }), ...claimedSeats];
    return { facts: claimedSeats.length > 0 ? [...facts, ...withdrawCommitment(view, to)] : facts, result };
  },
});
