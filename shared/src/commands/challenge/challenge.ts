import { z } from 'zod';
import { type ChallengeAgreement, ChallengeStatus, Outcome, whyMax } from '../../agreements/challenge/state.ts';
import { type Fact, createFact } from '../../agreements/facts.ts';
import type { Reason } from '../../agreements/reasons.ts';
import { mayHoldBack } from '../../agreements/challenge/publishing.ts';
import { circleOfCity, circlesOfCity } from '../../document/circles.ts';
import type { ChallengeCard } from '../../document/cards/index.ts';
import { isPrivate, unmetExitTests } from '../../domain/challenge/stages.ts';
import { CardId, OrganisationId } from '../../ids.ts';
import { type Actor, mayActForCity, isFacilitator, type Right, mayWrite } from '../../rules/actor.ts';
import { defineCommand, type CommandContext } from '../command.ts';

/** The city may be left out where the challenge lies on the board: it says whose it is. */
const challengeRef = { challenge: CardId, city: OrganisationId.optional() };

const mayForCity = ({ city }: { city?: OrganisationId | undefined }, actor: Actor): Right => {
  if (city) return mayActForCity(actor, city);
  const right = mayWrite(actor);
  if (right !== true) return right;
  const ofACity = actor.kind === 'person' && actor.organisations.some(({ kind }) => kind === 'city');
  return isFacilitator(actor) || ofACity || 'not-your-city';
};

interface LocatedChallenge {
  readonly card: ChallengeCard;
  readonly agreement: ChallengeAgreement;
  /** It lies in the city's own circle alone. */
  readonly isPrivate: boolean;
}

/** The challenge where it lies: on the board, or else in its city's own circle. */
const findChallenge = (
  challenge: CardId,
  city: OrganisationId | undefined,
  { actor, board, circle }: CommandContext,
): LocatedChallenge | Reason => {
  const open = board.challenge(challenge);
  const standing = board.challengeAgreement(challenge);
  if (open && standing) {
    if (city !== undefined && city !== open.city && !isFacilitator(actor)) return 'not-your-city';
    const right = mayActForCity(actor, open.city);
    return right === true ? { card: open, agreement: standing, isPrivate: false } : right;
  }
  if (!city) return 'unknown-challenge';
  const desk = circle(circleOfCity(city));
  const card = desk.challenge(challenge);
  const agreement = desk.challengeAgreement(challenge);
  return card && agreement && card.city === city && isPrivate(agreement.status)
    ? { card, agreement, isPrivate: true }
    : 'unknown-challenge';
};

const dayMs = 24 * 60 * 60 * 1_000;

/** The end of that day, everywhere on earth. */
const endOfDay = (day: string): number => Date.parse(`${day}T00:00:00Z`) + 1.5 * dayMs;

/**
 * Moves a challenge on its way. Into the call, it is published: the city's card goes onto the board,
 * without what the city holds back.
 */
export const status = defineCommand({
  input: z.object({
    ...challengeRef,
    to: ChallengeStatus,
    why: z.string().trim().max(whyMax).default(''),
    outcome: Outcome.optional(),
    /** Until which day the call stays open. */
    until: z.iso.date().optional(),
    /** The stage that whoever asks has seen: of two colleagues who press at once, one moves it. */
    from: ChallengeStatus.optional(),
  }),
  may: mayForCity,
  circles: ({ city }) => circlesOfCity(city),
  decide({ challenge, city, to, why, outcome, until, from: seen }, scene) {
    const { actor, board, at, freePoint } = scene;
    const found = findChallenge(challenge, city, scene);
    if (typeof found === 'string') return found;
    if (actor.kind === 'system') return 'facilitators-only';
    const { card, agreement } = found;
    const from = agreement.status;
    if (seen !== undefined && seen !== from) return 'challenge-moved-on';
    if (to === from) return { facts: [], result: { challenge, status: from } };
    const callUntil = until === undefined ? undefined : endOfDay(until);
    if (callUntil !== undefined && callUntil <= at) return 'date-past';
    const consortia = board.consortiaOf(challenge);
    const missing = unmetExitTests(to, { challenge: card, agreement, consortia, why, outcome, at });
    if (!missing) return 'stage-skipped';
    const [first] = missing;
    if (first) return first;
    const facts: Fact[] = [
      createFact('challenge.moved', {
        challenge,
        city: card.city,
        isPrivate: found.isPrivate,
        from,
        to,
        by: actor.id,
        at,
        why,
        outcome,
        callUntil,
      }),
    ];
    if (found.isPrivate && !isPrivate(to) && to !== 'withdrawn') {
      facts.push(createFact('challenge.published', { challenge, city: card.city, ...freePoint(card) }));
    }
    return { facts, result: { challenge, status: to } };
  },
});

/** Somebody answers for the city that the brief favours no supplier. */
export const confirm = defineCommand({
  input: z.object(challengeRef),
  may: mayForCity,
  circles: ({ city }) => circlesOfCity(city),
  decide({ challenge, city }, scene) {
    const { actor, at } = scene;
    const found = findChallenge(challenge, city, scene);
    if (typeof found === 'string') return found;
    if (actor.kind === 'system') return 'facilitators-only';
    if (!isPrivate(found.agreement.status)) return 'already-published';
    if (found.agreement.neutral) return 'already-confirmed';
    const its = { challenge, city: found.card.city, isPrivate: found.isPrivate };
    return { facts: [createFact('challenge.confirmed', { ...its, by: actor.id, at })], result: { challenge } };
  },
});

/** Shows everyone a field that the city has held back. */
export const disclose = defineCommand({
  input: z.object({ challenge: CardId, city: OrganisationId, field: z.string().max(40) }),
  may: mayForCity,
  circles: ({ city }) => circlesOfCity(city),
  decide({ challenge, city, field }, { board, circle }) {
    const desk = circle(circleOfCity(city)).challenge(challenge);
    if (!board.challenge(challenge) || !desk) return 'unknown-challenge';
    if (!mayHoldBack(field) || !desk.heldBack.includes(field)) return 'nothing-held-back';
    return { facts: [createFact('challenge.disclosed', { challenge, city, field })], result: { challenge, field } };
  },
});

/** Takes a challenge away. One that consortia answer is withdrawn instead: they must hear of it, and why. */
export const remove = defineCommand({
  input: z.object(challengeRef),
  may: mayForCity,
  circles: ({ city }) => circlesOfCity(city),
  decide({ challenge, city }, scene) {
    const found = findChallenge(challenge, city, scene);
    if (typeof found === 'string') return found;
    if (scene.board.consortiaOf(challenge).length > 0) return 'card-has-consortia';
    const its = { challenge, city: found.card.city, isPrivate: found.isPrivate };
    return { facts: [createFact('challenge.deleted', its)], result: { challenge } };
  },
});
