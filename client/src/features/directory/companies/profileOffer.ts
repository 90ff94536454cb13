import type { OfferCard } from '@brygga/shared/document/cards/index';
import type { CompanyProfile } from '@brygga/shared/document/profile';
import type { CardId, OrganisationId } from '@brygga/shared/ids';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';

/** The fields that an offer takes from a profile. */
export const offerFieldsFrom = (profile: CompanyProfile, version: number) => ({
  capabilities: profile.claims.map(({ capability }) => capability),
  claims: profile.claims,
  references: profile.references,
  profile: version,
});

/** The offer on this board that was made from the company's profile. */
export const findProfileOffer = ({ cards }: Pick<LiveBoard, 'cards'>, company: OrganisationId): OfferCard | undefined =>
  cards.ids
    .map((id: CardId) => cards.get(id))
    .find(
      (card): card is OfferCard => card?.kind === 'offer' && card.company === company && card.profile !== undefined,
    );
