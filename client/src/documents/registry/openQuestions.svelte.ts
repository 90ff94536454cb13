import { type Circle, circleOfCity, facilitatorsCircle } from '@brygga/shared/document/circles';
import type { OrganisationId } from '@brygga/shared/ids';
import { isFacilitator } from '@brygga/shared/rules/actor';
import { untrack } from 'svelte';
import { LiveQuestions } from '../live/liveQuestions.ts';
import type { LiveBoard } from './liveBoard.ts';
import { openView, type View } from './openView.ts';

/** The questions of every circle in which a person takes part in them. */
export interface QuestionCircles {
  /** Asked by the person. */
  readonly own: LiveQuestions;
  /** All questions, while the person is a facilitator. Reactive. */
  readonly facilitators: LiveQuestions | undefined;
  /** Asked of the person's cities. */
  readonly cities: readonly { readonly city: OrganisationId; readonly questions: LiveQuestions }[];
}

type QuestionCircle = Extract<Circle, { is: 'facilitators' | 'city' | 'person' }>;

/** Opens a circle's questions and disclosures, and registers them for verdicts. */
export const openQuestions = ({ circles }: Pick<LiveBoard, 'circles'>, circle: QuestionCircle): View<LiveQuestions> => {
  const { live, destroy } = openView(circles, circle, ({ doc }) => new LiveQuestions(doc));
  const unregisterBoard = circles.registerBoard(circle, live.board);
  return {
    live,
    destroy() {
      unregisterBoard();
      destroy();
    },
  };
};

/** Opens the questions of the person's cities, and of the facilitators for as long as the person is one. */
export const openQuestionCircles = (
  board: Pick<LiveBoard, 'actor' | 'circles'>,
  own: LiveQuestions,
): { readonly questionCircles: QuestionCircles; destroy(): void } => {
  const cities = board.actor.organisations
    .filter(({ kind }) => kind === 'city')
    .map(({ id }) => ({ city: id, view: openQuestions(board, circleOfCity(id)) }));
  let facilitators = $state.raw<LiveQuestions>();
  // The role is read from the roster and may change while the board is open.
  const stopFollowingRole = $effect.root(() => {
    const facilitates = $derived(isFacilitator(board.actor));
    $effect(() => {
      if (!facilitates) return undefined;
      const view = untrack(() => openQuestions(board, facilitatorsCircle));
      facilitators = view.live;
      return () => {
        facilitators = undefined;
        view.destroy();
      };
    });
  });
  return {
    questionCircles: {
      own,
      get facilitators() {
        return facilitators;
      },
      cities: cities.map(({ city, view }) => ({ city, questions: view.live })),
    },
    destroy() {
      stopFollowingRole();
      for (const { view } of cities) view.destroy();
    },
  };
};
