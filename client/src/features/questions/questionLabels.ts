import type { Question } from '@brygga/shared/agreements/questions/state';
import type { CardId, OrganisationId } from '@brygga/shared/ids';
import type { LiveBoard } from '../../documents/registry/liveBoard.ts';
import { m } from '../../i18n/index.ts';

export const organisationName = (board: LiveBoard, organisation: OrganisationId | undefined): string =>
  (organisation && board.roster.organisation(organisation)?.name) ?? '';

/** The topic: a challenge's title, or the workshop as a whole. */
export const topicName = (board: LiveBoard, challenge: CardId | undefined): string => {
  if (!challenge) return m.questions_about_all();
  return board.agreements.challenge(challenge)?.title.trim() || m.questions_about_untitled();
};

/** State shown to the asker: an answer counts as pending until it is sent to everyone. */
export const questionStateLabel = ({ state }: Question): string => {
  switch (state) {
    case 'asked':
      return m.questions_state_asked();
    case 'neutral':
    case 'answered':
      return m.questions_state_neutral();
    case 'sent':
      return m.questions_state_sent();
    case 'declined':
      return m.questions_state_declined();
    case 'withdrawn':
      return m.questions_state_withdrawn();
  }
};
