import { z } from 'zod';
import { Decision } from '../judging/state.ts';
import { type CardId, NeedId, OrganisationId, PersonId } from '../../ids.ts';

export const MemberStatus = z.enum(['joined', 'committed']);
export const Member = z.object({ status: MemberStatus, joinedAt: z.number(), by: PersonId });
export type Member = z.output<typeof Member>;

/** A company that waits for a seat. */
export const Alternate = z.object({
  company: OrganisationId,
  /** Who put it on the list, and when (ms since 1970). */
  by: PersonId,
  at: z.number(),
  /** Its claim of the seat expired unanswered: it still waits, but does not move up by itself. */
  lapsed: z.boolean().default(false),
});
export type Alternate = z.output<typeof Alternate>;

/** `claimed`: a company wants the seat; `agreed`: the lead has said yes. */
export const SeatHold = z.enum(['claimed', 'agreed']);

/**
 * A seat that somebody holds or waits for. A company claims it and the lead agrees; a seat that the lead
 * takes is agreed at once. A seat without a holder is open.
 */
export const Seat = z.object({
  holder: OrganisationId.optional(),
  /** Seats of older workshops, which had no claims, are agreed. */
  state: SeatHold.catch('agreed').default('agreed'),
  /** Who brought it into this state, and when (ms since 1970). */
  by: PersonId.optional(),
  at: z.number().optional(),
  /** Until when a claim blocks the seat, ms since 1970. */
  until: z.number().optional(),
  /** Who moves up when the seat becomes free, in this order. */
  alternates: z.array(Alternate).catch([]).default([]),
});
export type Seat = z.output<typeof Seat>;

/** The fields of a seat that coverage rests on. */
export type SeatHolding = Pick<Seat, 'holder' | 'state'>;

/** Whether a company holds the seat with the lead's agreement; a mere claim covers nothing. */
export const isCovered = (seat: SeatHolding | undefined): boolean =>
  seat?.holder !== undefined && seat.state === 'agreed';

/** Older events of a consortium's log are dropped. */
export const consortiumEventsMax = 200;

/** An entry of a consortium's log. */
export const ConsortiumEvent = z.object({
  /** The fact, which names its sentence. */
  fact: z.string(),
  company: OrganisationId,
  /** The company that was handed the lead. */
  to: OrganisationId.optional(),
  need: NeedId.optional(),
  /** Left out if the server did it by itself. */
  by: PersonId.optional(),
  /** Milliseconds since 1970, by the server's clock. */
  at: z.number(),
  why: z.string().default(''),
});
export type ConsortiumEvent = z.output<typeof ConsortiumEvent>;

export const ConsortiumStatus = z.enum(['forming', 'committed', 'dissolved']);
export type ConsortiumStatus = z.output<typeof ConsortiumStatus>;

/** What the companies of a consortium have agreed. */
export const ConsortiumAgreement = z.object({
  status: ConsortiumStatus,
  lead: OrganisationId,
  members: z.record(OrganisationId, Member).default({}),
  seats: z.record(NeedId, Seat).default({}),
  /** The consortium's log, by rising numbers. */
  moves: z.record(z.string(), ConsortiumEvent).catch({}).default({}),
  /** The city's decision about the consortium. */
  decision: Decision.optional(),
  /** The letter of intent that all members have confirmed; its text lies in their workspace. */
  letter: z.object({ hash: z.string(), at: z.number() }).optional(),
});
export type ConsortiumAgreement = z.output<typeof ConsortiumAgreement>;

/** Names a seat. */
export interface SeatRef {
  readonly consortium: CardId;
  readonly need: NeedId;
}

/** Whether the consortium still exists: a dissolved one holds no seats and counts nowhere. */
export const isActive = ({ status }: Pick<ConsortiumAgreement, 'status'>): boolean => status !== 'dissolved';
