import { type Circle, circleName, circleOfCity, facilitatorsCircle } from '@brygga/shared/document/circles';
import type { PersonId } from '@brygga/shared/ids';
import { isFacilitator } from '@brygga/shared/rules/actor';
import { untrack } from 'svelte';
import { LiveQuestions } from '../live/liveQuestions.ts';
import { openCircleDocument } from './circleDocument.ts';
import { browserEnvironment, type Environment } from './environment.ts';
import type { LiveBoard } from './liveBoard.ts';
import type { OrganisationId } from '@brygga/shared/ids';

/** Where a person takes part in questions: each with what its circle knows. */
export interface QuestionCircles {
  /** What the person has asked. */
  readonly own: LiveQuestions;
  /** All of it, for facilitators. */
  readonly facilitators: LiveQuestions | undefined;
  /** What the person's cities are asked. */
  readonly cities: readonly { readonly city: OrganisationId; readonly questions: LiveQuestions }[];
}

export interface OpenQuestionsOptions {
  readonly circle: Extract<Circle, { is: 'facilitators' | 'city' | 'person' }>;
  /** The workshop's board, which is open already. */
  readonly board: LiveBoard;
  /** In a demo, whom the visitor looks as. */
  readonly as?: PersonId | undefined;
}

/** Opens what a circle has of questions and disclosures. Call `destroy` when nobody shows it any more. */
export const openQuestions = (
  { circle, board, as }: OpenQuestionsOptions,
  surroundings: Pick<Environment, 'syncUrl' | 'Socket'> = browserEnvironment(board.workshop, as),
): { readonly talk: LiveQuestions; destroy(): void } =>
  untrack(() => {
    const { workshop, actor } = board;
    const keptAs = `talk:${circleName(circle)}`;
    const { doc, destroy } = openCircleDocument({ workshop, actor, circle, storeName: keptAs, as }, surroundings);
    const talk = new LiveQuestions(doc);
    const leave = board.circles.register(circle, { doc, board: talk.board });
    return {
      talk,
      destroy() {
        leave();
        talk.stop();
        destroy();
      },
    };
  });

/** Opens the circles in which the person takes part in questions, beside the person's own. */
export const openQuestionCircles = (
  board: LiveBoard,
  own: LiveQuestions,
  as: PersonId | undefined,
): { readonly talks: QuestionCircles; close(): void } => {
  const { actor } = board;
  const open = (circle: OpenQuestionsOptions['circle']) => openQuestions({ circle, board, as });
  const all = isFacilitator(actor) ? open(facilitatorsCircle) : undefined;
  const cities = actor.organisations
    .filter(({ kind }) => kind === 'city')
    .map(({ id }) => ({ city: id, ...open(circleOfCity(id)) }));
  return {
    talks: { own, facilitators: all?.talk, cities: cities.map(({ city, talk }) => ({ city, questions: talk })) },
    close() {
      all?.destroy();
      for (const { destroy } of cities) destroy();
    },
  };
};
