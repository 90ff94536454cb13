import { z } from 'zod';
import { Ability } from '../domain/partners/abilities.ts';
import { NeededBy } from '../domain/partners/neededBy.ts';
import { NextPartner } from '../domain/partners/nextPartners.ts';
import { NeedId, OrganisationId } from '../ids.ts';

/** The companies that would add most to a consortium, best first. */
export const PartnersResponse = z.object({
  partners: z.array(NextPartner).readonly(),
  /** What members and possible members can cover, by company and need. */
  abilities: z.record(OrganisationId, z.record(NeedId, Ability)),
});
export type PartnersResponse = z.output<typeof PartnersResponse>;

/** Where a company would add most. */
export const NeededByResponse = NeededBy;
export type NeededByResponse = z.output<typeof NeededByResponse>;

export const lineUpSizeMax = 20;

export const LineUpsInput = z.object({
  /** How many companies at most, with those in `keep`. */
  size: z.number().int().min(1).max(lineUpSizeMax).default(6),
  /** Companies that every line-up contains. */
  keep: z.array(OrganisationId).max(lineUpSizeMax).default([]),
});
export type LineUpsInput = z.input<typeof LineUpsInput>;

export const LineUpMember = z.object({
  company: OrganisationId,
  kept: z.boolean(),
  /** The needs that it covers, and how well. */
  covers: z.array(Ability.extend({ need: NeedId })).readonly(),
  /** Needs that no other company in the line-up covers. */
  alone: z.array(NeedId).readonly(),
});
export type LineUpMember = z.output<typeof LineUpMember>;

/** Companies that together cover as much as any others of that number. */
export const ProposedLineUp = z.object({
  members: z.array(LineUpMember).readonly(),
  /** Coverage, 0 to 1. */
  share: z.number(),
  /** Needs that stay open, in the city's order. */
  open: z.array(NeedId).readonly(),
  /** Whether all must-haves are covered. */
  complete: z.boolean(),
});
export type ProposedLineUp = z.output<typeof ProposedLineUp>;

/** Best first; empty if no available company covers anything. */
export const LineUpsResponse = z.object({
  size: z.number().int(),
  lineUps: z.array(ProposedLineUp).readonly(),
  /** Needs that nobody in the workshop can cover. */
  nobody: z.array(NeedId).readonly(),
});
export type LineUpsResponse = z.output<typeof LineUpsResponse>;
