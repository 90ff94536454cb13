import type { Board, ConsortiumView } from '../agreements/board.ts';
import { isActive } from '../agreements/consortium/state.ts';
import { acceptsConsortia } from '../domain/challenge/stages.ts';
import type { CardId, OrganisationId } from '../ids.ts';
import type { Reason } from '../reasons.ts';

export const activeConsortiumReasons = [
  'unknown-consortium',
  'consortium-dissolved',
] as const satisfies readonly Reason[];
export const membershipReasons = [...activeConsortiumReasons, 'not-a-member'] as const satisfies readonly Reason[];

/** The consortium, if it is active and the company is a member; else the reason why not. */
export const membership = (
  board: Board,
  consortium: CardId,
  company: OrganisationId,
): ConsortiumView | (typeof membershipReasons)[number] => {
  const view = activeConsortium(board, consortium);
  if (typeof view === 'string') return view;
  return view.members[company] ? view : 'not-a-member';
};

export const activeConsortium = (
  board: Board,
  consortium: CardId,
): ConsortiumView | (typeof activeConsortiumReasons)[number] => {
  const view = board.consortium(consortium);
  if (!view) return 'unknown-consortium';
  return isActive(view) ? view : 'consortium-dissolved';
};

/** Whether the city has withdrawn the challenge or decided about it, so that no seat is taken any more. */
export const isChallengeClosed = (board: Board, challenge: CardId): boolean => {
  const agreement = board.challengeAgreement(challenge);
  return agreement !== undefined && !acceptsConsortia(agreement.status);
};
