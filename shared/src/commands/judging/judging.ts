import { z } from 'zod';
import type { ChallengeAgreement } from '../../agreements/challenge/state.ts';
import { whyMax } from '../../agreements/challenge/state.ts';
import type { Board, ConsortiumView } from '../../agreements/board.ts';
import { type Fact, createFact } from '../../agreements/facts.ts';
import {
  type Conflict,
  ConflictKind,
  conflictNoteMax,
  DecisionOutcome,
  Mark,
  type Panel,
  scoreWhyMax,
  type ScoreSheet,
} from '../../agreements/judging/state.ts';
import type { VaultReads } from '../../agreements/vault.ts';
import type { Reason } from '../../agreements/reasons.ts';
import type { ChallengeCard } from '../../document/cards/index.ts';
import { detailsMax } from '../../document/cards/challenge.ts';
import {
  type Circle,
  circleOfCity,
  circleOfConsortium,
  circleOfPerson,
  facilitatorsCircle,
  vaultCircle,
} from '../../document/circles.ts';
import { criteriaInOrder, isTied, resultOf, scoringStartedAt, validScoreSheets } from '../../domain/judging.ts';
import { CardId, OrganisationId, RecordId } from '../../ids.ts';
import { type Actor, mayActForCity, isMemberOf, type Person, type Right, mayWrite } from '../../rules/actor.ts';
import { defineCommand } from '../command.ts';
import { activeConsortium } from '../consortium/consortium.ts';

const ownCircles = (actor: Actor): readonly Circle[] => (actor.kind === 'person' ? [circleOfPerson(actor.id)] : []);
const vaultAndOwnCircle = (_input: unknown, actor: Actor): readonly Circle[] => [vaultCircle, ...ownCircles(actor)];

const conflictTarget = z.union([z.strictObject({ consortium: CardId }), z.strictObject({ company: OrganisationId })]);

/** Whom somebody belongs to. */
const organisationsOf = (actor: Person): readonly OrganisationId[] => actor.organisations.map(({ id }) => id);

/** A judge's sheets of the rounds that run which a new tie makes void. */
const voidedScoreSheets = (
  { kept, board }: { readonly kept: VaultReads | undefined; readonly board: Board },
  judge: Person,
  tie: Conflict,
): readonly ScoreSheet[] =>
  (kept?.scoreSheetsBy(judge.id) ?? []).filter((sheet) => {
    const { challenge } = sheet;
    const agreement = board.challengeAgreement(challenge);
    return (
      agreement?.status === 'pitching' &&
      !isRevealed(kept, challenge, agreement) &&
      isTied(board.consortiaOf(challenge), [], [tie])
    );
  });

const isRevealed = (kept: VaultReads | undefined, challenge: CardId, agreement: ChallengeAgreement): boolean => {
  const at = kept?.revealedAt(challenge);
  return at !== undefined && at >= scoringStartedAt(agreement);
};

/** Says that one has a tie, which takes the right to score; what one has scored already counts no more. */
export const declareConflict = defineCommand({
  input: z.object({
    against: conflictTarget,
    kind: ConflictKind,
    note: z.string().trim().max(conflictNoteMax).default(''),
  }),
  may: (_input, actor) => mayWrite(actor),
  circles: vaultAndOwnCircle,
  decide({ against: whom, kind, note }, { actor, board, circle, at }) {
    if (actor.kind === 'system') return 'not-a-judge';
    if ('consortium' in whom && !board.consortium(whom.consortium)) return 'unknown-consortium';
    if ('company' in whom && board.organisation(whom.company)?.kind !== 'company') return 'unknown-company';
    const tie: Conflict = { person: actor.id, ...whom, kind, note, at };
    const { vault: kept } = circle(vaultCircle);
    const facts: Fact[] = [
      createFact('conflict.declared', tie),
      ...voidedScoreSheets({ kept, board }, actor, tie).map(({ consortium, judge }) =>
        createFact('score.voided', { consortium, judge }),
      ),
    ];
    return { facts, result: {} };
  },
});

/** Takes back a tie that was declared by mistake or is over. Scores that it voided are given anew. */
export const withdrawConflict = defineCommand({
  input: z.object({ against: conflictTarget }),
  may: (_input, actor) => mayWrite(actor),
  circles: vaultAndOwnCircle,
  decide({ against: whom }, { actor, circle }) {
    if (actor.kind === 'system') return 'not-a-judge';
    const isDeclared = (circle(vaultCircle).vault?.conflicts() ?? []).some(
      ({ person, consortium, company }) =>
        person === actor.id && ('consortium' in whom ? consortium === whom.consortium : company === whom.company),
    );
    return {
      facts: isDeclared ? [createFact('conflict.withdrawn', { person: actor.id, ...whom })] : [],
      result: {},
    };
  },
});

/**
 * Who may judge at all. Whoever runs the workshop favours nobody, and companies have their own answers
 * to care for; people of cities and hosts judge.
 */
export const mayJudge = (actor: Actor): Right => {
  if (actor.kind === 'system') return 'not-a-judge';
  if (actor.role === 'facilitator') return 'facilitators-dont-judge';
  const right = mayWrite(actor);
  if (right !== true) return right;
  return actor.organisations.some(({ kind }) => kind === 'city' || kind === 'host') || 'not-a-judge';
};

const panelOf = (actor: Person, { city }: Pick<ChallengeCard, 'city'>): Panel =>
  isMemberOf(actor, city, 'city') ? 'city' : 'others';

interface PitchedConsortium {
  readonly its: ConsortiumView;
  readonly challenge: ChallengeCard;
  readonly agreement: ChallengeAgreement;
}

/** A consortium that stands, and the challenge that it answers. */
const pitchedConsortium = (board: Board, consortium: CardId): PitchedConsortium | Reason => {
  const its = activeConsortium(board, consortium);
  if (typeof its === 'string') return its;
  const challenge = board.challenge(its.challenge);
  const agreement = board.challengeAgreement(its.challenge);
  return challenge && agreement ? { its, challenge, agreement } : 'unknown-challenge';
};

/** Gives a consortium its scores, sealed: until all are shown only their judge sees them, and may change them. */
export const giveScore = defineCommand({
  input: z.object({
    consortium: CardId,
    scores: z
      .array(z.object({ criterion: RecordId, mark: Mark, why: z.string().trim().min(1).max(scoreWhyMax) }))
      .min(1)
      .max(detailsMax)
      .refine((all) => new Set(all.map(({ criterion }) => criterion)).size === all.length, 'Each criterion once'),
  }),
  may: (_input, actor) => mayJudge(actor),
  circles: vaultAndOwnCircle,
  decide({ consortium, scores }, { actor, board, circle, at }) {
    const found = pitchedConsortium(board, consortium);
    if (typeof found === 'string') return found;
    if (actor.kind === 'system') return 'not-a-judge';
    const { its, challenge, agreement } = found;
    if (agreement.status !== 'pitching') return 'not-pitching';
    const criteria = criteriaInOrder(challenge.criteria);
    if (criteria.length === 0) return 'no-criteria';
    const isWhole =
      scores.length === criteria.length && criteria.every(({ id }) => scores.some((s) => s.criterion === id));
    if (!isWhole) return 'sheet-incomplete';
    const { vault: kept } = circle(vaultCircle);
    if (isRevealed(kept, challenge.id, agreement)) return 'scores-revealed';
    const ties = (kept?.conflicts() ?? []).filter(({ person }) => person === actor.id);
    if (isTied(board.consortiaOf(its.challenge), organisationsOf(actor), ties)) return 'tied';
    const sheet: ScoreSheet = {
      ...{ consortium, challenge: challenge.id, judge: actor.id, panel: panelOf(actor, challenge) },
      organisations: [...organisationsOf(actor)],
      scores,
      at,
    };
    return { facts: [createFact('score.given', sheet)], result: { consortium } };
  },
});

const activeConsortia = (board: Board, challenge: CardId): readonly ConsortiumView[] =>
  board.consortiaOf(challenge).filter(({ status }) => status !== 'dissolved');

/** Whether scores are opened and answers decided on: a city that has decided may still have left some sealed. */
const isBeingDecided = ({ status }: ChallengeAgreement): boolean => status === 'pitching' || status === 'decided';

/** The challenge of this city, on the board. */
const challengeOfCity = (board: Board, challenge: CardId, city: OrganisationId): ChallengeCard | Reason => {
  const card = board.challenge(challenge);
  if (!card) return 'unknown-challenge';
  return card.city === city ? card : 'not-your-city';
};

/**
 * Opens all scores of a challenge at one time: to the city and the facilitators those of all
 * consortia, to each consortium its own alone. Nobody is ranked in public.
 */
export const revealScores = defineCommand({
  input: z.object({ challenge: CardId, city: OrganisationId }),
  may: ({ city }, actor) => mayActForCity(actor, city),
  circles: ({ challenge, city }, _actor, board) => [
    ...[vaultCircle, facilitatorsCircle, circleOfCity(city)],
    ...activeConsortia(board, challenge).map(({ id }) => circleOfConsortium(id)),
  ],
  decide({ challenge, city }, scene) {
    const { actor, board, circle, at } = scene;
    const card = challengeOfCity(board, challenge, city);
    const agreement = board.challengeAgreement(challenge);
    if (typeof card === 'string') return card;
    if (!agreement) return 'unknown-challenge';
    if (actor.kind === 'system') return 'not-your-city';
    if (!isBeingDecided(agreement)) return 'not-pitching';
    const { vault: kept } = circle(vaultCircle);
    if (isRevealed(kept, challenge, agreement)) return 'scores-revealed';
    const sheets = kept && currentScoreSheets(kept, { board, challenge, agreement });
    if (sheets?.length === 0) return 'nothing-scored';
    const results = activeConsortia(board, challenge).map(({ id }) => {
      const its = (sheets ?? []).filter(({ consortium }) => consortium === id);
      return { consortium: id, result: resultOf(card.criteria, its) };
    });
    const facts: Fact[] = [
      createFact('scores.revealed', {
        ...{ challenge, city, at, by: actor.id, tied: countTiedJudges(kept, board, challenge) },
        consortia: Object.fromEntries(results.map(({ consortium, result }) => [consortium, result])),
      }),
      ...results.map((its) => createFact('result.told', { ...its, challenge, at })),
    ];
    return { facts, result: { challenge } };
  },
});

interface ScoringRound {
  readonly board: Board;
  readonly challenge: CardId;
  readonly agreement: ChallengeAgreement;
}

/** The sheets of the round that runs. */
export const currentScoreSheets = (
  kept: VaultReads,
  { board, challenge, agreement }: ScoringRound,
): readonly ScoreSheet[] =>
  validScoreSheets(kept.scoreSheetsOf(challenge), {
    since: scoringStartedAt(agreement),
    answering: board.consortiaOf(challenge),
    conflicts: kept.conflicts(),
  });

/** How many have declared a tie to any of those who answer. */
const countTiedJudges = (kept: VaultReads | undefined, board: Board, challenge: CardId): number => {
  const answeringIt = board.consortiaOf(challenge);
  const ties = (kept?.conflicts() ?? []).filter((tie) => isTied(answeringIt, [], [tie]));
  return new Set(ties.map(({ person }) => person)).size;
};

/**
 * Says what the city makes of a consortium's answer, and why, for all to read. It may be said before
 * anything was scored, or once the scores are open: not while they lie sealed.
 */
export const decideConsortium = defineCommand({
  input: z.object({
    consortium: CardId,
    city: OrganisationId,
    outcome: DecisionOutcome,
    why: z.string().trim().max(whyMax).default(''),
  }),
  may: ({ city }, actor) => mayActForCity(actor, city),
  circles: () => [vaultCircle],
  decide({ consortium, city, outcome, why }, { actor, board, circle, at }) {
    const found = pitchedConsortium(board, consortium);
    if (typeof found === 'string') return found;
    if (actor.kind === 'system') return 'not-your-city';
    const { challenge, agreement } = found;
    if (challenge.city !== city) return 'not-your-city';
    if (!isBeingDecided(agreement)) return 'not-pitching';
    if (why === '') return 'why-needed';
    const { vault: kept } = circle(vaultCircle);
    const round = { board, challenge: challenge.id, agreement };
    if (kept && !isRevealed(kept, challenge.id, agreement) && currentScoreSheets(kept, round).length > 0)
      return 'scores-sealed';
    const its = { consortium, challenge: challenge.id, city, outcome, why, by: actor.id, at };
    return { facts: [createFact('consortium.decided', its)], result: { consortium } };
  },
});
