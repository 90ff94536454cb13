import { boardOf, type ConsortiumView, consortiaOn } from '@brygga/shared/agreements/board';
import type { ChallengeStatus } from '@brygga/shared/agreements/challenge/state';
import { type Card, cardsOf, readCard } from '@brygga/shared/document/cards/index';
import { type Block, blocksOf } from '@brygga/shared/document/text/richText';
import { recordsOf } from '@brygga/shared/document/roots';
import { RosterOrganisation, RosterPerson } from '@brygga/shared/document/roster';
import { type CardId, OrganisationId, PersonId } from '@brygga/shared/ids';
import type * as Y from 'yjs';

/** A document as its exports read it: plain records, and rich texts as blocks. */
export interface ReadBoard {
  /** In the order in which they lie on the board. */
  readonly cards: readonly Card[];
  readonly consortia: readonly ConsortiumView[];
  readonly organisations: ReadonlyMap<OrganisationId, RosterOrganisation>;
  readonly people: ReadonlyMap<PersonId, RosterPerson>;
  rich(card: CardId, field: string): Block[];
  /** How a challenge stands. */
  statusOf(challenge: CardId): ChallengeStatus | undefined;
}

type CardOfKind<Kind extends Card['kind']> = Extract<Card, { kind: Kind }>;

export const cardsOfKind = <Kind extends Card['kind']>(board: ReadBoard, kind: Kind): CardOfKind<Kind>[] =>
  board.cards.filter((card): card is CardOfKind<Kind> => card.kind === kind);

/** Records that can be read; what any client may have put between them is left out. */
const readRecords = <Id, Record>(
  doc: Y.Doc,
  root: 'organisations' | 'people',
  id: { safeParse(written: unknown): { data?: Id | undefined } },
  schema: { safeParse(written: unknown): { data?: Record | undefined } },
): Map<Id, Record> => {
  const found = new Map<Id, Record>();
  for (const [key, map] of recordsOf(doc, root)) {
    const known = id.safeParse(key).data;
    const record = schema.safeParse(map.toJSON()).data;
    if (known !== undefined && record !== undefined) found.set(known, record);
  }
  return found;
};

const byOrder = (a: Card, b: Card): number => ((a.order === b.order ? a.id < b.id : a.order < b.order) ? -1 : 1);

/** Reads an open document; the result is of this moment, and rests on the document for its rich texts alone. */
export const readBoard = (doc: Y.Doc): ReadBoard => ({
  statusOf: (challenge) => boardOf(doc).challengeAgreement(challenge)?.status,
  cards: [...cardsOf(doc)].flatMap(([id, map]) => readCard(id, map) ?? []).sort(byOrder),
  consortia: consortiaOn(doc),
  organisations: readRecords(doc, 'organisations', OrganisationId, RosterOrganisation),
  people: readRecords(doc, 'people', PersonId, RosterPerson),
  rich: (card, field) => blocksOf(cardsOf(doc).get(card)?.get(field)),
});
