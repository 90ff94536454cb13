import type { Board } from '@brygga/shared/agreements/board';
import { emptyWorkspace, type ConsortiumWorkspace } from '@brygga/shared/agreements/workspace/workspace';
import type { Session } from '@brygga/shared/agreements/session/state';
import type { Card } from '@brygga/shared/document/cards/index';
import type { CardId } from '@brygga/shared/ids';
import type { LiveChallenges } from './liveChallenges.ts';
import type { LiveConsortia } from './liveConsortia.ts';
import type { LiveRecords } from './liveRecords.svelte.ts';
import type { LiveQuestions } from './liveQuestions.ts';
import type { LiveRoster } from './liveRoster.ts';

/** The board that verdicts are based on. Reactive: a verdict's reader runs again when what it read changes. */
export const liveBoardReads = (deps: {
  readonly cards: LiveRecords<CardId, Card>;
  readonly challenges: LiveChallenges;
  readonly consortia: LiveConsortia;
  readonly roster: LiveRoster;
  readonly session: Session;
  /** Questions lie in circles beside the board. */
  readonly questions?: LiveQuestions;
  /** A consortium's workspace, or what was handed over from workspaces. */
  readonly workspace?: ConsortiumWorkspace;
}): Board => ({
  challenge(id) {
    const card = deps.cards.get(id);
    return card?.kind === 'challenge' ? card : undefined;
  },
  challengeAgreement: (id) => deps.challenges.get(id),
  consortium: (id) => deps.consortia.get(id),
  consortiaOf: (challenge) => deps.consortia.of(challenge),
  consortia: () => deps.consortia.all,
  organisation: (id) => deps.roster.organisation(id),
  person: (id) => deps.roster.person(id),
  session: () => deps.session,
  question: (id) => deps.questions?.board.question(id),
  questions: () => deps.questions?.board.questions() ?? [],
  disclosure: (id) => deps.questions?.board.disclosure(id),
  workspace: () => deps.workspace ?? emptyWorkspace,
});
