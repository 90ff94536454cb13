import { circleOfCity, circleOfConsortium, circleOfPerson, facilitatorsCircle } from '@brygga/shared/document/circles';
import type { CardId, OrganisationId } from '@brygga/shared/ids';
import { isFacilitator, isMemberOf, type Person } from '@brygga/shared/rules/actor';
import { LiveJudge, LiveOwnResults, LiveResults } from '../live/liveJudging.ts';
import type { LiveBoard } from './liveBoard.ts';
import { openView, type View } from './openView.ts';

export interface Judging {
  /** The person's own score sheets and conflicts of interest. */
  readonly judge: LiveJudge;
  /** Revealed scores, for people of the city and for facilitators. */
  readonly results: LiveResults | undefined;
}

/** The circle in which this person may read a city's revealed scores. */
const resultsCircle = (actor: Person, city: OrganisationId) => {
  if (isMemberOf(actor, city, 'city')) return circleOfCity(city);
  return isFacilitator(actor) ? facilitatorsCircle : undefined;
};

/** Opens what the person may know of the judging of a city's challenges. */
export const openJudging = (
  { circles, actor }: LiveBoard,
  city: OrganisationId,
): { readonly judging: Judging; destroy(): void } => {
  const judge = openView(circles, circleOfPerson(actor.id), ({ doc }) => new LiveJudge(doc));
  const circle = resultsCircle(actor, city);
  const results = circle && openView(circles, circle, ({ doc }) => new LiveResults(doc));
  return {
    judging: { judge: judge.live, results: results?.live },
    destroy() {
      judge.destroy();
      results?.destroy();
    },
  };
};

/** Opens the revealed scores of a consortium that the person is in. */
export const openOwnResults = ({ circles }: LiveBoard, consortium: CardId): View<LiveOwnResults> =>
  openView(circles, circleOfConsortium(consortium), ({ doc }) => new LiveOwnResults(doc));
