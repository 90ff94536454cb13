import * as Y from 'yjs';
import { z } from 'zod';
import { CardId } from '../../ids.ts';
import { recordsOf } from '../roots.ts';
import type { CardShape, FieldStorage, WithId } from './card.ts';
import { challenge } from './challenge.ts';
import { concept } from './concept.ts';
import { consortium } from './consortium.ts';
import { draft } from './draft.ts';
import { letter } from './letter.ts';
import { note } from './note.ts';
import { offer } from './offer.ts';
import { risk } from './risk.ts';
import { task } from './task.ts';

/** Every kind of card. A kind that is not in this table is refused. */
export const cardKinds = {
  note,
  challenge,
  offer,
  consortium,
  concept,
  // These lie in workspaces of consortia, never on the board.
  risk,
  task,
  draft,
  letter,
} as const satisfies Record<string, CardShape>;

export type CardKind = keyof typeof cardKinds;
export const boardKinds = [
  'note',
  'challenge',
  'offer',
  'consortium',
  'concept',
] as const satisfies readonly CardKind[];
/** A kind of card that lies on boards. */
export type BoardKind = (typeof boardKinds)[number];
type RecordOf<Kind extends CardKind> = WithId<z.output<(typeof cardKinds)[Kind]['schema']>>;

export type NoteCard = RecordOf<'note'>;
export type ChallengeCard = RecordOf<'challenge'>;
export type ConceptCard = RecordOf<'concept'>;
export type OfferCard = RecordOf<'offer'>;
export type ConsortiumCard = RecordOf<'consortium'>;
export type RiskCard = RecordOf<'risk'>;
export type TaskCard = RecordOf<'task'>;
export type DraftCard = RecordOf<'draft'>;
export type LetterCard = RecordOf<'letter'>;
export type BoardCard = NoteCard | ChallengeCard | OfferCard | ConsortiumCard | ConceptCard;
export type Card = BoardCard | RiskCard | TaskCard | DraftCard | LetterCard;

export const isCardKind = (kind: unknown): kind is CardKind =>
  typeof kind === 'string' && Object.hasOwn(cardKinds, kind);

export const isBoardCard = (card: Card): card is BoardCard => boardKinds.some((kind) => kind === card.kind);

export const cardsOf = (doc: Y.Doc) => recordsOf(doc, 'cards');

/**
 * The card as a plain object, or undefined if it is none that this version knows: any client may have put
 * anything there. An invalid record inside of the card (a need) is left out.
 */
export const readCard = (id: string, map: unknown): Card | undefined =>
  map instanceof Y.Map && isCardKind(map.get('kind')) ? parseCard(id, map.toJSON()) : undefined;

const JsonObject = z.record(z.string(), z.unknown());

/** The same for a card as `toJSON` gives it. */
export const parseCard = (id: string, json: unknown): Card | undefined => {
  const cardId = CardId.safeParse(id);
  const { success, data: fields } = JsonObject.safeParse(json);
  if (!success || !isCardKind(fields['kind']) || !cardId.success) return undefined;
  const shape: CardShape = cardKinds[fields['kind']];
  const strict = shape.schema.safeParse(fields);
  const parsed = strict.success ? strict : shape.schema.safeParse(withoutInvalidRecords(shape, fields, strict.error));
  // The schema of a kind makes that kind's record, which the table's type has forgotten.
  return parsed.success ? ({ ...parsed.data, id: cardId.data } as Card) : undefined;
};

/** The fields without the records that have these errors. */
const withoutInvalidRecords = (shape: CardShape, fields: Record<string, unknown>, error: z.ZodError) => {
  const valid = { ...fields };
  for (const { path } of error.issues) {
    const [field, record] = path.map(String);
    if (field === undefined || record === undefined || shape.storage[field] !== 'records') continue;
    const records = Object.entries(Object(valid[field])).filter(([id]) => id !== record);
    valid[field] = Object.fromEntries(records);
  }
  return valid;
};

/** A plain record as a Y.Map of plain fields, such as a need's. */
export const fieldsMap = (record: object): Y.Map<unknown> => {
  const map = new Y.Map<unknown>();
  for (const [key, value] of Object.entries(record)) if (value !== undefined) map.set(key, value);
  return map;
};

type NewCard<Kind extends CardKind> = z.input<(typeof cardKinds)[Kind]['schema']>;

/**
 * Puts a new card into a document. Fields with a Y type of their own get it here, once: if two people
 * created one later at the same time, one of them would lose what they type.
 *
 * @throws ZodError when the record is not a complete card of its kind.
 */
export const putCard = <Kind extends CardKind>(
  doc: Y.Doc,
  id: CardId,
  record: NewCard<Kind> & { kind: Kind },
): void => {
  const shape: CardShape = cardKinds[record.kind];
  const complete: Record<string, unknown> = shape.schema.parse(record);
  const map = new Y.Map<unknown>();
  for (const [field, value] of Object.entries(complete)) map.set(field, storedValue(shape.storage[field], value));
  cardsOf(doc).set(id, map);
};

/** The fields of this card whose Y type is missing. */
export const missingTypes = (map: unknown): readonly string[] => {
  if (!(map instanceof Y.Map)) return [];
  const kind: unknown = map.get('kind');
  return isCardKind(kind) ? cardKinds[kind].serverCreated.filter((field) => !map.has(field)) : [];
};

/** Creates the missing Y types of a card, empty. For the server alone, for the reason at `putCard`. */
export const createMissingTypes = (map: Y.Map<unknown>): void => {
  const kind = map.get('kind');
  if (!isCardKind(kind)) return;
  const { storage }: CardShape = cardKinds[kind];
  for (const field of missingTypes(map))
    map.set(field, storedValue(storage[field], storage[field] === 'records' ? {} : ''));
};

const storedValue = (storage: FieldStorage | undefined, value: unknown): unknown => {
  switch (storage) {
    case 'text':
      return new Y.Text(String(value));
    case 'richText':
      return richText(String(value));
    case 'records':
      return recordsMap(value as Record<string, object>);
    case undefined:
      return value;
  }
};

const recordsMap = (records: Record<string, object>): Y.Map<unknown> => {
  const map = new Y.Map<unknown>();
  for (const [id, record] of Object.entries(records)) map.set(id, fieldsMap(record));
  return map;
};

/** Paragraphs of plain text as the fragment of a rich-text editor. */
const richText = (text: string): Y.XmlFragment => {
  const fragment = new Y.XmlFragment();
  const paragraphs = text.split('\n').filter((line) => line.trim() !== '');
  fragment.insert(
    0,
    paragraphs.map((line) => {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText(line)]);
      return paragraph;
    }),
  );
  return fragment;
};
