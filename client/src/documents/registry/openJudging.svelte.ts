import {
  circleName,
  circleOfCity,
  circleOfConsortium,
  circleOfPerson,
  facilitatorsCircle,
  type EnterableCircle,
} from '@brygga/shared/document/circles';
import type { CardId, OrganisationId, PersonId } from '@brygga/shared/ids';
import { isFacilitator, isMemberOf } from '@brygga/shared/rules/actor';
import { untrack } from 'svelte';
import type * as Y from 'yjs';
import { LiveJudge, LiveOwnResults, LiveResults } from '../live/liveJudging.ts';
import { openCircleDocument } from './circleDocument.ts';
import { browserEnvironment, type Environment } from './environment.ts';
import type { LiveBoard } from './liveBoard.ts';

interface OpenJudgingOptions {
  readonly board: LiveBoard;
  /** In a demo, whom the visitor looks as. */
  readonly as?: PersonId | undefined;
}

type CircleBesideBoard = Exclude<EnterableCircle, { is: 'board' }>;

/** A circle's document, read for as long as it is open. */
const openView = <Live extends { readonly stop: () => void }>(
  { board, as }: OpenJudgingOptions,
  circle: CircleBesideBoard,
  read: (doc: Y.Doc) => Live,
  surroundings: Pick<Environment, 'syncUrl' | 'Socket'> = browserEnvironment(board.workshop, as),
): { readonly live: Live; destroy(): void } => {
  const { workshop, actor } = board;
  const keptAs = `judging:${circleName(circle)}`;
  const { doc, destroy } = openCircleDocument({ workshop, actor, circle, storeName: keptAs, as }, surroundings);
  const live = read(doc);
  const leave = board.circles.register(circle, { doc });
  return {
    live,
    destroy() {
      leave();
      live.stop();
      destroy();
    },
  };
};

export interface Judging {
  /** What the person has said as a judge. */
  readonly judge: LiveJudge;
  /** Opened scores, for people of the city and for facilitators. */
  readonly results: LiveResults | undefined;
}

/** Opens what the person knows of the judging of a city's challenges. Call `destroy` when nobody shows it any more. */
export const openJudging = (
  around: OpenJudgingOptions,
  city: OrganisationId,
): { readonly judging: Judging; destroy(): void } =>
  untrack(() => {
    const { actor } = around.board;
    const own = openView(around, circleOfPerson(actor.id), (doc) => new LiveJudge(doc));
    const open = (circle: CircleBesideBoard) => openView(around, circle, (doc) => new LiveResults(doc));
    const inCity = isMemberOf(actor, city, 'city') ? open(circleOfCity(city)) : undefined;
    const results = inCity ?? (isFacilitator(actor) ? open(facilitatorsCircle) : undefined);
    return {
      judging: { judge: own.live, results: results?.live },
      destroy() {
        own.destroy();
        results?.destroy();
      },
    };
  });

/** Opens what a consortium that one is in was told of its own scores. */
export const openOwnResults = (
  around: OpenJudgingOptions,
  consortium: CardId,
): { readonly live: LiveOwnResults; destroy(): void } =>
  untrack(() => openView(around, circleOfConsortium(consortium), (doc) => new LiveOwnResults(doc)));
