import { boardOf, type ConsortiumView, consortiaOn, organisationsOn, peopleOn } from '@brygga/shared/agreements/board';
import type { ChallengeStatus } from '@brygga/shared/agreements/challenge/state';
import { type Card, cardsOf, readCard } from '@brygga/shared/document/cards/index';
import { byOrderThenId } from '@brygga/shared/document/order';
import { type Block, blocksOf } from '@brygga/shared/document/text/richText';
import type { RosterOrganisation, RosterPerson } from '@brygga/shared/document/roster';
import type { CardId, OrganisationId, PersonId } from '@brygga/shared/ids';
import type * as Y from 'yjs';

/** A document as exports read it: plain records, and rich texts as blocks. */
export interface ReadBoard {
  /** In the order in which they lie on the board. */
  readonly cards: readonly Card[];
  readonly consortia: readonly ConsortiumView[];
  readonly organisations: ReadonlyMap<OrganisationId, RosterOrganisation>;
  readonly people: ReadonlyMap<PersonId, RosterPerson>;
  rich(card: CardId, field: string): Block[];
  statusOf(challenge: CardId): ChallengeStatus | undefined;
}

type CardOfKind<Kind extends Card['kind']> = Extract<Card, { kind: Kind }>;

export const cardsOfKind = <Kind extends Card['kind']>(board: ReadBoard, kind: Kind): CardOfKind<Kind>[] =>
  board.cards.filter((card): card is CardOfKind<Kind> => card.kind === kind);

/** Reads an open document as it is now; `rich` and `statusOf` read it when they are called. */
export const readBoard = (doc: Y.Doc): ReadBoard => ({
  statusOf: (challenge) => boardOf(doc).challengeAgreement(challenge)?.status,
  cards: [...cardsOf(doc)].flatMap(([id, map]) => readCard(id, map) ?? []).sort(byOrderThenId),
  consortia: consortiaOn(doc),
  organisations: organisationsOn(doc),
  people: peopleOn(doc),
  rich: (card, field) => blocksOf(cardsOf(doc).get(card)?.get(field)),
});
