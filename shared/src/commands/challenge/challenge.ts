import { z } from 'zod';
import { type ChallengeAgreement, ChallengeStatus, Outcome, whyMax } from '../../agreements/challenge/state.ts';
import { type Fact, createFact } from '../../agreements/facts.ts';
import type { Reason } from '../../reasons.ts';
import { mayHoldBack } from '../../agreements/challenge/publishing.ts';
import { circleOfCity, circlesOfCity } from '../../document/circles.ts';
import type { ChallengeCard } from '../../document/cards/index.ts';
import { callEnd, exitCodes, isPrivate, unmetExitTests } from '../../domain/challenge/stages.ts';
import { CardId, OrganisationId } from '../../ids.ts';
import { type Actor, mayActForCity, isFacilitator, mayWrite, rightReasons } from '../../rules/actor.ts';
import { defineCommand, definePersonCommand, type CommandContext } from '../command.ts';

/** The city may be left out for a challenge on the board, which names it. */
const challengeRef = { challenge: CardId, city: OrganisationId.optional() };

const mayForCity = (
  { city }: { city?: OrganisationId | undefined },
  actor: Actor,
): ReturnType<typeof mayActForCity> => {
  if (city) return mayActForCity(actor, city);
  const right = mayWrite(actor);
  if (right !== true) return right;
  const isOfCity = actor.kind === 'person' && actor.organisations.some(({ kind }) => kind === 'city');
  return isFacilitator(actor) || isOfCity || 'not-your-city';
};

interface LocatedChallenge {
  readonly card: ChallengeCard;
  readonly agreement: ChallengeAgreement;
  /** Whether it lies in the city's own circle alone. */
  readonly isPrivate: boolean;
}

const findChallengeReasons = ['unknown-challenge', ...rightReasons.mayActForCity] as const satisfies readonly Reason[];

/** The challenge where it lies: on the board, or else in its city's own circle. */
const findChallenge = (
  challenge: CardId,
  city: OrganisationId | undefined,
  { actor, board, circle }: CommandContext,
): LocatedChallenge | (typeof findChallengeReasons)[number] => {
  const publicCard = board.challenge(challenge);
  const publicAgreement = board.challengeAgreement(challenge);
  if (publicCard && publicAgreement) {
    if (city !== undefined && city !== publicCard.city && !isFacilitator(actor)) return 'not-your-city';
    const right = mayActForCity(actor, publicCard.city);
    return right === true ? { card: publicCard, agreement: publicAgreement, isPrivate: false } : right;
  }
  if (!city) return 'unknown-challenge';
  const cityBoard = circle(circleOfCity(city));
  const card = cityBoard.challenge(challenge);
  const agreement = cityBoard.challengeAgreement(challenge);
  return card && agreement && card.city === city && isPrivate(agreement.status)
    ? { card, agreement, isPrivate: true }
    : 'unknown-challenge';
};

/**
 * Moves a challenge to another stage. The move into the call publishes it: the city's card is copied to
 * the board, without the fields that the city holds back.
 */
export const status = definePersonCommand({
  input: z.object({
    ...challengeRef,
    to: ChallengeStatus,
    why: z.string().trim().max(whyMax).default(''),
    outcome: Outcome.optional(),
    /** The last day of the call. */
    until: z.iso.date().optional(),
    /** The stage that the sender sees: of two colleagues who press at once, only one moves the challenge. */
    from: ChallengeStatus.optional(),
  }),
  reasons: {
    forbidden: rightReasons.mayActForCity,
    refused: [...findChallengeReasons, 'challenge-moved-on', 'date-past', 'stage-skipped', ...exitCodes],
  },
  may: mayForCity,
  circles: ({ city }) => circlesOfCity(city),
  decide({ challenge, city, to, why, outcome, until, from: seen }, context) {
    const { actor, board, at, freePoint } = context;
    const located = findChallenge(challenge, city, context);
    if (typeof located === 'string') return located;
    const { card, agreement } = located;
    const from = agreement.status;
    if (seen !== undefined && seen !== from) return 'challenge-moved-on';
    if (to === from) return { facts: [], result: { challenge, status: from } };
    const callUntil = until === undefined ? undefined : callEnd(until);
    if (callUntil !== undefined && callUntil <= at) return 'date-past';
    const consortia = board.consortiaOf(challenge);
    const unmetTests = unmetExitTests(to, { challenge: card, agreement, consortia, why, outcome, at });
    if (!unmetTests) return 'stage-skipped';
    const [firstUnmet] = unmetTests;
    if (firstUnmet) return firstUnmet;
    const facts: Fact[] = [
      createFact('challenge.moved', {
        challenge,
        city: card.city,
        isPrivate: located.isPrivate,
        from,
        to,
        by: actor.id,
        at,
        why,
        outcome,
        callUntil,
      }),
    ];
    if (located.isPrivate && !isPrivate(to) && to !== 'withdrawn') {
      facts.push(createFact('challenge.published', { challenge, city: card.city, ...freePoint(card) }));
    }
    return { facts, result: { challenge, status: to } };
  },
});

/** Confirms for the city that the brief favours no supplier. */
export const confirm = definePersonCommand({
  input: z.object(challengeRef),
  reasons: {
    forbidden: rightReasons.mayActForCity,
    refused: [...findChallengeReasons, 'already-published', 'already-confirmed'],
  },
  may: mayForCity,
  circles: ({ city }) => circlesOfCity(city),
  decide({ challenge, city }, context) {
    const { actor, at } = context;
    const located = findChallenge(challenge, city, context);
    if (typeof located === 'string') return located;
    if (!isPrivate(located.agreement.status)) return 'already-published';
    if (located.agreement.neutral) return 'already-confirmed';
    const { card, isPrivate: isDraft } = located;
    const confirmed = { challenge, city: card.city, isPrivate: isDraft, by: actor.id, at };
    return { facts: [createFact('challenge.confirmed', confirmed)], result: { challenge } };
  },
});

/** Publishes a field that the city has held back. */
export const disclose = defineCommand({
  input: z.object({ challenge: CardId, city: OrganisationId, field: z.string().max(40) }),
  reasons: {
    forbidden: rightReasons.mayActForCity,
    refused: ['unknown-challenge', 'nothing-held-back'],
  },
  may: mayForCity,
  circles: ({ city }) => circlesOfCity(city),
  decide({ challenge, city, field }, { board, circle }) {
    const cityCard = circle(circleOfCity(city)).challenge(challenge);
    if (!board.challenge(challenge) || !cityCard) return 'unknown-challenge';
    if (!mayHoldBack(field) || !cityCard.heldBack.includes(field)) return 'nothing-held-back';
    return { facts: [createFact('challenge.disclosed', { challenge, city, field })], result: { challenge, field } };
  },
});

/** Deletes a challenge. One that consortia answer is withdrawn instead, which tells them why. */
export const remove = defineCommand({
  input: z.object(challengeRef),
  reasons: {
    forbidden: rightReasons.mayActForCity,
    refused: [...findChallengeReasons, 'card-has-consortia'],
  },
  may: mayForCity,
  circles: ({ city }) => circlesOfCity(city),
  decide({ challenge, city }, context) {
    const located = findChallenge(challenge, city, context);
    if (typeof located === 'string') return located;
    if (context.board.consortiaOf(challenge).length > 0) return 'card-has-consortia';
    const deleted = { challenge, city: located.card.city, isPrivate: located.isPrivate };
    return { facts: [createFact('challenge.deleted', deleted)], result: { challenge } };
  },
});
