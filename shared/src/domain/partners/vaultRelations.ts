import type { CardId, OrganisationId } from '../../ids.ts';

/**
 * What partner suggestions may read of the vault. Between two companies it is symmetric. Results must
 * not give it away: a match is told to its two companies alone, and a rival is left out without a word.
 */
export interface VaultRelations {
  /** Whether both have shown interest in each other. */
  isMutual(a: OrganisationId, b: OrganisationId): boolean;
  /** Whether the company and the consortium have shown interest in each other. */
  isWanted(consortium: CardId, company: OrganisationId): boolean;
  /** Whether one of them has declared the other a rival. */
  areRivals(a: OrganisationId, b: OrganisationId): boolean;
}

/** Relations of a workshop without interests and rivals. */
export const noVaultRelations: VaultRelations = {
  isMutual: () => false,
  isWanted: () => false,
  areRivals: () => false,
};
