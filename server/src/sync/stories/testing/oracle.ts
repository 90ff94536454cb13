import { boardOf, readSession } from '@brygga/shared/agreements/board';
import { type Card, cardsOf, fieldsMap, readCard } from '@brygga/shared/document/cards/index';
import { boardCircle } from '@brygga/shared/document/circles';
import type { CardId, NeedId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import { type Edit, type EditContext, mayEdit } from '@brygga/shared/rules/edits';
import { currentEditPolicy } from '@brygga/shared/rules/steps';
import * as Y from 'yjs';
import type { PerformedEdit, EditIntent } from '@brygga/shared/testing/performedEdit';
import type { ReceivedUpdate } from '../../guard/guard.ts';
import { type IncomingAct, incomingActs, itemsDeletedBy } from './incomingActs.ts';

/**
 * What must become of an act: it is kept, it is reverted and shown to nobody else, or neither is
 * required, as for text in a card that was deleted meanwhile.
 */
export type Fate = 'kept' | 'reverted' | 'void';

export interface Ruling {
  readonly act: PerformedEdit;
  readonly fate: Fate;
}

/**
 * Rules on each act of one update, in their order, by the rules of `shared/`. It knows the intent of each
 * act, so it needs none of the guard's code. Like the guard, it judges the result, key by key.
 */
export const ruleOn = (
  doc: Y.Doc,
  sent: ReceivedUpdate,
  person: Person,
  pending: readonly PerformedEdit[],
): readonly Ruling[] => {
  const incoming = incomingActs(doc, sent, pending);
  const meets = (act: PerformedEdit, item: Y.Item | undefined): boolean =>
    item !== undefined && act.deleted.some((range) => itemsDeletedBy(doc, range, sent.kind).includes(item));
  const acts = incoming.map(({ act }) => act);
  const context: EditContext = {
    actor: person,
    circle: boardCircle,
    board: boardOf(doc),
    editPolicy: currentEditPolicy(readSession(doc)),
    // Stories write no links.
    isGenuine: () => true,
    isFull: false,
    cards: () => cardsOf(doc).size,
  };
  const may = (edit: Edit): boolean => mayEdit(edit, context) === true;
  const rulings = [...Map.groupBy(acts, ({ intent }) => placeOf(intent))].flatMap(([, group]) => {
    const card = cardOf(group);
    if (card !== undefined) return ruleCard(doc, { may, meets }, card, group);
    const last = group.at(-1)?.intent;
    const isKept = last?.kind === 'workshop' && may({ kind: 'workshop.changed', field: last.field, value: last.value });
    return ruleAll(group, isKept ? 'kept' : 'reverted');
  });
  const husks = new Set(incoming.filter((incomingAct) => isLost(incomingAct, acts)).map(({ act }) => act));
  return rulings.map(({ act, fate }) => ({ act, fate: fate === 'kept' && husks.has(act) ? 'void' : fate }));
};

/**
 * An act without content was deleted in the writer's own copy before it was sent, by the writer or by an
 * update that arrived there. A value that was replaced by a later one is no loss.
 */
const isLost = ({ act, isHusk }: IncomingAct, acts: readonly PerformedEdit[]): boolean => {
  if (!isHusk) return false;
  if (!('was' in act.intent)) return true;
  const place = JSON.stringify({ ...act.intent, value: '', was: '' });
  return acts.findLast(({ intent }) => JSON.stringify({ ...intent, value: '', was: '' }) === place) === act;
};

const ruleAll = (acts: readonly PerformedEdit[], fate: Fate): readonly Ruling[] => acts.map((act) => ({ act, fate }));

const placeOf = (aim: EditIntent): string => {
  if ('card' in aim) return `card ${aim.card}`;
  return aim.kind === 'workshop' ? `workshop ${aim.field}` : 'elsewhere';
};

const cardOf = ([first]: readonly PerformedEdit[]): CardId | undefined =>
  first && 'card' in first.intent ? first.intent.card : undefined;

type May = (edit: Edit) => boolean;

interface RuleContext {
  readonly may: May;
  /** Whether the act deletes this item, or the one that it restores. */
  meets(act: PerformedEdit, item: Y.Item | undefined): boolean;
}

const ruleCard = (doc: Y.Doc, context: RuleContext, id: CardId, acts: readonly PerformedEdit[]): readonly Ruling[] => {
  const { may, meets } = context;
  const card = readCard(id, cardsOf(doc).get(id));
  const isTorn = acts.some(({ intent }) => intent.kind === 'forbidden');
  const isDeleted = acts.some(({ intent }) => intent.kind === 'card.deleted');
  if (!card) return ruleNew(may, acts, isTorn || isDeleted);
  if (isTorn) return acts.map((act) => ({ act, fate: act.intent.kind === 'forbidden' ? 'reverted' : 'void' }));
  if (isDeleted) {
    if (!acts.some((act) => act.intent.kind === 'card.deleted' && meets(act, cardsOf(doc)._map.get(id))))
      return ruleAll(acts, 'void');
    const fate = may({ kind: 'card.deleted', card }) ? 'kept' : 'reverted';
    // The writer's other edits of the deleted card may be lost.
    return acts.map((act) => ({ act, fate: act.intent.kind === 'card.deleted' ? fate : 'void' }));
  }
  return [...Map.groupBy(acts, ({ intent }) => keyOf(intent))].flatMap(([, group]) =>
    ruleKey(doc, context, card, group),
  );
};

/** A card that is new with this update is one edit, whatever was done to it before it was sent. */
const ruleNew = (may: May, acts: readonly PerformedEdit[], isGone: boolean): readonly Ruling[] => {
  const [first, ...others] = acts;
  if (first?.intent.kind !== 'card.created' || isGone) return ruleAll(acts, 'void');
  if (!may({ kind: 'card.created', card: first.intent.made, restoredFrom: undefined }))
    return ruleAll(acts, 'reverted');
  return ruleAll(acts, others.every(({ intent }) => isHarmless(intent)) ? 'kept' : 'void');
};

const isHarmless = (aim: EditIntent): boolean =>
  aim.kind === 'text'
    ? aim.grows < 100
    : aim.kind === 'field' && aim.field === 'order' && typeof aim.value === 'string' && aim.value !== '';

/** Identifies what is judged together: a key, a text or a record. */
const keyOf = (aim: EditIntent): string => {
  if (aim.kind === 'field' || aim.kind === 'text') return aim.field;
  return 'need' in aim ? `needs ${aim.need}` : aim.kind;
};

const ruleKey = (doc: Y.Doc, context: RuleContext, card: Card, acts: readonly PerformedEdit[]): readonly Ruling[] => {
  const { may } = context;
  const last = acts.at(-1)?.intent;
  if (last && 'need' in last) return ruleNeed(doc, context, card, last.need, acts);
  const fields = acts.filter(({ intent }) => intent.kind === 'field');
  // A text that was edited and replaced too: its edits are lost, and the text is restored.
  if (fields.length > 0 && fields.length < acts.length) {
    return acts.map((act) => ({ act, fate: act.intent.kind === 'field' ? 'reverted' : 'void' }));
  }
  if (last?.kind === 'field') {
    const { field, value } = last;
    return ruleAll(acts, may({ kind: 'field.changed', card, field, value }) ? 'kept' : 'reverted');
  }
  if (last?.kind !== 'text') return ruleAll(acts, 'void');
  const { field } = last;
  const written: unknown = Reflect.get(card, field);
  const grown = acts.reduce((sum, { intent }) => sum + (intent.kind === 'text' ? intent.grows : 0), 0);
  const length = String(written).length + grown;
  return ruleAll(acts, may({ kind: 'text.written', card, field, length, isPlain: true }) ? 'kept' : 'reverted');
};

const ruleNeed = (
  doc: Y.Doc,
  { may, meets }: RuleContext,
  card: Card,
  id: NeedId,
  acts: readonly PerformedEdit[],
): readonly Ruling[] => {
  const needs = card.kind === 'challenge' ? card.needs : {};
  const isNew = acts.some(({ intent }) => intent.kind === 'need.created');
  const isGone = acts.at(-1)?.intent.kind === 'need.deleted';
  if (isNew ? isGone : !Object.hasOwn(needs, id)) return ruleAll(acts, 'void');
  const at = { card, field: 'needs', id } as const;
  if (isNew) {
    const record = recordOf(acts.map(({ intent }) => intent));
    const count = Object.keys(needs).length + 1;
    return ruleAll(acts, may({ kind: 'record.created', ...at, record, count }) ? 'kept' : 'reverted');
  }
  if (isGone) {
    const maps = cardsOf(doc).get(card.id)?.get('needs');
    const item = maps instanceof Y.Map ? maps._map.get(id) : undefined;
    if (!acts.some((act) => act.intent.kind === 'need.deleted' && meets(act, item))) return ruleAll(acts, 'void');
    const fate = may({ kind: 'record.deleted', ...at }) ? 'kept' : 'reverted';
    return acts.map((act) => ({ act, fate: act.intent.kind === 'need.deleted' ? fate : 'void' }));
  }
  const last = acts.at(-1)?.intent;
  if (last?.kind !== 'need.changed') return ruleAll(acts, 'void');
  const { field: changed, value } = last;
  return ruleAll(
    acts,
    may({ kind: 'record.changed', card, field: 'needs', recordField: changed, value }) ? 'kept' : 'reverted',
  );
};

/** A new need as it is sent. */
const recordOf = (aims: readonly EditIntent[]): Y.Map<unknown> => {
  const fields: Record<string, unknown> = {};
  for (const aim of aims) {
    if (aim.kind === 'need.created') Object.assign(fields, aim.record);
    if (aim.kind === 'need.changed') fields[aim.field] = aim.value;
  }
  const map = fieldsMap(fields);
  new Y.Doc().getMap().set('need', map);
  return map;
};
