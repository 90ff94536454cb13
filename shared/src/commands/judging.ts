import { z } from 'zod';
import type { ChallengeAgreement } from '../agreements/challenge.ts';
import { whyMax } from '../agreements/challenge.ts';
import type { Board, ConsortiumView } from '../agreements/board.ts';
import { type Fact, settled } from '../agreements/facts.ts';
import {
  type Conflict,
  ConflictKind,
  conflictNoteMax,
  DecisionOutcome,
  Mark,
  type Panel,
  scoreWhyMax,
  type Sheet,
} from '../agreements/judging.ts';
import type { Kept } from '../agreements/kept.ts';
import type { Reason } from '../agreements/reasons.ts';
import type { ChallengeCard } from '../document/cards/index.ts';
import { detailsMax } from '../document/cards/challenge.ts';
import {
  type Circle,
  circleOfCity,
  circleOfConsortium,
  circleOfPerson,
  facilitators,
  vault,
} from '../document/circles.ts';
import { criteriaInOrder, isTied, resultOf, scoringBegan, sheetsThatCount } from '../domain/judging.ts';
import { CardId, OrganisationId, RecordId } from '../ids.ts';
import { type Actor, actsForCity, isMemberOf, type Person, type Right, writes } from '../rules/actor.ts';
import { command } from './command.ts';
import { standing } from './consortium.ts';

const ownOf = (actor: Actor): readonly Circle[] => (actor.is === 'person' ? [circleOfPerson(actor.id)] : []);
const sealed = (_input: unknown, actor: Actor): readonly Circle[] => [vault, ...ownOf(actor)];

const against = z.union([z.strictObject({ consortium: CardId }), z.strictObject({ company: OrganisationId })]);

/** Whom somebody belongs to. */
const organisationsOf = (actor: Person): readonly OrganisationId[] => actor.organisations.map(({ id }) => id);

/** A judge's sheets of the rounds that run which a new tie makes void. */
const voidedBy = (
  { kept, board }: { readonly kept: Kept | undefined; readonly board: Board },
  judge: Person,
  tie: Conflict,
): readonly Sheet[] =>
  (kept?.sheetsBy(judge.id) ?? []).filter((sheet) => {
    const { challenge } = sheet;
    const agreement = board.challengeAgreement(challenge);
    return (
      agreement?.status === 'pitching' &&
      !isRevealed(kept, challenge, agreement) &&
      isTied(board.consortiaOf(challenge), [], [tie])
    );
  });

const isRevealed = (kept: Kept | undefined, challenge: CardId, agreement: ChallengeAgreement): boolean => {
  const at = kept?.revealedAt(challenge);
  return at !== undefined && at >= scoringBegan(agreement);
};

/** Says that one has a tie, which takes the right to score; what one has scored already counts no more. */
export const declareConflict = command({
  input: z.object({
    against,
    kind: ConflictKind,
    note: z.string().trim().max(conflictNoteMax).default(''),
  }),
  may: (_input, actor) => writes(actor),
  circles: sealed,
  decide({ against: whom, kind, note }, { actor, board, circle, at }) {
    if (actor.is === 'system') return 'not-a-judge';
    if ('consortium' in whom && !board.consortium(whom.consortium)) return 'unknown-consortium';
    if ('company' in whom && board.organisation(whom.company)?.kind !== 'company') return 'unknown-company';
    const tie: Conflict = { person: actor.id, ...whom, kind, note, at };
    const { kept } = circle(vault);
    const facts: Fact[] = [
      settled('conflict.declared', tie),
      ...voidedBy({ kept, board }, actor, tie).map(({ consortium, judge }) =>
        settled('score.voided', { consortium, judge }),
      ),
    ];
    return { facts, result: {} };
  },
});

/** Takes back a tie that was declared by mistake or is over. Scores that it voided are given anew. */
export const withdrawConflict = command({
  input: z.object({ against }),
  may: (_input, actor) => writes(actor),
  circles: sealed,
  decide({ against: whom }, { actor, circle }) {
    if (actor.is === 'system') return 'not-a-judge';
    const isDeclared = (circle(vault).kept?.conflicts() ?? []).some(
      ({ person, consortium, company }) =>
        person === actor.id && ('consortium' in whom ? consortium === whom.consortium : company === whom.company),
    );
    return {
      facts: isDeclared ? [settled('conflict.withdrawn', { person: actor.id, ...whom })] : [],
      result: {},
    };
  },
});

/**
 * Who may judge at all. Whoever runs the workshop favours nobody, and companies have their own answers
 * to care for; people of cities and hosts judge.
 */
export const judges = (actor: Actor): Right => {
  if (actor.is === 'system') return 'not-a-judge';
  if (actor.role === 'facilitator') return 'facilitators-dont-judge';
  const right = writes(actor);
  if (right !== true) return right;
  return actor.organisations.some(({ kind }) => kind === 'city' || kind === 'host') || 'not-a-judge';
};

const panelOf = (actor: Person, { city }: Pick<ChallengeCard, 'city'>): Panel =>
  isMemberOf(actor, city, 'city') ? 'city' : 'others';

interface Pitched {
  readonly its: ConsortiumView;
  readonly challenge: ChallengeCard;
  readonly agreement: ChallengeAgreement;
}

/** A consortium that stands, and the challenge that it answers. */
const answering = (board: Board, consortium: CardId): Pitched | Reason => {
  const its = standing(board, consortium);
  if (typeof its === 'string') return its;
  const challenge = board.challenge(its.challenge);
  const agreement = board.challengeAgreement(its.challenge);
  return challenge && agreement ? { its, challenge, agreement } : 'unknown-challenge';
};

/** Gives a consortium its scores, sealed: until all are shown only their judge sees them, and may change them. */
export const give = command({
  input: z.object({
    consortium: CardId,
    scores: z
      .array(z.object({ criterion: RecordId, mark: Mark, why: z.string().trim().min(1).max(scoreWhyMax) }))
      .min(1)
      .max(detailsMax)
      .refine((all) => new Set(all.map(({ criterion }) => criterion)).size === all.length, 'Each criterion once'),
  }),
  may: (_input, actor) => judges(actor),
  circles: sealed,
  decide({ consortium, scores }, { actor, board, circle, at }) {
    const found = answering(board, consortium);
    if (typeof found === 'string') return found;
    if (actor.is === 'system') return 'not-a-judge';
    const { its, challenge, agreement } = found;
    if (agreement.status !== 'pitching') return 'not-pitching';
    const criteria = criteriaInOrder(challenge.criteria);
    if (criteria.length === 0) return 'no-criteria';
    const isWhole =
      scores.length === criteria.length && criteria.every(({ id }) => scores.some((s) => s.criterion === id));
    if (!isWhole) return 'sheet-incomplete';
    const { kept } = circle(vault);
    if (isRevealed(kept, challenge.id, agreement)) return 'scores-revealed';
    const ties = (kept?.conflicts() ?? []).filter(({ person }) => person === actor.id);
    if (isTied(board.consortiaOf(its.challenge), organisationsOf(actor), ties)) return 'tied';
    const sheet: Sheet = {
      ...{ consortium, challenge: challenge.id, judge: actor.id, panel: panelOf(actor, challenge) },
      ...{ organisations: [...organisationsOf(actor)], scores, at },
    };
    return { facts: [settled('score.given', sheet)], result: { consortium } };
  },
});

const standingOf = (board: Board, challenge: CardId): readonly ConsortiumView[] =>
  board.consortiaOf(challenge).filter(({ status }) => status !== 'dissolved');

/** Whether scores are opened and answers decided on: a city that has decided may still have left some sealed. */
const isBeingDecided = ({ status }: ChallengeAgreement): boolean => status === 'pitching' || status === 'decided';

/** The challenge of this city, on the board. */
const ofCity = (board: Board, challenge: CardId, city: OrganisationId): ChallengeCard | Reason => {
  const card = board.challenge(challenge);
  if (!card) return 'unknown-challenge';
  return card.city === city ? card : 'not-your-city';
};

/**
 * Opens all scores of a challenge at one time: to the city and the facilitators those of all
 * consortia, to each consortium its own alone. Nobody is ranked in public.
 */
export const reveal = command({
  input: z.object({ challenge: CardId, city: OrganisationId }),
  may: ({ city }, actor) => actsForCity(actor, city),
  circles: ({ challenge, city }, _actor, board) => [
    ...[vault, facilitators, circleOfCity(city)],
    ...standingOf(board, challenge).map(({ id }) => circleOfConsortium(id)),
  ],
  decide({ challenge, city }, scene) {
    const { actor, board, circle, at } = scene;
    const card = ofCity(board, challenge, city);
    const agreement = board.challengeAgreement(challenge);
    if (typeof card === 'string') return card;
    if (!agreement) return 'unknown-challenge';
    if (actor.is === 'system') return 'not-your-city';
    if (!isBeingDecided(agreement)) return 'not-pitching';
    const { kept } = circle(vault);
    if (isRevealed(kept, challenge, agreement)) return 'scores-revealed';
    const sheets = kept && sheetsNow(kept, { board, challenge, agreement });
    if (sheets?.length === 0) return 'nothing-scored';
    const results = standingOf(board, challenge).map(({ id }) => {
      const its = (sheets ?? []).filter(({ consortium }) => consortium === id);
      return { consortium: id, result: resultOf(card.criteria, its) };
    });
    const facts: Fact[] = [
      settled('scores.revealed', {
        ...{ challenge, city, at, by: actor.id, tied: tiedBy(kept, board, challenge) },
        consortia: Object.fromEntries(results.map(({ consortium, result }) => [consortium, result])),
      }),
      ...results.map((its) => settled('result.told', { ...its, challenge, at })),
    ];
    return { facts, result: { challenge } };
  },
});

interface Round {
  readonly board: Board;
  readonly challenge: CardId;
  readonly agreement: ChallengeAgreement;
}

/** The sheets of the round that runs. */
export const sheetsNow = (kept: Kept, { board, challenge, agreement }: Round): readonly Sheet[] =>
  sheetsThatCount(kept.sheetsOf(challenge), {
    ...{ since: scoringBegan(agreement), answering: board.consortiaOf(challenge), conflicts: kept.conflicts() },
  });

/** How many have declared a tie to any of those who answer. */
const tiedBy = (kept: Kept | undefined, board: Board, challenge: CardId): number => {
  const answeringIt = board.consortiaOf(challenge);
  const ties = (kept?.conflicts() ?? []).filter((tie) => isTied(answeringIt, [], [tie]));
  return new Set(ties.map(({ person }) => person)).size;
};

/**
 * Says what the city makes of a consortium's answer, and why, for all to read. It may be said before
 * anything was scored, or once the scores are open: not while they lie sealed.
 */
export const decide = command({
  input: z.object({
    consortium: CardId,
    city: OrganisationId,
    outcome: DecisionOutcome,
    why: z.string().trim().max(whyMax).default(''),
  }),
  may: ({ city }, actor) => actsForCity(actor, city),
  circles: () => [vault],
  decide({ consortium, city, outcome, why }, { actor, board, circle, at }) {
    const found = answering(board, consortium);
    if (typeof found === 'string') return found;
    if (actor.is === 'system') return 'not-your-city';
    const { challenge, agreement } = found;
    if (challenge.city !== city) return 'not-your-city';
    if (!isBeingDecided(agreement)) return 'not-pitching';
    if (why === '') return 'why-needed';
    const { kept } = circle(vault);
    const round = { board, challenge: challenge.id, agreement };
    if (kept && !isRevealed(kept, challenge.id, agreement) && sheetsNow(kept, round).length > 0) return 'scores-sealed';
    const its = { consortium, challenge: challenge.id, city, outcome, why, by: actor.id, at };
    return { facts: [settled('consortium.decided', its)], result: { consortium } };
  },
});
