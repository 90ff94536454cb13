import type { CardId, OrganisationId } from '../../ids.ts';

/**
 * What companies have told in confidence, as far as a reckoning may rest on it. Between two companies it is symmetric.
 * Whoever passes a result on keeps to it: a mutual interest is told to the two alone, and who is kept
 * apart is simply not there.
 */
export interface VaultRelations {
  /** Both have said that they would like to work with the other. */
  isMutual(a: OrganisationId, b: OrganisationId): boolean;
  /** The company would like to join, and the consortium's lead would like to have it. */
  isWanted(consortium: CardId, company: OrganisationId): boolean;
  /** One of them keeps the other away. */
  areRivals(a: OrganisationId, b: OrganisationId): boolean;
}

/** Where nobody has told anything. */
export const noVaultRelations: VaultRelations = {
  isMutual: () => false,
  isWanted: () => false,
  areRivals: () => false,
};
