import { z } from 'zod';
import { CardId, OrganisationId } from '../ids.ts';

/** From whom a company keeps apart, for its own people. */
export const RivalsResponse = z.object({
  rivals: z.array(z.object({ company: OrganisationId, at: z.number() })),
});
export type RivalsResponse = z.output<typeof RivalsResponse>;

const count = z.number().int().min(0);

/** How far the scoring of a challenge has come: how many have scored, and never who. */
export const ScoringResponse = z.object({
  /** How many of the city's people may score. */
  panel: count,
  consortia: z.array(z.object({ consortium: CardId, city: count, others: count })),
  /** When the scores were opened, ms since 1970. */
  revealedAt: z.number().optional(),
});
export type ScoringResponse = z.output<typeof ScoringResponse>;
