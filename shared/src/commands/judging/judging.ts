import type { Board, ConsortiumView } from '../../agreements/board.ts';
import type { ChallengeAgreement } from '../../agreements/challenge/state.ts';
import type { ScoreSheet } from '../../agreements/judging/state.ts';
import type { Reason } from '../../reasons.ts';
import type { VaultReads } from '../../agreements/vault.ts';
import type { ChallengeCard } from '../../document/cards/index.ts';
import { type Circle, circleOfPerson, vaultCircle } from '../../document/circles.ts';
import { scoringStartedAt, validScoreSheets } from '../../domain/judging.ts';
import type { CardId, OrganisationId } from '../../ids.ts';
import type { Person } from '../../rules/actor.ts';
import { activeConsortium, activeConsortiumReasons } from '../activeConsortium.ts';

export const vaultAndOwnCircle = (_input: unknown, actor: Person): readonly Circle[] => [
  vaultCircle,
  circleOfPerson(actor.id),
];

export const organisationsOf = (actor: Person): readonly OrganisationId[] => actor.organisations.map(({ id }) => id);

/** Whether the scores of the current round are open: a challenge that is pitched again is scored again. */
export const isRevealed = (
  vault: VaultReads | undefined,
  challenge: CardId,
  agreement: ChallengeAgreement,
): boolean => {
  const at = vault?.revealedAt(challenge);
  return at !== undefined && at >= scoringStartedAt(agreement);
};

/** Whether scores are opened and consortia decided about; after the decision, too, as some scores may still be sealed. */
export const isBeingDecided = ({ status }: ChallengeAgreement): boolean =>
  status === 'pitching' || status === 'decided';

export interface PitchedConsortium {
  readonly consortium: ConsortiumView;
  readonly challenge: ChallengeCard;
  readonly agreement: ChallengeAgreement;
}

export const pitchedConsortiumReasons = [
  ...activeConsortiumReasons,
  'unknown-challenge',
] as const satisfies readonly Reason[];

/** An active consortium, with the challenge that it answers. */
export const pitchedConsortium = (
  board: Board,
  id: CardId,
): PitchedConsortium | (typeof pitchedConsortiumReasons)[number] => {
  const consortium = activeConsortium(board, id);
  if (typeof consortium === 'string') return consortium;
  const challenge = board.challenge(consortium.challenge);
  const agreement = board.challengeAgreement(consortium.challenge);
  return challenge && agreement ? { consortium, challenge, agreement } : 'unknown-challenge';
};

interface ScoringRound {
  readonly board: Board;
  readonly challenge: CardId;
  readonly agreement: ChallengeAgreement;
}

/** The score sheets of the current round. */
export const currentScoreSheets = (
  vault: VaultReads,
  { board, challenge, agreement }: ScoringRound,
): readonly ScoreSheet[] =>
  validScoreSheets(vault.scoreSheetsOf(challenge), {
    since: scoringStartedAt(agreement),
    answering: board.consortiaOf(challenge),
    conflicts: vault.conflicts(),
  });
