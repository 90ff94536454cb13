import { z } from 'zod';
import { Decision } from '../judging/state.ts';
import { NeedId, OrganisationId, PersonId } from '../../ids.ts';

export const MemberStatus = z.enum(['joined', 'committed']);
export const Member = z.object({ status: MemberStatus, joinedAt: z.number(), by: PersonId });
export type Member = z.output<typeof Member>;

/** A company that waits for a seat which another holds. */
export const Alternate = z.object({
  company: OrganisationId,
  /** Who put it on the list, and when (ms since 1970). */
  by: PersonId,
  at: z.number(),
  /** It had claimed the seat and was not answered in time: it waits on, but does not move up by itself. */
  lapsed: z.boolean().default(false),
});
export type Alternate = z.output<typeof Alternate>;

/** How a seat is held: a company wants it, or the lead has said yes. */
export const SeatHold = z.enum(['claimed', 'agreed']);

/**
 * A seat that somebody holds or waits for. A company claims it, the lead agrees; what the lead takes
 * is agreed at once. One that nobody holds is open.
 */
export const Seat = z.object({
  holder: OrganisationId.optional(),
  /** How it is held. Seats of workshops from before there were claims are agreed. */
  state: SeatHold.catch('agreed').default('agreed'),
  /** Who brought it into this state, and when (ms since 1970). */
  by: PersonId.optional(),
  at: z.number().optional(),
  /** Until when a claim blocks the seat, ms since 1970. */
  until: z.number().optional(),
  /** Who moves up when it becomes free, the first first. */
  alternates: z.array(Alternate).catch([]).default([]),
});
export type Seat = z.output<typeof Seat>;

/** A consortium that people join and leave more often than this has lost its oldest moves. */
export const consortiumEventsMax = 200;

/** One step of a consortium's way: what was settled, of whom, by whom, when and why. */
export const ConsortiumEvent = z.object({
  /** The fact, which names its sentence. */
  fact: z.string(),
  company: OrganisationId,
  /** The company that was handed the lead. */
  to: OrganisationId.optional(),
  need: NeedId.optional(),
  /** Nobody where the server did it by itself. */
  by: PersonId.optional(),
  /** Milliseconds since 1970, by the server's clock. */
  at: z.number(),
  why: z.string().default(''),
});
export type ConsortiumEvent = z.output<typeof ConsortiumEvent>;

export const ConsortiumStatus = z.enum(['forming', 'committed', 'dissolved']);
export type ConsortiumStatus = z.output<typeof ConsortiumStatus>;

/** What the companies of a consortium have settled. */
export const ConsortiumAgreement = z.object({
  status: ConsortiumStatus,
  lead: OrganisationId,
  members: z.record(OrganisationId, Member).default({}),
  seats: z.record(NeedId, Seat).default({}),
  /** What has been settled of it so far, by a number that rises. */
  moves: z.record(z.string(), ConsortiumEvent).catch({}).default({}),
  /** What the city has made of its answer, and why. */
  decision: Decision.optional(),
  /** The letter of intent that all members have confirmed; its text lies in their room. */
  letter: z.object({ hash: z.string(), at: z.number() }).optional(),
});
export type ConsortiumAgreement = z.output<typeof ConsortiumAgreement>;
