import { type Circle, circleName, circleOfCity, facilitatorsCircle } from '@brygga/shared/document/circles';
import type { PersonId } from '@brygga/shared/ids';
import { isFacilitator } from '@brygga/shared/rules/actor';
import { untrack } from 'svelte';
import { LiveTalk } from './liveTalk.ts';
import { openSmallDocument } from './smallDocument.ts';
import { browserSurroundings, type Surroundings } from './surroundings.ts';
import type { LiveBoard, Talks } from './types.ts';

export interface OpenTalkOptions {
  readonly circle: Extract<Circle, { is: 'facilitators' | 'city' | 'person' }>;
  /** The workshop's board, which is open already. */
  readonly board: LiveBoard;
  /** In a demo, whom the visitor looks as. */
  readonly as?: PersonId | undefined;
}

/** Opens what a circle has of questions and disclosures. Call `destroy` when nobody shows it any more. */
export const openTalk = (
  { circle, board, as }: OpenTalkOptions,
  surroundings: Pick<Surroundings, 'syncUrl' | 'Socket'> = browserSurroundings(board.workshop, as),
): { readonly talk: LiveTalk; destroy(): void } =>
  untrack(() => {
    const { workshop, actor } = board;
    const keptAs = `talk:${circleName(circle)}`;
    const { doc, destroy } = openSmallDocument({ workshop, actor, circle, keptAs, as }, surroundings);
    const talk = new LiveTalk(doc);
    const leave = board.circles.add(circle, { doc, board: talk.board });
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
export const talksOf = (
  board: LiveBoard,
  own: LiveTalk,
  as: PersonId | undefined,
): { readonly talks: Talks; close(): void } => {
  const { actor } = board;
  const open = (circle: OpenTalkOptions['circle']) => openTalk({ circle, board, as });
  const all = isFacilitator(actor) ? open(facilitatorsCircle) : undefined;
  const cities = actor.organisations
    .filter(({ kind }) => kind === 'city')
    .map(({ id }) => ({ city: id, ...open(circleOfCity(id)) }));
  return {
    talks: { own, facilitators: all?.talk, cities: cities.map(({ city, talk }) => ({ city, talk })) },
    close() {
      all?.destroy();
      for (const { destroy } of cities) destroy();
    },
  };
};
