import { isCardKind } from '@brygga/shared/document/cards/index';
import { cardShapeOf, validCardKind } from '@brygga/shared/document/cards/strict';
import type { Circle } from '@brygga/shared/document/circles';
import { writerBelow } from '@brygga/shared/document/roots';
import { CardId } from '@brygga/shared/ids';
import type { CardAccessInfo } from '@brygga/shared/rules/cards';
import type { Edit, Authorship } from '@brygga/shared/rules/edits';
import * as Y from 'yjs';
import type { Changed } from './changes.ts';
import { originsIn } from './origins.ts';
import { pathOf, type YType } from './paths.ts';

/** What can't be read off the change itself. */
export interface Known {
  /** A rich text's length in characters, never less than it is. */
  richLength(fragment: YType): number;
  madeBefore(card: string): Authorship | undefined;
  /** Whether all that the edit brought into this text are letters. */
  isPlain(text: YType): boolean;
}

const shapeless: readonly Edit[] = [{ kind: 'shapeless' }];

/**
 * What a change of one key (or, with `null`, of the sequence) of one type means for the document.
 * Empty where nothing that anybody could see has changed.
 */
export const editsOf = (circle: Circle, changed: Changed, known: Known): readonly Edit[] => {
  const { root, keys } = pathOf(changed.type);
  switch (writerBelow(circle.is, root)) {
    case 'server':
      return belowServerRoot(root, keys, changed);
    case 'people':
      return root === 'cards' ? inCards(changed, known) : inWorkshop(keys, changed);
    default:
      return shapeless;
  }
};

/** A person takes entries out of their tray; all else below a server's root is the server's. */
const belowServerRoot = (root: string, keys: readonly unknown[], { key, after }: Changed): readonly Edit[] =>
  root === 'tray' && keys.length === 0 && key !== null && after === undefined
    ? [{ kind: 'tray.dismissed' }]
    : [{ kind: 'agreement.written', root }];

const inWorkshop = (keys: readonly unknown[], { key, after }: Changed): readonly Edit[] =>
  keys.length === 0 && key !== null ? [{ kind: 'workshop.changed', field: key, value: after }] : shapeless;

const inCards = (changed: Changed, known: Known): readonly Edit[] => {
  const { keys, types } = pathOf(changed.type);
  const [id, field] = keys;
  const [map, text] = types;
  if (keys.length === 0) return cardEdits(changed, known);
  const card = map && typeof id === 'string' ? guarded(id, (name) => changed.before(map, name)) : undefined;
  if (!card) return shapeless;
  if (keys.length === 1) {
    return changed.key === null ? shapeless : [{ kind: 'field.changed', card, field: changed.key, value: changed.after }];
  }
  if (typeof field !== 'string' || !text) return shapeless;
  switch (cardShapeOf(card.kind).storage[field]) {
    case 'text':
      return textEdits(card, field, changed, { length: lengthOf(text), plain: known.isPlain(text) });
    case 'rich':
      return textEdits(card, field, changed, { length: known.richLength(text), plain: false });
    case 'records':
      return recordEdits(card, field, changed);
    default:
      return shapeless;
  }
};

/** The card itself is put, taken away, or replaced, which is both. */
const cardEdits = ({ key, was, after, before }: Changed, known: Known): readonly Edit[] => {
  if (key === null) return shapeless;
  const edits: Edit[] = [];
  if (was !== undefined) {
    const card = was instanceof Y.Map ? guarded(key, (name) => before(was, name)) : undefined;
    if (!card) return shapeless;
    edits.push({ kind: 'card.deleted', card });
  }
  if (after !== undefined) {
    if (!(after instanceof Y.Map) || !validCardKind(key, after)) return shapeless;
    const card = madeCard(key, after);
    if (!card) return shapeless;
    edits.push({ kind: 'card.created', card, restoredFrom: known.madeBefore(key), provenance: originsIn(after) });
  }
  return edits;
};

/** Formats and pictures have keys of their own in a text; only what is in its sequence is written there. */
const textEdits = (
  card: CardAccessInfo,
  field: string,
  { type, key }: Changed,
  { length, plain }: { length: number; plain: boolean },
): readonly Edit[] =>
  key !== null && !(type instanceof Y.XmlElement || type instanceof Y.XmlText)
    ? shapeless
    : [{ kind: 'text.written', card, field, length, isPlain: plain }];

const recordEdits = (card: CardAccessInfo, field: string, changed: Changed): readonly Edit[] => {
  const { type, key, was, after } = changed;
  const depth = pathOf(type).keys.length;
  if (key === null || depth > 3) return shapeless;
  if (depth === 3) return [{ kind: 'record.changed', card, field, recordField: key, value: after }];
  const edits: Edit[] = [];
  if (was !== undefined) edits.push({ kind: 'record.deleted', card, field, id: key });
  if (after !== undefined) {
    const count = type instanceof Y.Map ? type.size : 0;
    const origins = after instanceof Y.Map ? originsIn(after) : [];
    edits.push({ kind: 'record.created', card, field, id: key, record: after, provenance: origins, count });
  }
  return edits;
};

/** As much of a card as its rights rest on; undefined where it is none that can be read. */
export const guarded = (id: string, field: (name: string) => unknown): CardAccessInfo | undefined => {
  const kind = field('kind');
  const createdBy = field('createdBy');
  const card = CardId.safeParse(id).data;
  if (!card || !isCardKind(kind) || typeof createdBy !== 'string') return undefined;
  const owner = kind === 'challenge' ? { city: field('city') } : kind === 'offer' ? { company: field('company') } : {};
  // Each was held against its schema when the card was put; since then only the server could change them.
  return { id: card, kind, createdBy, locked: field('locked') === true, ...owner } as CardAccessInfo;
};

const madeCard = (id: string, map: Y.Map<unknown>): (CardAccessInfo & Authorship) | undefined => {
  const card = guarded(id, (name) => map.get(name));
  // `wholeCard` has held both against the schema.
  return card && ({ ...card, createdAt: map.get('createdAt') } as CardAccessInfo & Authorship);
};

const lengthOf = (text: YType): number => (text instanceof Y.Text ? text.length : 0);
