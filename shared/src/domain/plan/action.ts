import { z } from 'zod';
import { SectorId } from '../../taxonomy/sectors.ts';

/** Plans look ahead, and back to where they began. */
export const yearMin = 1990;
export const yearMax = 2100;

/** How long each text may be, in characters. */
export const planTextMax = {
  title: 300,
  code: 60,
  description: 10_000,
  goal: 300,
  place: 200,
  department: 200,
  status: 100,
  link: 500,
} as const;

const text = (field: keyof typeof planTextMax) => z.string().trim().min(1).max(planTextMax[field]);
const Year = z.number().int().min(yearMin).max(yearMax);

/** One action of a city's climate action plan, as the plan says it: all that is sure of it is its title. */
export const PlanAction = z.object({
  title: text('title'),
  /** What the plan itself calls it, such as `T-14`: by it an action is known again when the plan comes anew. */
  code: text('code').optional(),
  description: text('description').optional(),
  sector: SectorId.optional(),
  /** What is to be reached, in words. */
  goal: text('goal').optional(),
  place: text('place').optional(),
  department: text('department').optional(),
  /** How far it has come, in the plan's own words. */
  status: text('status').optional(),
  from: Year.optional(),
  until: Year.optional(),
  /** Whole units of `currency`. */
  cost: z.number().min(0).max(1e15).optional(),
  /** ISO 4217. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  /** Tonnes of CO₂ equivalents a year. */
  reduction: z.number().min(0).max(1e12).optional(),
  link: z
    .url({ protocol: /^https?$/ })
    .max(planTextMax.link)
    .optional(),
});
export type PlanAction = z.output<typeof PlanAction>;

export type PlanField = keyof PlanAction;

/** In the order in which people are asked for their columns. */
export const PlanField = PlanAction.keyof();
export const planFields: readonly PlanField[] = PlanField.options;
