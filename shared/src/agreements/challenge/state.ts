import type * as Y from 'yjs';
import { z } from 'zod';
import { cardsOf, readCard } from '../../document/cards/index.ts';
import { readBy, recordsOf } from '../../document/roots.ts';
import { type CardId, PersonId } from '../../ids.ts';

/** The stages of a challenge. The first two are private to the city; from `call` on it is on the board. */
export const challengeStatuses = [
  'draft',
  'scoping',
  'call',
  'screening',
  'workshop',
  'forming',
  'pitching',
  'decided',
  'reported',
  'followup',
  'replicated',
  'closed',
  'withdrawn',
] as const;
export const ChallengeStatus = z.enum(challengeStatuses);
export type ChallengeStatus = z.output<typeof ChallengeStatus>;

/** What the city takes a challenge further as. */
export const outcomes = ['pilot', 'tender', 'partner', 'park', 'no'] as const;
export const Outcome = z.enum(outcomes);
export type Outcome = z.output<typeof Outcome>;

export const whyMax = 600;
/** Older stage changes are dropped. */
export const stageChangesMax = 100;

/** A stage change of a challenge, with who made it, when and why. */
export const StageChange = z.object({
  from: ChallengeStatus,
  to: ChallengeStatus,
  by: PersonId,
  /** Milliseconds since 1970, by the server's clock. */
  at: z.number(),
  why: z.string().max(whyMax).default(''),
});
export type StageChange = z.output<typeof StageChange>;

/** What a city has decided about its challenge. */
export const ChallengeAgreement = z.object({
  status: ChallengeStatus,
  /** Oldest first. */
  moves: z.array(StageChange).catch([]).default([]),
  /** The confirmation that the brief favours no supplier; it falls when the challenge goes back to scoping. */
  neutral: z.object({ by: PersonId, at: z.number() }).optional(),
  /** Until when the call stays open, ms since 1970. */
  callUntil: z.number().optional(),
  outcome: Outcome.optional(),
});
export type ChallengeAgreement = z.output<typeof ChallengeAgreement>;

/** A card that was created on the board is in the workshop from the start. */
export const defaultBoardAgreement: ChallengeAgreement = { status: 'workshop', moves: [] };
/** A card in the city's own circle. */
export const defaultCityAgreement: ChallengeAgreement = { status: 'draft', moves: [] };

const readAgreementRecord = readBy(ChallengeAgreement);

/** The agreement of a challenge in this document; undefined where there is none yet. */
export const readChallengeAgreement = (doc: Y.Doc, challenge: CardId): ChallengeAgreement | undefined =>
  readAgreementRecord(recordsOf(doc, 'agreements').get(challenge));

/** The agreement of a challenge in this document, or the default; undefined where there is no such challenge. */
export const challengeAgreementOrDefault = (
  doc: Y.Doc,
  challenge: CardId,
  where: 'board' | 'city',
): ChallengeAgreement | undefined => {
  if (readCard(challenge, cardsOf(doc).get(challenge))?.kind !== 'challenge') return undefined;
  return readChallengeAgreement(doc, challenge) ?? (where === 'board' ? defaultBoardAgreement : defaultCityAgreement);
};
