import { titleMax } from '../../document/cards/card.ts';
import {
  type Budget,
  budgetSourceMax,
  outcomeMax,
  type PlanLink,
  planTitleMax,
} from '../../document/cards/challenge.ts';
import type { PlanActionId } from '../../ids.ts';
import type { SectorId } from '../../taxonomy/sectors.ts';
import type { PlanAction } from './action.ts';

/** The fields of a new challenge that is made from an action of the plan. */
export interface ChallengeFromPlan {
  readonly title: string;
  /** Undefined if the plan names none, though a challenge needs one. */
  readonly sector: SectorId | undefined;
  /** Paragraphs. */
  readonly brief: string;
  /** Plain fields, without those that the plan leaves open. */
  readonly fields: { readonly outcome: string; readonly place?: string; readonly plan: PlanLink };
  /** Fields that are held back at first. */
  readonly own: { readonly budget?: Budget; readonly heldBack?: string[] };
}

type SavedPlanAction = PlanAction & { readonly id: PlanActionId };

const linkTo = ({ id, code, title, link }: SavedPlanAction): PlanLink => ({
  title: (code === undefined ? title : `${code} ${title}`).slice(0, planTitleMax),
  action: id,
  ...(link === undefined ? {} : { url: link }),
});

const privateFieldsOf = ({ cost, currency, code, title }: SavedPlanAction): ChallengeFromPlan['own'] => {
  if (cost === undefined || currency === undefined) return {};
  const source = (code ?? title).slice(0, budgetSourceMax);
  return { budget: { is: 'known', from: cost, currency, source }, heldBack: ['budget'] };
};

/** Empty without a goal: a year alone is no outcome. */
const outcomeOf = ({ goal, until }: PlanAction): string =>
  goal === undefined ? '' : (until === undefined ? goal : `${goal}, ${until}`).slice(0, outcomeMax);

/** Takes over the plan's own texts. Department and status stay in the library. */
export const challengeFromAction = (action: SavedPlanAction): ChallengeFromPlan => ({
  title: action.title.slice(0, titleMax),
  sector: action.sector,
  brief: action.description ?? '',
  fields: {
    outcome: outcomeOf(action),
    ...(action.place === undefined ? {} : { place: action.place }),
    plan: linkTo(action),
  },
  own: privateFieldsOf(action),
});
