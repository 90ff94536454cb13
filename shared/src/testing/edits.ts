import fc from 'fast-check';
import * as Y from 'yjs';
import { type Card, cardsOf, fieldsMap, putCard, readCard } from '../document/cards/index.ts';
import { CardId, NeedId, newId, OrganisationId, PersonId } from '../ids.ts';
import type { Person } from '../rules/actor.ts';
import { cityId, companyIds, idOf } from './fixtures.ts';
import { type PlannedEdit, tokensIn } from './performedEdit.ts';

/** What an edit is made in: a window's document, its person, the token to leave, and chance. */
export interface EditSource {
  readonly doc: Y.Doc;
  readonly person: Person;
  readonly token: number;
  /** One of these, by the story's chance; undefined where there are none. */
  pick<Each>(among: readonly Each[]): Each | undefined;
}

/** A hand's chance: numbers that stay the same when a story is told again. */
export const editNumbers = fc.array(fc.nat({ max: 997 }), { minLength: 4, maxLength: 4 });

export const editSource = (doc: Y.Doc, person: Person, token: number, numbers: readonly number[]): EditSource => {
  let next = 0;
  return {
    doc,
    person,
    token,
    pick(among) {
      next += 1;
      return among[(numbers[next % numbers.length] ?? 0) % Math.max(1, among.length)];
    },
  };
};

export const otherCity = idOf(OrganisationId, 'cityelsewhere');

/** Edits of people as their client lets them try, whether or not it is their right: the guard decides. */
export const edits = {
  note: (hand: EditSource) =>
    plannedCard(hand, { kind: 'note', colour: 'mint', text: tokenText(hand) }, hand.person.id),
  'note in the name of another': (hand: EditSource) =>
    plannedCard(hand, { kind: 'note', colour: 'sky', text: tokenText(hand) }, idOf(PersonId, 'nobody')),
  concept: (hand: EditSource) =>
    plannedCard(hand, { kind: 'concept', title: tokenText(hand), text: 'Trees' }, hand.person.id),
  challenge: (hand: EditSource) => {
    const city = hand.pick([cityId, cityId, otherCity]) ?? cityId;
    return plannedCard(
      hand,
      { kind: 'challenge', city, sector: 'waste', title: tokenText(hand), brief: 'Too hot' },
      hand.person.id,
    );
  },
  offer: (hand: EditSource) => {
    const company = hand.pick(companyIds) ?? cityId;
    return plannedCard(hand, { kind: 'offer', company, title: tokenText(hand) }, hand.person.id);
  },
  write: (hand: EditSource) => {
    const text = someText(hand);
    if (!text || text.type.length > crowdedTextLength) return undefined;
    const { card, field, type } = text;
    const said = tokenText(hand);
    const at = hand.pick(placesIn(type)) ?? 0;
    return {
      intent: { kind: 'text', card, field, grows: said.length, plain: true, cuts: [] },
      write: () => type.insert(at, said),
    };
  },
  cut: (hand: EditSource) => {
    const text = someText(hand);
    if (!text || text.type.length === 0) return undefined;
    const { card, field, type } = text;
    const at = hand.pick(placesIn(type).slice(0, -1)) ?? 0;
    const length = Math.min(12, type.length - at);
    const cuts = tokensAt(type.toString(), at, at + length);
    return {
      intent: { kind: 'text', card, field, grows: -length, plain: true, cuts },
      write: () => type.delete(at, length),
    };
  },
  flood: (hand: EditSource) => {
    const text = someText(hand);
    if (!text || !text.isPlain) return undefined;
    const { card, field, type } = text;
    const flood = `${'x'.repeat(6_000)}${tokenText(hand)}`;
    return {
      intent: { kind: 'text', card, field, grows: flood.length, plain: true, cuts: [] },
      write: () => type.insert(0, flood),
    };
  },
  // Not its place: tables are put beside cards, and would take the token along.
  raise: (hand: EditSource) => plannedField(hand, 'order', `${hand.token}`),
  lock: (hand: EditSource) => plannedField(hand, 'locked', hand.pick([true, false])),
  'set what few may': (hand: EditSource) => {
    const field = hand.pick(['outcome', 'createdBy', 'createdAt', 'kind', 'city', 'company', 'challenge']);
    return plannedField(
      hand,
      field ?? 'outcome',
      field === 'createdAt' || field === 'outcome' ? String(hand.token) : otherCity,
    );
  },
  'set what is no value': (hand: EditSource) => {
    const field = hand.pick(['x', 'y', 'w', 'order', 'colour', 'text', 'title', 'brief', '__proto__', 'unheardOf']);
    const value = hand.pick([
      Number.NaN,
      1e308,
      -1e7,
      '',
      `${hand.token}`,
      null,
      new Y.Map([['in', hand.token]]),
      new Y.Text(tokenText(hand)),
    ]);
    return plannedField(hand, field ?? 'x', value);
  },
  'add a need': (hand: EditSource) => {
    const challenge = someCard(hand, (card) => card.kind === 'challenge');
    const needs = challenge && needsOf(hand.doc, challenge.id);
    if (!needs) return undefined;
    const need = newId(NeedId);
    const record = { capability: 'finance', importance: 'must', title: tokenText(hand), order: 'a1' };
    return {
      intent: { kind: 'need.created', card: challenge.id, need, record },
      write: () => needs.set(need, fieldsMap(record)),
    };
  },
  'change a need': (hand: EditSource) => {
    const found = someNeed(hand);
    if (!found) return undefined;
    const { card, need, record } = found;
    const value = hand.pick([tokenText(hand), tokenText(hand), 7, 'x'.repeat(300)]);
    return {
      intent: { kind: 'need.changed', card, need, field: 'title', value, was: record.get('title') },
      write: () => record.set('title', value),
    };
  },
  'drop a need': (hand: EditSource) => {
    const found = someNeed(hand);
    if (!found) return undefined;
    const { card, need, needs } = found;
    return { intent: { kind: 'need.deleted', card, need }, write: () => needs.delete(need) };
  },
  delete: (hand: EditSource) => {
    const card = someCard(hand);
    return card && { intent: { kind: 'card.deleted', card: card.id }, write: () => cardsOf(hand.doc).delete(card.id) };
  },
  title: (hand: EditSource) => {
    const workshop = hand.doc.getMap('workshop');
    const value = hand.pick([tokenText(hand), tokenText(hand), 7]);
    return {
      intent: { kind: 'workshop', field: 'title', value, was: workshop.get('title') },
      write: () => workshop.set('title', value),
    };
  },
} as const satisfies Record<string, (hand: EditSource) => PlannedEdit | undefined>;

/** A text that nears the longest that it may be is left alone: who goes beyond it would be chance. */
const crowdedTextLength = 80;

export type EditName = keyof typeof edits;
export const editNames = Object.keys(edits) as readonly EditName[];

const tokenText = ({ token }: EditSource): string => ` <${token}> `;

type NewCard = Parameters<typeof putCard>[2];
type CardWithoutBase<Each> = Each extends NewCard
  ? Omit<Each, 'x' | 'y' | 'w' | 'h' | 'order' | 'createdBy' | 'createdAt'>
  : never;

const plannedCard = ({ doc }: EditSource, its: CardWithoutBase<NewCard>, createdBy: PersonId): PlannedEdit => {
  const card = newId(CardId);
  const record: NewCard = { ...its, x: 0, y: 0, w: 200, h: 160, order: 'a0', createdBy, createdAt: 1 };
  const apart = new Y.Doc();
  putCard(apart, card, record);
  const made = readCard(card, cardsOf(apart).get(card));
  if (!made) throw new Error(`${card} is no card`);
  return { intent: { kind: 'card.created', card, made }, write: () => putCard(doc, card, record) };
};

const plannedField = (hand: EditSource, field: string, value: unknown): PlannedEdit | undefined => {
  const card = someCard(hand);
  const map = card && cardsOf(hand.doc).get(card.id);
  if (!map) return undefined;
  return {
    intent: { kind: 'field', card: card.id, field, value, was: map.get(field) },
    write: () => map.set(field, value),
  };
};

/** The cards that a document shows, in an order that does not hang on who wrote first. */
export const cardsIn = (doc: Y.Doc): readonly Card[] =>
  [...cardsOf(doc)].flatMap(([id, map]) => readCard(id, map) ?? []).sort((one, other) => (one.id < other.id ? -1 : 1));

const someCard = (hand: EditSource, fits: (card: Card) => boolean = () => true): Card | undefined =>
  hand.pick(cardsIn(hand.doc).filter(fits));

const needsOf = (doc: Y.Doc, card: CardId): Y.Map<Y.Map<unknown>> | undefined => {
  const needs = cardsOf(doc).get(card)?.get('needs');
  return needs instanceof Y.Map ? needs : undefined;
};

const someNeed = (hand: EditSource) => {
  const challenge = someCard(hand, (card) => card.kind === 'challenge');
  const needs = challenge && needsOf(hand.doc, challenge.id);
  const need = NeedId.safeParse(hand.pick([...(needs?.keys() ?? [])].sort())).data;
  const record = need && needs?.get(need);
  return needs && need && record instanceof Y.Map ? { card: challenge.id, need, needs, record } : undefined;
};

/** A text of a card; of a rich one its first paragraph. */
const someText = (hand: EditSource) => {
  const card = someCard(hand);
  const map = card && cardsOf(hand.doc).get(card.id);
  const field = hand.pick(
    ['text', 'title', 'brief', 'name', 'pitch'].filter((each) => map?.get(each) instanceof Y.AbstractType),
  );
  const type = field === undefined ? undefined : map?.get(field);
  if (!card || field === undefined) return undefined;
  if (type instanceof Y.Text) return { card: card.id, field, type, isPlain: true };
  const paragraph = type instanceof Y.XmlFragment && type.length > 0 ? type.get(0) : undefined;
  const inner = paragraph instanceof Y.XmlElement && paragraph.length > 0 ? paragraph.get(0) : undefined;
  return inner instanceof Y.XmlText ? { card: card.id, field, type: inner, isPlain: false } : undefined;
};

/** Where words may be put without tearing another token apart. */
const placesIn = (type: Y.Text): readonly number[] => {
  const text = type.toString();
  return [0, ...[...text.matchAll(/> /g)].map(({ index }) => index + 2), text.length];
};

const tokensAt = (text: string, from: number, to: number): readonly number[] =>
  [...text.matchAll(/<(\d+)>/g)]
    .filter(({ index, 0: { length } }) => index < to && index + length > from)
    .flatMap(({ 0: token }) => tokensIn(token));
