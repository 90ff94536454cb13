import { z } from 'zod';
import { createFact } from '../../agreements/facts.ts';
import { Area, spotlightCardsMax } from '../../agreements/session/state.ts';
import { CardId } from '../../ids.ts';
import { mayRunSession, rightReasons } from '../../rules/actor.ts';
import { definePersonCommand } from '../command.ts';

/** Brings everyone to these cards or, where none is named, to an area of the board. */
export const set = definePersonCommand({
  input: z.object({ cards: z.array(CardId).max(spotlightCardsMax), area: Area.optional() }),
  reasons: {
    forbidden: rightReasons.mayRunSession,
    refused: ['nothing-to-show'],
  },
  may: (_input, actor) => mayRunSession(actor),
  decide({ cards, area }, { actor, at }) {
    if (cards.length === 0 && !area) return 'nothing-to-show';
    return {
      facts: [createFact('spotlight.set', { cards, ...(area ? { area } : {}), by: actor.id, at })],
      result: { at },
    };
  },
});
