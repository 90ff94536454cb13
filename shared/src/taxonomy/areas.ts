import { sectors } from './sectors.ts';

/** What cuts across the areas of action, as far as it takes capabilities of its own. */
export const crossCutting = ['clean_construction', 'nature', 'inclusion_jobs', 'finance_models'] as const;

/**
 * What capabilities are grouped by; names are messages `sector_*`. `any` is what every challenge
 * takes. A challenge's own area is a `SectorId` alone.
 */
export const areas = [...sectors, ...crossCutting, 'any'] as const;
export type AreaId = (typeof areas)[number];
