import type { Question } from '@brygga/shared/agreements/questions/state';
import type { CardId, OrganisationId } from '@brygga/shared/ids';
import type { LiveBoard } from '../../documents/registry/liveBoard.ts';
import { locale, m } from '../../i18n/index.ts';

/** A moment, as people say it: the day and the time of day. */
export const formatDateTime = (at: number): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }).format(at);

/** A day of the calendar (`2026-03-01`), wherever one reads it. */
export const formatDate = (day: string): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(day));

export const organisationName = (board: LiveBoard, organisation: OrganisationId | undefined): string =>
  (organisation && board.roster.organisation(organisation)?.name) ?? '';

/** What it is about: a challenge by its title, or the workshop as a whole. */
export const topicName = (board: LiveBoard, challenge: CardId | undefined): string => {
  if (!challenge) return m.questions_about_all();
  return board.board.challenge(challenge)?.title.trim() || m.questions_about_untitled();
};

/** Where one's own question stands. What the city has answered is nobody's before it is sent to everyone. */
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
