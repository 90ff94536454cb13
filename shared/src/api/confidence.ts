import { z } from 'zod';
import { CardId, OrganisationId } from '../ids.ts';

/** From whom a company keeps apart, for its own people. */
export const RivalsShown = z.object({
  rivals: z.array(z.object({ company: OrganisationId, at: z.number() })),
});
export type RivalsShown = z.output<typeof RivalsShown>;

const count = z.number().int().min(0);

/** How far the scoring of a challenge has come: how many have scored, and never who. */
export const ScoringShown = z.object({
  /** How many of the city's people may score. */
  panel: count,
  consortia: z.array(z.object({ consortium: CardId, city: count, others: count })),
  /** When the scores were opened, ms since 1970. */
  revealedAt: z.number().optional(),
});
export type ScoringShown = z.output<typeof ScoringShown>;
