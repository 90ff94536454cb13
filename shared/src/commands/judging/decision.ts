import { z } from 'zod';
import { whyMax } from '../../agreements/challenge/state.ts';
import { createFact } from '../../agreements/facts.ts';
import { DecisionOutcome } from '../../agreements/judging/state.ts';
import { vaultCircle } from '../../document/circles.ts';
import { CardId, OrganisationId } from '../../ids.ts';
import { mayActForCity, rightReasons } from '../../rules/actor.ts';
import { definePersonCommand } from '../command.ts';
import {
  currentScoreSheets,
  isBeingDecided,
  isRevealed,
  pitchedConsortium,
  pitchedConsortiumReasons,
} from './judging.ts';

/**
 * Publishes what the city decides about a consortium, and why. It may decide before any score was given
 * or after the reveal, but not while scores are sealed.
 */
export const decideConsortium = definePersonCommand({
  input: z.object({
    consortium: CardId,
    city: OrganisationId,
    outcome: DecisionOutcome,
    why: z.string().trim().max(whyMax).default(''),
  }),
  reasons: {
    forbidden: rightReasons.mayActForCity,
    refused: [...pitchedConsortiumReasons, 'not-your-city', 'not-pitching', 'why-needed', 'scores-sealed'],
  },
  may: ({ city }, actor) => mayActForCity(actor, city),
  circles: () => [vaultCircle],
  decide({ consortium, city, outcome, why }, { actor, board, circle, at }) {
    const pitched = pitchedConsortium(board, consortium);
    if (typeof pitched === 'string') return pitched;
    const { challenge, agreement } = pitched;
    if (challenge.city !== city) return 'not-your-city';
    if (!isBeingDecided(agreement)) return 'not-pitching';
    if (why === '') return 'why-needed';
    const { vault } = circle(vaultCircle);
    const round = { board, challenge: challenge.id, agreement };
    if (vault && !isRevealed(vault, challenge.id, agreement) && currentScoreSheets(vault, round).length > 0)
      return 'scores-sealed';
    const decision = { consortium, challenge: challenge.id, city, outcome, why, by: actor.id, at };
    return { facts: [createFact('consortium.decided', decision)], result: { consortium } };
  },
});
