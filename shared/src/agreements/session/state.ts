import { z } from 'zod';
import { Coordinate } from '../../document/cards/card.ts';
import { CardId, PersonId, StepId } from '../../ids.ts';

export const stepMinutesMax = 480;
export const agendaStepsMax = 60;
export const timerSecondsMax = stepMinutesMax * 60;

/**
 * What a step lets participants write on the board: all that they may, only their own notes, or nothing.
 * It does not apply to facilitators.
 */
export const editPolicies = ['open', 'notes', 'closed'] as const;
export const EditPolicy = z.enum(editPolicies);
export type EditPolicy = z.output<typeof EditPolicy>;

export const Step = z.object({
  id: StepId,
  title: z.string().trim().min(1).max(120),
  instruction: z.string().trim().max(400).default(''),
  minutes: z.number().int().min(1).max(stepMinutesMax),
  writing: EditPolicy.default('open'),
});
export type Step = z.output<typeof Step>;

/** `endsAt` is in ms since 1970 by the server's clock, `left` in ms, `seconds` the timer's length. */
export const Timer = z.discriminatedUnion('is', [
  z.object({ is: z.literal('running'), endsAt: z.number(), seconds: z.number() }),
  z.object({ is: z.literal('paused'), left: z.number(), seconds: z.number() }),
]);
export type Timer = z.output<typeof Timer>;

/** A rectangle of the board, in board units. */
export const Area = z.object({
  x: Coordinate,
  y: Coordinate,
  w: z.number().min(1).max(1_000_000),
  h: z.number().min(1).max(1_000_000),
});
export type Area = z.output<typeof Area>;

export const spotlightCardsMax = 100;

/** Where a facilitator has brought everyone: these cards or, without cards, this area. */
export const Spotlight = z.object({
  cards: z.array(CardId).max(spotlightCardsMax),
  area: Area.optional(),
  by: PersonId,
  at: z.number(),
});
export type Spotlight = z.output<typeof Spotlight>;

/** The running of the workshop. A field that this version cannot read counts as not set. */
export const Session = z.object({
  agenda: z.array(Step).catch([]),
  step: StepId.nullable().catch(null),
  timer: Timer.nullable().catch(null),
  spotlight: Spotlight.nullable().catch(null),
});
export type Session = z.output<typeof Session>;
