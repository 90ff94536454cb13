import { z } from 'zod';
import { OrganisationId } from '../../ids.ts';
import { defineCard } from './card.ts';

export const riskLevels = ['low', 'medium', 'high'] as const;
export const RiskLevel = z.enum(riskLevels);
export type RiskLevel = z.output<typeof RiskLevel>;

export const riskTextMax = 1_000;

/** What may go wrong, and what the consortium does about it. */
export const risk = defineCard(
  'risk',
  {
    text: z.string().default(''),
    likelihood: RiskLevel.catch('medium'),
    impact: RiskLevel.catch('medium'),
    /** What is done about it. */
    answer: z.string().default(''),
    /** The company that watches it. */
    owner: OrganisationId.optional(),
  },
  {
    storage: { text: 'text', answer: 'text' },
    textMax: { text: riskTextMax, answer: riskTextMax },
    size: { w: 260, h: 160 },
  },
);
