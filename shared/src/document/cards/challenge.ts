import { z } from 'zod';
import { NeedId, OrganisationId } from '../../ids.ts';
import { CapabilityId } from '../../taxonomy/capabilities.ts';
import { SectorId } from '../../taxonomy/sectors.ts';
import { orderMax } from '../order.ts';
import { cardShape, richTextMax, titleMax } from './card.ts';

export const importances = ['must', 'should', 'could'] as const;
export const Importance = z.enum(importances);
export type Importance = z.output<typeof Importance>;

/** One capability that a challenge asks for; in a consortium it is a seat. */
export const Need = z.object({
  capability: CapabilityId,
  /** What exactly, in the city's own words; empty means the capability's name says it. */
  title: z.string().max(200).default(''),
  importance: Importance.catch('should'),
  /** Fractional index: the order in which the city names its needs. */
  order: z.string().max(orderMax).default(''),
});
export type Need = z.output<typeof Need>;

export const needsMax = 40;

export const challenge = cardShape(
  'challenge',
  {
    title: z.string().default(''),
    brief: z.string().default(''),
    city: OrganisationId,
    sector: SectorId,
    /** The result to reach in one line, with number, unit and year where known. */
    outcome: z.string().max(300).default(''),
    needs: z.record(NeedId, Need).default({}),
  },
  {
    lies: { title: 'text', brief: 'rich', needs: 'records' },
    textMax: { title: titleMax, brief: richTextMax },
    records: { needs: { id: NeedId, schema: Need, most: needsMax } },
    size: { w: 320, h: 240 },
  },
);
