import { z } from 'zod';

/** C40's areas of action (c40.org, "What we do"), as ids that never change. Names are messages `sector_*`. */
export const sectors = [
  'adaptation_water',
  'air_quality',
  'energy_buildings',
  'food_systems',
  'transport',
  'urban_planning',
  'waste',
] as const;
export const SectorId = z.enum(sectors);
export type SectorId = z.output<typeof SectorId>;

/** What cuts across the areas of action, as far as it takes capabilities of its own. */
export const crossCutting = ['clean_construction', 'nature', 'inclusion_jobs', 'finance_models'] as const;

/**
 * What capabilities are grouped by; names are messages `sector_*`. `any` is what every challenge
 * takes. A challenge's own area is a `SectorId` alone.
 */
export const areas = [...sectors, ...crossCutting, 'any'] as const;
export type AreaId = (typeof areas)[number];
