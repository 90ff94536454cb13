import type * as Y from 'yjs';
import { z } from 'zod';
import { cardsOf, readCard } from '../../document/cards/index.ts';
import { readBy, recordsOf } from '../../document/roots.ts';
import { type CardId, PersonId } from '../../ids.ts';

/**
 * Where a challenge stands, from a city's first sketch to what became of it. The first two are the
 * city's own business; from `call` on it lies on the board.
 */
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

/** What the city takes further, in the words of the trade. */
export const outcomes = ['pilot', 'tender', 'partner', 'park', 'no'] as const;
export const Outcome = z.enum(outcomes);
export type Outcome = z.output<typeof Outcome>;

export const whyMax = 600;
/** A challenge that is moved to and fro more often than this has lost its oldest moves. */
export const stageChangesMax = 100;

/** One step of a challenge's way: who took it, when, and why. */
export const StageChange = z.object({
  from: ChallengeStatus,
  to: ChallengeStatus,
  by: PersonId,
  /** Milliseconds since 1970, by the server's clock. */
  at: z.number(),
  why: z.string().max(whyMax).default(''),
});
export type StageChange = z.output<typeof StageChange>;

/** What a city has settled of its challenge. */
export const ChallengeAgreement = z.object({
  status: ChallengeStatus,
  /** Oldest first. */
  moves: z.array(StageChange).catch([]).default([]),
  /** Who has confirmed for the city that the brief favours nobody; gone when the scoping is opened again. */
  neutral: z.object({ by: PersonId, at: z.number() }).optional(),
  /** Until when the call stays open, ms since 1970. */
  callUntil: z.number().optional(),
  outcome: Outcome.optional(),
});
export type ChallengeAgreement = z.output<typeof ChallengeAgreement>;

/** A card that was put on the board itself is worked on in the room from the start. */
export const defaultBoardAgreement: ChallengeAgreement = { status: 'workshop', moves: [] };
/** A card in the city's own circle. */
export const defaultCityAgreement: ChallengeAgreement = { status: 'draft', moves: [] };

const readAgreementRecord = readBy(ChallengeAgreement);

/** What was settled of a challenge in this document; undefined where nothing was. */
export const readChallengeAgreement = (doc: Y.Doc, challenge: CardId): ChallengeAgreement | undefined =>
  readAgreementRecord(recordsOf(doc, 'agreements').get(challenge));

/** How a challenge stands that lies in this document, whether or not anything was settled of it. */
export const challengeAgreementOrDefault = (
  doc: Y.Doc,
  challenge: CardId,
  where: 'board' | 'city',
): ChallengeAgreement | undefined => {
  if (readCard(challenge, cardsOf(doc).get(challenge))?.kind !== 'challenge') return undefined;
  return readChallengeAgreement(doc, challenge) ?? (where === 'board' ? defaultBoardAgreement : defaultCityAgreement);
};
