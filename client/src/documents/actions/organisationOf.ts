import type { Card } from '@brygga/shared/document/cards/index';
import type { OrganisationId } from '@brygga/shared/ids';

/** For whom a card speaks: a copy, or one that is put again, is made for the same organisation. */
export const organisationOf = (card: Card): OrganisationId | undefined => {
  if (card.kind === 'challenge') return card.city;
  return card.kind === 'offer' ? card.company : undefined;
};
