import { z } from 'zod';
import { RiskLevel } from '../../document/cards/risk.ts';
import { Block } from '../../document/text/richText.ts';
import { CardId, NeedId, OrganisationId, PersonId, type RecordId } from '../../ids.ts';
import { CapabilityId } from '../../taxonomy/capabilities.ts';

export const roleMax = 200;
export const handoverNoteMax = 1_000;

/** A company's part of the work on one seat, as agreed in the workspace. */
export const WorkShare = z.object({
  /** In percent of the whole; left out where it is not agreed. */
  share: z.number().int().min(0).max(100).optional(),
  role: z.string().max(roleMax).default(''),
  by: PersonId,
  at: z.number(),
});
export type WorkShare = z.output<typeof WorkShare>;
export type WorkShares = Readonly<Record<NeedId, WorkShare>>;

/** SHA-256 of a letter's text, in hexadecimal. */
export const LetterHash = z.string().regex(/^[0-9a-f]{64}$/);

/** A company's confirmation of the text with this hash, and of no other. */
export const Confirmation = z.object({ hash: LetterHash, by: PersonId, at: z.number() });
export type Confirmation = z.output<typeof Confirmation>;
export type Confirmations = Readonly<Record<OrganisationId, Confirmation>>;

/** A work share as it was when it was handed over. */
export const HandoverShare = z.object({
  need: NeedId,
  /** The need's title at that time; empty where the capability's name says it. */
  title: z.string(),
  capability: CapabilityId,
  company: OrganisationId.optional(),
  share: z.number().optional(),
  role: z.string(),
});
export type HandoverShare = z.output<typeof HandoverShare>;

export const HandoverRisk = z.object({
  text: z.string(),
  likelihood: RiskLevel,
  impact: RiskLevel,
  answer: z.string(),
  owner: OrganisationId.optional(),
});
export type HandoverRisk = z.output<typeof HandoverRisk>;

/** A version that a consortium has handed over to the city. It never changes. */
export const Handover = z.object({
  consortium: CardId,
  challenge: CardId,
  /** The consortium's name at that time. */
  name: z.string(),
  lead: OrganisationId,
  version: z.number().int().min(1),
  by: PersonId,
  at: z.number(),
  note: z.string().default(''),
  pitch: z.array(Block),
  shares: z.array(HandoverShare).optional(),
  risks: z.array(HandoverRisk).optional(),
});
export type Handover = z.output<typeof Handover>;
export type HandoverView = Handover & { readonly id: RecordId };
