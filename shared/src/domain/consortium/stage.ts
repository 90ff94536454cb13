import type { ConsortiumAgreement } from '../../agreements/consortium/state.ts';
import type { Need } from '../../document/cards/challenge.ts';
import type { NeedId } from '../../ids.ts';
import { coverageOf } from './coverage.ts';

/**
 * How far a consortium has come. `sketch`: the lead alone; `viable`: every must need is covered;
 * `committed`: all members are; `lettered`: all have confirmed the letter of intent; `chosen` and
 * `notChosen`: what the city has decided.
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

/** The transitions of a consortium. An edit of the challenge's needs may lead to any of the first three stages. */
export const consortiumTransitions: Readonly<Record<ConsortiumStage, readonly ConsortiumStage[]>> = {
  sketch: ['forming', 'viable', ...decidedStages, 'dissolved'],
  forming: ['sketch', 'viable', ...decidedStages, 'dissolved'],
  // A consortium that loses the seat of a must need is forming again.
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
