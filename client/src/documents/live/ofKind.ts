import type { Card, CardKind } from '@brygga/shared/document/cards/index';
import type { CardId, OrganisationId } from '@brygga/shared/ids';
import { locale } from '../../i18n/index.ts';
import type { LiveCards } from './liveCards.ts';
import type { LiveRoster } from './liveRoster.ts';

type CardOf<Kind extends CardKind> = Extract<Card, { readonly kind: Kind }>;

/** All cards of a kind, bottom first. */
export const cardsOfKind = <Kind extends CardKind>(
  { cards }: { readonly cards: LiveCards },
  kind: Kind,
): readonly CardOf<Kind>[] =>
  cards.ids.flatMap((id) => cards.get(id) ?? []).filter((card): card is CardOf<Kind> => card.kind === kind);

export const cardIdsOfKind = (board: { readonly cards: LiveCards }, kind: CardKind): readonly CardId[] =>
  cardsOfKind(board, kind).map(({ id }) => id);

/** The ids of all organisations of a kind, sorted by name. */
export const organisationsOfKind = (
  { roster }: { readonly roster: LiveRoster },
  kind: 'city' | 'company' | 'host',
): readonly OrganisationId[] => {
  const nameOf = (id: OrganisationId) => roster.organisation(id)?.name ?? '';
  return roster.organisationIds
    .filter((id) => roster.organisation(id)?.kind === kind)
    .toSorted((a, b) => nameOf(a).localeCompare(nameOf(b), locale()));
};
