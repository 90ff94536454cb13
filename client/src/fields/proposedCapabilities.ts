import type { CapabilityId } from '@brygga/shared/taxonomy/capabilities';
import { isProposed, type ProposedCapability } from '@brygga/shared/taxonomy/proposed';
import type { LiveCards } from '../documents/live/liveCards.ts';

/** Capabilities that people on this board have proposed, sorted, so that others find and reuse them. */
export const proposedOnBoard = (cards: LiveCards): readonly ProposedCapability[] => {
  const named = new Set<CapabilityId>();
  for (const id of cards.ids) for (const capability of capabilitiesNamedOn(cards, id)) named.add(capability);
  return [...named].filter(isProposed).sort((a, b) => a.localeCompare(b));
};

const capabilitiesNamedOn = (cards: LiveCards, id: LiveCards['ids'][number]): readonly CapabilityId[] => {
  const card = cards.get(id);
  if (card?.kind === 'challenge') return Object.values(card.needs).map(({ capability }) => capability);
  if (card?.kind === 'concept') return card.parts;
  return card?.kind === 'offer' ? card.capabilities : [];
};
