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
