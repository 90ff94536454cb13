import { z } from 'zod';
import { CardId, OrganisationId, PersonId } from '../../ids.ts';

export const questionMax = 2_000;
export const answerMax = 5_000;
export const declineWhyMax = 600;

/**
 * The states of a question: asked in private, made neutral by a facilitator, answered by the city, and
 * sent to everyone at one time; or declined or withdrawn.
 */
export const questionStates = ['asked', 'neutral', 'answered', 'sent', 'declined', 'withdrawn'] as const;
export const QuestionState = z.enum(questionStates);
export type QuestionState = z.output<typeof QuestionState>;

/**
 * A question, as one circle has it. Facilitators have all of it; the asked city has the neutral text
 * without the asker; the asker gets the answer when everyone does.
 */
export const Question = z.object({
  state: QuestionState,
  /** When it came into this state, ms since 1970. */
  at: z.number(),
  /** Left out for a question about the workshop. */
  challenge: CardId.optional(),
  /** The city that is to answer. */
  to: OrganisationId.optional(),
  /** The question in the asker's own words. */
  text: z.string().default(''),
  asker: PersonId.optional(),
  company: OrganisationId.optional(),
  askedAt: z.number().optional(),
  /** The question in words that name nobody. */
  neutral: z.string().default(''),
  answer: z.string().default(''),
  /** Why it was declined. */
  why: z.string().default(''),
});
export type Question = z.output<typeof Question>;

/** What everyone was told at one time: an answer or a disclosure. */
export const Announcement = z.object({
  at: z.number(),
  challenge: CardId.optional(),
  /** The neutral question that it answers. */
  question: z.string().optional(),
  text: z.string(),
});
export type Announcement = z.output<typeof Announcement>;

export const channels = ['meeting', 'call', 'message', 'other'] as const;
export const Channel = z.enum(channels);
export type Channel = z.output<typeof Channel>;

/** What some companies were told outside of the board, so that the others can be told, too. */
export const Disclosure = z.object({
  what: z.string(),
  challenge: CardId.optional(),
  city: OrganisationId.optional(),
  /** The companies that know. */
  told: z.array(OrganisationId),
  via: Channel,
  /** The day on which they were told. */
  day: z.iso.date(),
  by: PersonId,
  at: z.number(),
  /** When everyone was told, ms since 1970. */
  sentAt: z.number().optional(),
});
export type Disclosure = z.output<typeof Disclosure>;
