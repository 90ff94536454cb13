import type { Board } from '@brygga/shared/agreements/board';
import { emptyWorkspace, type ConsortiumWorkspace } from '@brygga/shared/agreements/room';
import type { Session } from '@brygga/shared/agreements/session';
import type { Card } from '@brygga/shared/document/cards/index';
import type { CardId } from '@brygga/shared/ids';
import type { LiveChallenges } from './liveChallenges.ts';
import type { LiveConsortia } from './liveConsortia.ts';
import type { LiveRecords } from './liveRecords.svelte.ts';
import type { LiveTalk } from './liveTalk.ts';
import type { LiveRoster } from './types.ts';

/** The board that verdicts are reached over: who asks for one runs again when what it rested on changes. */
export const liveBoardReads = (parts: {
  readonly cards: LiveRecords<CardId, Card>;
  readonly challenges: LiveChallenges;
  readonly consortia: LiveConsortia;
  readonly roster: LiveRoster;
  readonly session: Session;
  /** Questions lie in circles beside the board. */
  readonly talk?: LiveTalk;
  /** What is settled in a consortium's room, or was handed over. */
  readonly room?: ConsortiumWorkspace;
}): Board => ({
  challenge(id) {
    const card = parts.cards.get(id);
    return card?.kind === 'challenge' ? card : undefined;
  },
  challengeAgreement: (id) => parts.challenges.get(id),
  consortium: (id) => parts.consortia.get(id),
  consortiaOf: (challenge) => parts.consortia.of(challenge),
  consortia: () => parts.consortia.all,
  organisation: (id) => parts.roster.organisation(id),
  person: (id) => parts.roster.person(id),
  session: () => parts.session,
  question: (id) => parts.talk?.board.question(id),
  questions: () => parts.talk?.board.questions() ?? [],
  disclosure: (id) => parts.talk?.board.disclosure(id),
  workspace: () => parts.room ?? emptyWorkspace,
});
