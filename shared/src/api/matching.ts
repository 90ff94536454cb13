import { z } from 'zod';
import { Ability } from '../domain/partners/abilities.ts';
import { NeededBy } from '../domain/partners/neededBy.ts';
import { NextPartner } from '../domain/partners/nextPartners.ts';
import { NeedId, OrganisationId } from '../ids.ts';

/** Who would bring a consortium furthest: the first of them, in order. */
export const PartnersResponse = z.object({
  partners: z.array(NextPartner).readonly(),
  /** What its members and all who could join could do, by company and need: for trying line-ups. */
  abilities: z.record(OrganisationId, z.record(NeedId, Ability)),
});
export type PartnersResponse = z.output<typeof PartnersResponse>;

/** Where a company would bring most. */
export const NeededByResponse = NeededBy;
export type NeededByResponse = z.output<typeof NeededByResponse>;

export const lineUpSizeMax = 20;

export const LineUpsInput = z.object({
  /** How many companies at most, those that stay among them. */
  size: z.number().int().min(1).max(lineUpSizeMax).default(6),
  /** Companies that stay whatever comes. */
  keep: z.array(OrganisationId).max(lineUpSizeMax).default([]),
});
export type LineUpsInput = z.input<typeof LineUpsInput>;

export const LineUpMember = z.object({
  company: OrganisationId,
  kept: z.boolean(),
  /** What it would cover, and how well. */
  covers: z.array(Ability.extend({ need: NeedId })).readonly(),
  /** Of these, what nobody else in the line-up could: why it can't be left out. */
  alone: z.array(NeedId).readonly(),
});
export type LineUpMember = z.output<typeof LineUpMember>;

/** Companies that together cover as much as any so many can. */
export const ProposedLineUp = z.object({
  members: z.array(LineUpMember).readonly(),
  /** Coverage, 0 to 1. */
  share: z.number(),
  /** Needs that stay open in it, in the city's order. */
  open: z.array(NeedId).readonly(),
  /** Whether all must-haves are covered. */
  complete: z.boolean(),
});
export type ProposedLineUp = z.output<typeof ProposedLineUp>;

/** Proposals, the best first. None where nobody who could join covers anything. */
export const LineUpsResponse = z.object({
  size: z.number().int(),
  lineUps: z.array(ProposedLineUp).readonly(),
  /** Needs that nobody in the workshop says they could cover. */
  nobody: z.array(NeedId).readonly(),
});
export type LineUpsResponse = z.output<typeof LineUpsResponse>;
