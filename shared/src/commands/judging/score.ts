import { z } from 'zod';
import type { Board, ConsortiumView } from '../../agreements/board.ts';
import { isActive } from '../../agreements/consortium/state.ts';
import { type Fact, createFact } from '../../agreements/facts.ts';
import { Mark, type Panel, type ScoreSheet, scoreWhyMax } from '../../agreements/judging/state.ts';
import type { Reason } from '../../reasons.ts';
import type { VaultReads } from '../../agreements/vault.ts';
import { detailsMax } from '../../document/cards/challenge.ts';
import type { ChallengeCard } from '../../document/cards/index.ts';
import { circleOfCity, circleOfConsortium, facilitatorsCircle, vaultCircle } from '../../document/circles.ts';
import { criteriaInOrder, isTied, resultOf } from '../../domain/judging.ts';
import { CardId, OrganisationId, RecordId } from '../../ids.ts';
import { isMemberOf, mayActForCity, mayWrite, type Person, type Right, rightReasons } from '../../rules/actor.ts';
import { definePersonCommand } from '../command.ts';
import {
  currentScoreSheets,
  isBeingDecided,
  isRevealed,
  organisationsOf,
  pitchedConsortium,
  pitchedConsortiumReasons,
  vaultAndOwnCircle,
} from './judging.ts';

const judgeReasons = [
  'facilitators-dont-judge',
  ...rightReasons.mayWrite,
  'not-a-judge',
] as const satisfies readonly Reason[];

/**
 * Who may judge: people of cities and hosts. A facilitator stays impartial, and companies have consortia
 * of their own in the contest.
 */
export const mayJudge = (actor: Person): Right<(typeof judgeReasons)[number]> => {
  if (actor.role === 'facilitator') return 'facilitators-dont-judge';
  const right = mayWrite(actor);
  if (right !== true) return right;
  return actor.organisations.some(({ kind }) => kind === 'city' || kind === 'host') || 'not-a-judge';
};

const panelOf = (actor: Person, { city }: Pick<ChallengeCard, 'city'>): Panel =>
  isMemberOf(actor, city, 'city') ? 'city' : 'others';

/** Scores a consortium. Until the reveal only its judge sees the score, and may change it. */
export const give = definePersonCommand({
  input: z.object({
    consortium: CardId,
    scores: z
      .array(z.object({ criterion: RecordId, mark: Mark, why: z.string().trim().min(1).max(scoreWhyMax) }))
      .min(1)
      .max(detailsMax)
      .refine((all) => new Set(all.map(({ criterion }) => criterion)).size === all.length, 'Each criterion once'),
  }),
  reasons: {
    forbidden: judgeReasons,
    refused: [
      ...pitchedConsortiumReasons,
      'not-pitching',
      'no-criteria',
      'sheet-incomplete',
      'scores-revealed',
      'tied',
    ],
  },
  may: (_input, actor) => mayJudge(actor),
  circles: vaultAndOwnCircle,
  decide({ consortium, scores }, { actor, board, circle, at }) {
    const pitched = pitchedConsortium(board, consortium);
    if (typeof pitched === 'string') return pitched;
    const { challenge, agreement } = pitched;
    if (agreement.status !== 'pitching') return 'not-pitching';
    const criteria = criteriaInOrder(challenge.criteria);
    if (criteria.length === 0) return 'no-criteria';
    const isComplete =
      scores.length === criteria.length && criteria.every(({ id }) => scores.some(({ criterion }) => criterion === id));
    if (!isComplete) return 'sheet-incomplete';
    const { vault } = circle(vaultCircle);
    if (isRevealed(vault, challenge.id, agreement)) return 'scores-revealed';
    const conflicts = (vault?.conflicts() ?? []).filter(({ person }) => person === actor.id);
    if (isTied(board.consortiaOf(challenge.id), organisationsOf(actor), conflicts)) return 'tied';
    const scoreSheet: ScoreSheet = {
      consortium,
      challenge: challenge.id,
      judge: actor.id,
      panel: panelOf(actor, challenge),
      organisations: [...organisationsOf(actor)],
      scores,
      at,
    };
    return { facts: [createFact('score.given', scoreSheet)], result: { consortium } };
  },
});

const activeConsortia = (board: Board, challenge: CardId): readonly ConsortiumView[] =>
  board.consortiaOf(challenge).filter(isActive);

const challengeOfCityReasons = ['unknown-challenge', 'not-your-city'] as const satisfies readonly Reason[];

/** The challenge on the board, if it is this city's. */
const challengeOfCity = (
  board: Board,
  challenge: CardId,
  city: OrganisationId,
): ChallengeCard | (typeof challengeOfCityReasons)[number] => {
  const card = board.challenge(challenge);
  if (!card) return 'unknown-challenge';
  return card.city === city ? card : 'not-your-city';
};

/**
 * Reveals all scores of a challenge at one time: those of all consortia to the city and the
 * facilitators, to each consortium its own alone. Nobody is ranked in public.
 */
export const reveal = definePersonCommand({
  input: z.object({ challenge: CardId, city: OrganisationId }),
  reasons: {
    forbidden: rightReasons.mayActForCity,
    refused: [...challengeOfCityReasons, 'not-pitching', 'scores-revealed', 'nothing-scored'],
  },
  may: ({ city }, actor) => mayActForCity(actor, city),
  circles: ({ challenge, city }, _actor, board) => [
    vaultCircle,
    facilitatorsCircle,
    circleOfCity(city),
    ...activeConsortia(board, challenge).map(({ id }) => circleOfConsortium(id)),
  ],
  decide({ challenge, city }, { actor, board, circle, at }) {
    const card = challengeOfCity(board, challenge, city);
    const agreement = board.challengeAgreement(challenge);
    if (typeof card === 'string') return card;
    if (!agreement) return 'unknown-challenge';
    if (!isBeingDecided(agreement)) return 'not-pitching';
    const { vault } = circle(vaultCircle);
    if (isRevealed(vault, challenge, agreement)) return 'scores-revealed';
    const scoreSheets = vault && currentScoreSheets(vault, { board, challenge, agreement });
    if (scoreSheets?.length === 0) return 'nothing-scored';
    const results = activeConsortia(board, challenge).map(({ id }) => ({
      consortium: id,
      result: resultOf(
        card.criteria,
        (scoreSheets ?? []).filter(({ consortium }) => consortium === id),
      ),
    }));
    const facts: Fact[] = [
      createFact('scores.revealed', {
        challenge,
        city,
        at,
        by: actor.id,
        tied: countTiedJudges(vault, board, challenge),
        consortia: Object.fromEntries(results.map(({ consortium, result }) => [consortium, result])),
      }),
      ...results.map(({ consortium, result }) => createFact('result.told', { consortium, challenge, result, at })),
    ];
    return { facts, result: { challenge } };
  },
});

/** How many people have declared a conflict with any consortium of the challenge. */
const countTiedJudges = (vault: VaultReads | undefined, board: Board, challenge: CardId): number => {
  const consortia = board.consortiaOf(challenge);
  const conflicts = (vault?.conflicts() ?? []).filter((conflict) => isTied(consortia, [], [conflict]));
  return new Set(conflicts.map(({ person }) => person)).size;
};
