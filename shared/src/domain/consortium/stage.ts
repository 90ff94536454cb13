import type { ConsortiumAgreement } from '../../agreements/consortium/state.ts';
import type { Need } from '../../document/cards/challenge.ts';
import type { NeedId } from '../../ids.ts';
import { coverageOf } from './coverage.ts';

/**
 * How far a consortium has come: a company that looks for others; a table that fills; one that covers
 * every must-have; one whose members stand by their seats; whose letter of intent all have confirmed;
 * what the city made of it.
 */
export const consortiumStages = [
  'sketch',
  'forming',
  'viable',
  'committed',
  'lettered',
  'chosen',
  'notChosen',
  'dissolved',
] as const;
export type ConsortiumStage = (typeof consortiumStages)[number];

const gatheringStages = ['sketch', 'forming', 'viable'] as const;
const decidedStages = ['chosen', 'notChosen'] as const;

/** The ways of a consortium by what its companies and the city settle. What the city edits in its needs may lead anywhere among the first three. */
export const consortiumTransitions: Readonly<Record<ConsortiumStage, readonly ConsortiumStage[]>> = {
  sketch: ['forming', 'viable', ...decidedStages, 'dissolved'],
  forming: ['sketch', 'viable', ...decidedStages, 'dissolved'],
  // Whoever loses the seat of a must-have goes back to forming, and all see it.
  viable: ['sketch', 'forming', 'committed', ...decidedStages, 'dissolved'],
  committed: [...gatheringStages, 'lettered', ...decidedStages, 'dissolved'],
  lettered: [...gatheringStages, 'committed', ...decidedStages, 'dissolved'],
  chosen: ['notChosen', 'dissolved'],
  notChosen: ['chosen', 'dissolved'],
  dissolved: [],
};

type StageInput = Pick<ConsortiumAgreement, 'status' | 'members' | 'seats' | 'decision' | 'letter'>;

export const consortiumStage = (
  needs: Readonly<Record<NeedId, Need>>,
  { status, members, seats, decision, letter }: StageInput,
): ConsortiumStage => {
  if (status === 'dissolved') return 'dissolved';
  if (decision) return decision.outcome;
  if (status === 'committed') return letter ? 'lettered' : 'committed';
  const { mustOpen, covered } = coverageOf(needs, seats);
  if (mustOpen === 0 && covered > 0) return 'viable';
  return Object.keys(members).length === 1 ? 'sketch' : 'forming';
};
