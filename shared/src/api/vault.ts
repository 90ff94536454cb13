import { z } from 'zod';
import { CardId, OrganisationId } from '../ids.ts';

/** The rivals that a company has declared, for its own people. */
export const RivalsResponse = z.object({
  rivals: z.array(z.object({ company: OrganisationId, at: z.number() })),
});
export type RivalsResponse = z.output<typeof RivalsResponse>;

const count = z.number().int().min(0);

/** Progress of the scoring of a challenge: how many have scored, never who. */
export const ScoringResponse = z.object({
  /** How many of the city's people may score. */
  panel: count,
  consortia: z.array(z.object({ consortium: CardId, city: count, others: count })),
  /** Milliseconds since 1970. */
  revealedAt: z.number().optional(),
});
export type ScoringResponse = z.output<typeof ScoringResponse>;
