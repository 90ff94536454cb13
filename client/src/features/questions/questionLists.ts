import type { Question, QuestionState } from '@brygga/shared/agreements/questions/state';
import type { RecordId } from '@brygga/shared/ids';
import type { LiveQuestions } from '../../documents/live/liveQuestions.ts';
import type { QuestionCircles } from '../../documents/registry/openQuestions.svelte.ts';

export interface QuestionWithId extends Question {
  readonly id: RecordId;
}

/** A circle's questions in these states, the longest waiting first. */
export const questionsInState = (
  { questions }: LiveQuestions,
  ...states: readonly QuestionState[]
): readonly QuestionWithId[] => questions.all.filter(({ state }) => states.includes(state));

/** How many questions wait for this person to do something about them. */
export const waitingQuestionCount = ({ facilitators, cities }: QuestionCircles): number => {
  const asFacilitator = facilitators ? questionsInState(facilitators, 'asked', 'answered').length : 0;
  return cities.reduce((sum, { questions: talk }) => sum + questionsInState(talk, 'neutral').length, asFacilitator);
};
