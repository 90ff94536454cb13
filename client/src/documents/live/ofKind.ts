import type { Card, CardKind } from '@brygga/shared/document/cards/index';
import type { OrganisationKind } from '@brygga/shared/document/roster';
import type { CardId, OrganisationId } from '@brygga/shared/ids';
import { isFacilitator, type Person } from '@brygga/shared/rules/actor';
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
  kind: OrganisationKind,
): readonly OrganisationId[] => {
  const nameOf = (id: OrganisationId) => roster.organisation(id)?.name ?? '';
  return roster.organisationIds
    .filter((id) => roster.organisation(id)?.kind === kind)
    .toSorted((a, b) => nameOf(a).localeCompare(nameOf(b), locale()));
};

/** The organisations of a kind that the person belongs to. */
export const ownOrganisations = (
  { organisations }: Pick<Person, 'organisations'>,
  kind: OrganisationKind,
): readonly OrganisationId[] => organisations.filter((own) => own.kind === kind).map(({ id }) => id);

/** The organisations of a kind that the person may act for: their own, and for a facilitator all, sorted by name. */
export const actableOrganisations = (
  board: { readonly actor: Person; readonly roster: LiveRoster },
  kind: OrganisationKind,
): readonly OrganisationId[] =>
  isFacilitator(board.actor) ? organisationsOfKind(board, kind) : ownOrganisations(board.actor, kind);
