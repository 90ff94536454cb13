import { readReturnedEdit } from '@brygga/shared/document/returnedEdits';
import { equalityDeep } from 'lib0/function';
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

/** Facts about the document that a change alone doesn't show. */
export interface DocumentFacts {
  /** An upper bound of a rich text's length in characters. */
  richLength(fragment: YType): number;
  priorAuthorship(card: string): Authorship | undefined;
  /** Whether the transaction inserted only characters into this text. */
  isPlainText(text: YType): boolean;
}

const unrecognised: readonly Edit[] = [{ kind: 'unrecognised' }];

/** The edits that a changed key stands for; empty if nothing visible has changed. */
export const editsFromChange = (circle: Circle, changed: ChangedKey, facts: DocumentFacts): readonly Edit[] => {
  const { root, keys } = typePath(changed.type);
  switch (writerBelow(circle.is, root)) {
    case 'server':
      return belowServerRoot(root, keys, changed);
    case 'people':
      return root === 'cards' ? editsBelowCards(changed, facts) : workshopEdits(keys, changed);
    default:
      return unrecognised;
  }
};

/** People may dismiss and add returned edits; everything else below a server's root is written by the server alone. */
const belowServerRoot = (root: string, keys: readonly unknown[], changed: ChangedKey): readonly Edit[] => {
  const { type, key, valueBefore, valueAfter } = changed;
  if (root !== 'tray' || keys.length > 0 || key === null) return [{ kind: 'agreement.written', root }];
  if (valueAfter === undefined) return [{ kind: 'returnedEdit.dismissed' }];
  // A returned edit never changes; two windows of a person may both tell of one deletion, each by its own clock.
  if (valueBefore !== undefined && !isSameReturnedEdit(valueBefore, valueAfter)) {
    return [{ kind: 'agreement.written', root }];
  }
  const count = type instanceof Y.Map ? type.size : 0;
  return [{ kind: 'returnedEdit.kept', id: key, record: valueAfter, count }];
};

const isSameReturnedEdit = (before: unknown, after: unknown): boolean => {
  const [known, told] = [readReturnedEdit(before), readReturnedEdit(after)];
  return known !== undefined && told !== undefined && equalityDeep({ ...known, at: 0 }, { ...told, at: 0 });
};

const workshopEdits = (keys: readonly unknown[], { key, valueAfter }: ChangedKey): readonly Edit[] =>
  keys.length === 0 && key !== null ? [{ kind: 'workshop.changed', field: key, value: valueAfter }] : unrecognised;

const editsBelowCards = (changed: ChangedKey, facts: DocumentFacts): readonly Edit[] => {
  const { keys, types } = typePath(changed.type);
  const [id, field] = keys;
  const [map, text] = types;
  if (keys.length === 0) return cardEdits(changed, facts);
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
      return textEdits(card, field, changed, { length: textLength(text), plain: facts.isPlainText(text) });
    case 'richText':
      return textEdits(card, field, changed, { length: facts.richLength(text), plain: false });
    case 'records':
      return recordEdits(card, field, changed);
    default:
      return unrecognised;
  }
};

/** A card is created, deleted, or replaced, which is both. */
const cardEdits = ({ key, valueBefore, valueAfter, readBefore }: ChangedKey, facts: DocumentFacts): readonly Edit[] => {
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
      restoredFrom: facts.priorAuthorship(key),
      provenance: provenanceIn(valueAfter),
    });
  }
  return edits;
};

/** A text is edited in its sequence; keys belong only to the elements of a rich text, as formats and pictures. */
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
    const provenance = valueAfter instanceof Y.Map ? provenanceIn(valueAfter) : [];
    edits.push({ kind: 'record.created', card, field, id: key, record: valueAfter, provenance, count });
  }
  return edits;
};

/** What a card's rights depend on; undefined if this is no readable card. */
export const cardAccessInfo = (id: string, field: (name: string) => unknown): CardAccessInfo | undefined => {
  const kind = field('kind');
  const createdBy = field('createdBy');
  const card = CardId.safeParse(id).data;
  if (!card || !isCardKind(kind) || typeof createdBy !== 'string') return undefined;
  const owner = kind === 'challenge' ? { city: field('city') } : kind === 'offer' ? { company: field('company') } : {};
  // Each was checked against its schema when the card was created; since then only the server could change it.
  return { id: card, kind, createdBy, locked: field('locked') === true, ...owner } as CardAccessInfo;
};

const createdCard = (id: string, map: Y.Map<unknown>): (CardAccessInfo & Authorship) | undefined => {
  const card = cardAccessInfo(id, (name) => map.get(name));
  // `validCardKind` has checked both against the schema.
  return card && ({ ...card, createdAt: map.get('createdAt') } as CardAccessInfo & Authorship);
};

const textLength = (text: YType): number => (text instanceof Y.Text ? text.length : 0);
