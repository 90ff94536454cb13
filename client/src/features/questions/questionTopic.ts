import type { CardId } from '@brygga/shared/ids';

/** The topic of a question that is about no challenge in particular. */
export const wholeWorkshop = 'all';
export type QuestionTopic = CardId | typeof wholeWorkshop;

/** The topic as commands take it. */
export const topicChallenge = (topic: QuestionTopic): { readonly challenge?: CardId } =>
  topic === wholeWorkshop ? {} : { challenge: topic };
