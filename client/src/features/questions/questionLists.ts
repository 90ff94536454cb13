import type { Question, QuestionState } from '@brygga/shared/agreements/questions/state';
import type { OrganisationId, PersonId, RecordId } from '@brygga/shared/ids';
import type { LiveQuestions } from '../../documents/live/liveQuestions.ts';
import type { QuestionCircles } from '../../documents/registry/liveBoard.ts';

export interface QuestionWithId extends Question {
  readonly id: RecordId;
}

/** A circle's questions in these states, the longest waiting first. */
export const questionsInState = (
  { questions }: LiveQuestions,
  ...states: readonly QuestionState[]
): readonly QuestionWithId[] => questions.all.filter(({ state }) => states.includes(state));

/** How many questions wait for this person to act. */
export const waitingQuestionCount = ({ facilitators, cities }: QuestionCircles): number => {
  const facilitatorCount = facilitators ? questionsInState(facilitators, 'asked', 'answered').length : 0;
  return cities.reduce((sum, { questions }) => sum + questionsInState(questions, 'neutral').length, facilitatorCount);
};

/**
 * The fields of the facilitators' commands that identify a question.
 *
 * @throws Error for a copy without its asker; the facilitators' copy always has one.
 */
export const questionCommandInput = ({
  id,
  asker,
  to,
}: QuestionWithId): { readonly question: RecordId; readonly asker: PersonId; readonly asks?: OrganisationId } => {
  if (!asker) throw new Error(`The question ${id} has no asker`);
  return { question: id, asker, ...(to ? { asks: to } : {}) };
};
