import { isCardKind } from '@brygga/shared/document/cards/index';
import { cardShapeOf, validCardKind } from '@brygga/shared/document/cards/validation';
import type { Circle } from '@brygga/shared/document/circles';
import { writerBelow } from '@brygga/shared/document/roots';
import { CardId } from '@brygga/shared/ids';
import type { CardAccessInfo } from '@brygga/shared/rules/cards';
import type { Edit, Authorship } from '@brygga/shared/rules/edits';
import * as Y from 'yjs';
import type { ChangedKey } from './changedKeys.ts';
import { provenanceIn } from './provenance.ts';
import { typePath, type YType } from '../structs/typePath.ts';

/** What can't be read off the change itself. */
export interface DocumentFacts {
  /** A rich text's length in characters, never less than it is. */
  richLength(fragment: YType): number;
  priorAuthorship(card: string): Authorship | undefined;
  /** Whether all that the edit brought into this text are letters. */
  isPlainText(text: YType): boolean;
}

const unrecognised: readonly Edit[] = [{ kind: 'unrecognised' }];

/**
 * What a change of one key (or, with `null`, of the sequence) of one type means for the document.
 * Empty where nothing that anybody could see has changed.
 */
export const editsFromChange = (circle: Circle, changed: ChangedKey, known: DocumentFacts): readonly Edit[] => {
  const { root, keys } = typePath(changed.type);
  switch (writerBelow(circle.is, root)) {
    case 'server':
      return belowServerRoot(root, keys, changed);
    case 'people':
      return root === 'cards' ? editsBelowCards(changed, known) : workshopEdits(keys, changed);
    default:
      return unrecognised;
  }
};

/** A person takes entries out of their tray; all else below a server's root is the server's. */
const belowServerRoot = (root: string, keys: readonly unknown[], { key, valueAfter }: ChangedKey): readonly Edit[] =>
  root === 'tray' && keys.length === 0 && key !== null && valueAfter === undefined
    ? [{ kind: 'returnedEdit.dismissed' }]
    : [{ kind: 'agreement.written', root }];

const workshopEdits = (keys: readonly unknown[], { key, valueAfter }: ChangedKey): readonly Edit[] =>
  keys.length === 0 && key !== null ? [{ kind: 'workshop.changed', field: key, value: valueAfter }] : unrecognised;

const editsBelowCards = (changed: ChangedKey, known: DocumentFacts): readonly Edit[] => {
  const { keys, types } = typePath(changed.type);
  const [id, field] = keys;
  const [map, text] = types;
  if (keys.length === 0) return cardEdits(changed, known);
  const card = map && typeof id === 'string' ? cardAccessInfo(id, (name) => changed.readBefore(map, name)) : undefined;
  if (!card) return unrecognised;
  if (keys.length === 1) {
    return changed.key === null
      ? unrecognised
      : [{ kind: 'field.changed', card, field: changed.key, value: changed.valueAfter }];
  }
  if (typeof field !== 'string' || !text) return unrecognised;
  switch (cardShapeOf(card.kind).storage[field]) {
    case 'text':
      return textEdits(card, field, changed, { length: textLength(text), plain: known.isPlainText(text) });
    case 'richText':
      return textEdits(card, field, changed, { length: known.richLength(text), plain: false });
    case 'records':
      return recordEdits(card, field, changed);
    default:
      return unrecognised;
  }
};

/** The card itself is put, taken away, or replaced, which is both. */
const cardEdits = ({ key, valueBefore, valueAfter, readBefore }: ChangedKey, known: DocumentFacts): readonly Edit[] => {
  if (key === null) return unrecognised;
  const edits: Edit[] = [];
  if (valueBefore !== undefined) {
    const card =
      valueBefore instanceof Y.Map ? cardAccessInfo(key, (name) => readBefore(valueBefore, name)) : undefined;
    if (!card) return unrecognised;
    edits.push({ kind: 'card.deleted', card });
  }
  if (valueAfter !== undefined) {
    if (!(valueAfter instanceof Y.Map) || !validCardKind(key, valueAfter)) return unrecognised;
    const card = createdCard(key, valueAfter);
    if (!card) return unrecognised;
    edits.push({
      kind: 'card.created',
      card,
      restoredFrom: known.priorAuthorship(key),
      provenance: provenanceIn(valueAfter),
    });
  }
  return edits;
};

/** Formats and pictures have keys of their own in a text; only what is in its sequence is written there. */
const textEdits = (
  card: CardAccessInfo,
  field: string,
  { type, key }: ChangedKey,
  { length, plain }: { length: number; plain: boolean },
): readonly Edit[] =>
  key !== null && !(type instanceof Y.XmlElement || type instanceof Y.XmlText)
    ? unrecognised
    : [{ kind: 'text.written', card, field, length, isPlain: plain }];

const recordEdits = (card: CardAccessInfo, field: string, changed: ChangedKey): readonly Edit[] => {
  const { type, key, valueBefore, valueAfter } = changed;
  const depth = typePath(type).keys.length;
  if (key === null || depth > 3) return unrecognised;
  if (depth === 3) return [{ kind: 'record.changed', card, field, recordField: key, value: valueAfter }];
  const edits: Edit[] = [];
  if (valueBefore !== undefined) edits.push({ kind: 'record.deleted', card, field, id: key });
  if (valueAfter !== undefined) {
    const count = type instanceof Y.Map ? type.size : 0;
    const origins = valueAfter instanceof Y.Map ? provenanceIn(valueAfter) : [];
    edits.push({ kind: 'record.created', card, field, id: key, record: valueAfter, provenance: origins, count });
  }
  return edits;
};

/** As much of a card as its rights rest on; undefined where it is none that can be read. */
export const cardAccessInfo = (id: string, field: (name: string) => unknown): CardAccessInfo | undefined => {
  const kind = field('kind');
  const createdBy = field('createdBy');
  const card = CardId.safeParse(id).data;
  if (!card || !isCardKind(kind) || typeof createdBy !== 'string') return undefined;
  const owner = kind === 'challenge' ? { city: field('city') } : kind === 'offer' ? { company: field('company') } : {};
  // Each was held against its schema when the card was put; since then only the server could change them.
  return { id: card, kind, createdBy, locked: field('locked') === true, ...owner } as CardAccessInfo;
};

const createdCard = (id: string, map: Y.Map<unknown>): (CardAccessInfo & Authorship) | undefined => {
  const card = cardAccessInfo(id, (name) => map.get(name));
  // `wholeCard` has held both against the schema.
  return card && ({ ...card, createdAt: map.get('createdAt') } as CardAccessInfo & Authorship);
};

const textLength = (text: YType): number => (text instanceof Y.Text ? text.length : 0);
