import type { PlanReference } from '../../document/cards/challenge.ts';
import { titleMax } from '../../document/cards/card.ts';
import type { PlanActionId } from '../../ids.ts';
import type { SectorId } from '../../taxonomy/sectors.ts';
import type { PlanAction } from './action.ts';

/** What a challenge begins with that is made of an action of the plan. */
export interface FromPlan {
  readonly title: string;
  /** Undefined where the plan does not say: a challenge needs one. */
  readonly sector: SectorId | undefined;
  readonly outcome: string;
  /** Paragraphs. */
  readonly brief: string;
  readonly plan: PlanReference;
}

const nameOf = ({ code, title }: PlanAction): string => (code === undefined ? title : `${code} ${title}`);

/**
 * The plan's own words, and no more: what it costs, who has it and how far it has come is the city's
 * business until it says so.
 */
export const challengeFrom = (action: PlanAction & { readonly id: PlanActionId }): FromPlan => ({
  title: action.title.slice(0, titleMax),
  sector: action.sector,
  outcome: [action.goal, action.until]
    .filter((part) => part !== undefined)
    .join(', ')
    .slice(0, 300),
  brief: [action.description, action.place].filter((part) => part !== undefined).join('\n'),
  plan: { action: action.id, name: nameOf(action) },
});
