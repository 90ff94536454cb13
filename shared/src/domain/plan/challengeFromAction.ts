import { titleMax } from '../../document/cards/card.ts';
import type { Budget, PlanLink } from '../../document/cards/challenge.ts';
import type { PlanActionId } from '../../ids.ts';
import type { SectorId } from '../../taxonomy/sectors.ts';
import type { PlanAction } from './action.ts';

/** What a challenge begins with that is made of an action of the plan. */
export interface ChallengeFromPlan {
  readonly title: string;
  /** Undefined where the plan does not say: a challenge needs one. */
  readonly sector: SectorId | undefined;
  /** Paragraphs. */
  readonly brief: string;
  /** Plain fields, of which those that the plan does not say are left out. */
  readonly fields: { readonly outcome: string; readonly place?: string; readonly plan: PlanLink };
  /** What is the city's own business until it says so. */
  readonly own: { readonly budget?: Budget; readonly heldBack?: string[] };
}

type SavedPlanAction = PlanAction & { readonly id: PlanActionId };

const planTitleMax = 300;

const linkTo = ({ id, code, title, link }: SavedPlanAction): PlanLink => ({
  title: (code === undefined ? title : `${code} ${title}`).slice(0, planTitleMax),
  action: id,
  ...(link === undefined ? {} : { url: link }),
});

const ownOf = ({ cost, currency, code, title }: SavedPlanAction): ChallengeFromPlan['own'] => {
  if (cost === undefined || currency === undefined) return {};
  const source = (code ?? title).slice(0, 200);
  return { budget: { is: 'known', from: cost, currency, source }, heldBack: ['budget'] };
};

/** A year alone is no outcome. */
const outcomeOf = ({ goal, until }: PlanAction): string =>
  goal === undefined ? '' : (until === undefined ? goal : `${goal}, ${until}`).slice(0, 300);

/** The plan's own words, and no more. Who has it and how far it has come stays in the library. */
export const challengeFromAction = (action: SavedPlanAction): ChallengeFromPlan => ({
  title: action.title.slice(0, titleMax),
  sector: action.sector,
  brief: action.description ?? '',
  fields: {
    outcome: outcomeOf(action),
    ...(action.place === undefined ? {} : { place: action.place }),
    plan: linkTo(action),
  },
  own: ownOf(action),
});
