import fc from 'fast-check';
import * as Y from 'yjs';
import { type Card, cardsOf, fieldsMap, putCard, readCard } from '../document/cards/index.ts';
import { CardId, NeedId, newId, OrganisationId, PersonId } from '../ids.ts';
import type { Person } from '../rules/actor.ts';
import { cityId, companyIds, idOf } from './fixtures.ts';
import { type PlannedEdit, tokensIn } from './performedEdit.ts';

/** What an edit is made from: a client's document, its person, the token to write, and random picks. */
export interface EditSource {
  readonly doc: Y.Doc;
  readonly person: Person;
  readonly token: number;
  /** One of these, picked by the story's numbers; undefined where there are none. */
  pick<Each>(among: readonly Each[]): Each | undefined;
}

/** The numbers by which an edit picks: the same whenever a story is run again. */
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
  note: (source: EditSource) =>
    plannedCard(source, { kind: 'note', colour: 'mint', text: tokenText(source) }, source.person.id),
  'note in the name of another': (source: EditSource) =>
    plannedCard(source, { kind: 'note', colour: 'sky', text: tokenText(source) }, idOf(PersonId, 'nobody')),
  concept: (source: EditSource) =>
    plannedCard(source, { kind: 'concept', title: tokenText(source), text: 'Trees' }, source.person.id),
  challenge: (source: EditSource) => {
    const city = source.pick([cityId, cityId, otherCity]) ?? cityId;
    return plannedCard(
      source,
      { kind: 'challenge', city, sector: 'waste', title: tokenText(source), brief: 'Too hot' },
      source.person.id,
    );
  },
  offer: (source: EditSource) => {
    const company = source.pick(companyIds) ?? cityId;
    return plannedCard(source, { kind: 'offer', company, title: tokenText(source) }, source.person.id);
  },
  write: (source: EditSource) => {
    const text = someText(source);
    if (!text || text.type.length > crowdedTextLength) return undefined;
    const { card, field, type } = text;
    const content = tokenText(source);
    const at = source.pick(placesIn(type)) ?? 0;
    return {
      intent: { kind: 'text', card, field, grows: content.length, plain: true, cuts: [] },
      write: () => type.insert(at, content),
    };
  },
  cut: (source: EditSource) => {
    const text = someText(source);
    if (!text || text.type.length === 0) return undefined;
    const { card, field, type } = text;
    const at = source.pick(placesIn(type).slice(0, -1)) ?? 0;
    const length = Math.min(12, type.length - at);
    const cuts = tokensAt(type.toString(), at, at + length);
    return {
      intent: { kind: 'text', card, field, grows: -length, plain: true, cuts },
      write: () => type.delete(at, length),
    };
  },
  flood: (source: EditSource) => {
    const text = someText(source);
    if (!text || !text.isPlain) return undefined;
    const { card, field, type } = text;
    const flood = `${'x'.repeat(6_000)}${tokenText(source)}`;
    return {
      intent: { kind: 'text', card, field, grows: flood.length, plain: true, cuts: [] },
      write: () => type.insert(0, flood),
    };
  },
  // Not its place: tables are put beside cards, and would take the token along.
  raise: (source: EditSource) => plannedField(source, 'order', `${source.token}`),
  lock: (source: EditSource) => plannedField(source, 'locked', source.pick([true, false])),
  'set what few may': (source: EditSource) => {
    const field = source.pick(['outcome', 'createdBy', 'createdAt', 'kind', 'city', 'company', 'challenge']);
    return plannedField(
      source,
      field ?? 'outcome',
      field === 'createdAt' || field === 'outcome' ? String(source.token) : otherCity,
    );
  },
  'set what is no value': (source: EditSource) => {
    const field = source.pick(['x', 'y', 'w', 'order', 'colour', 'text', 'title', 'brief', '__proto__', 'unheardOf']);
    const value = source.pick([
      Number.NaN,
      1e308,
      -1e7,
      '',
      `${source.token}`,
      null,
      new Y.Map([['in', source.token]]),
      new Y.Text(tokenText(source)),
    ]);
    return plannedField(source, field ?? 'x', value);
  },
  'add a need': (source: EditSource) => {
    const challenge = someCard(source, (card) => card.kind === 'challenge');
    const needs = challenge && needsOf(source.doc, challenge.id);
    if (!needs) return undefined;
    const need = newId(NeedId);
    const record = { capability: 'finance', importance: 'must', title: tokenText(source), order: 'a1' };
    return {
      intent: { kind: 'need.created', card: challenge.id, need, record },
      write: () => needs.set(need, fieldsMap(record)),
    };
  },
  'change a need': (source: EditSource) => {
    const target = someNeed(source);
    if (!target) return undefined;
    const { card, need, record } = target;
    const value = source.pick([tokenText(source), tokenText(source), 7, 'x'.repeat(300)]);
    return {
      intent: { kind: 'need.changed', card, need, field: 'title', value, was: record.get('title') },
      write: () => record.set('title', value),
    };
  },
  'drop a need': (source: EditSource) => {
    const target = someNeed(source);
    if (!target) return undefined;
    const { card, need, needs } = target;
    return { intent: { kind: 'need.deleted', card, need }, write: () => needs.delete(need) };
  },
  delete: (source: EditSource) => {
    const card = someCard(source);
    return (
      card && { intent: { kind: 'card.deleted', card: card.id }, write: () => cardsOf(source.doc).delete(card.id) }
    );
  },
  title: (source: EditSource) => {
    const workshop = source.doc.getMap('workshop');
    const value = source.pick([tokenText(source), tokenText(source), 7]);
    return {
      intent: { kind: 'workshop', field: 'title', value, was: workshop.get('title') },
      write: () => workshop.set('title', value),
    };
  },
} as const satisfies Record<string, (source: EditSource) => PlannedEdit | undefined>;

/** Longer texts are left alone: near the maximum it would depend on timing whose edit goes beyond it. */
const crowdedTextLength = 80;

export type EditName = keyof typeof edits;
export const editNames = Object.keys(edits) as readonly EditName[];

const tokenText = ({ token }: EditSource): string => ` <${token}> `;

type NewCard = Parameters<typeof putCard>[2];
type CardWithoutBase<Each> = Each extends NewCard
  ? Omit<Each, 'x' | 'y' | 'w' | 'h' | 'order' | 'createdBy' | 'createdAt'>
  : never;

const plannedCard = ({ doc }: EditSource, fields: CardWithoutBase<NewCard>, createdBy: PersonId): PlannedEdit => {
  const card = newId(CardId);
  const record: NewCard = { ...fields, x: 0, y: 0, w: 200, h: 160, order: 'a0', createdBy, createdAt: 1 };
  const scratch = new Y.Doc();
  putCard(scratch, card, record);
  const created = readCard(card, cardsOf(scratch).get(card));
  if (!created) throw new Error(`${card} is no card`);
  return { intent: { kind: 'card.created', card, made: created }, write: () => putCard(doc, card, record) };
};

const plannedField = (source: EditSource, field: string, value: unknown): PlannedEdit | undefined => {
  const card = someCard(source);
  const map = card && cardsOf(source.doc).get(card.id);
  if (!map) return undefined;
  return {
    intent: { kind: 'field', card: card.id, field, value, was: map.get(field) },
    write: () => map.set(field, value),
  };
};

/** The cards of a document, sorted by id, so that the order does not depend on who wrote first. */
export const cardsIn = (doc: Y.Doc): readonly Card[] =>
  [...cardsOf(doc)].flatMap(([id, map]) => readCard(id, map) ?? []).sort((one, other) => (one.id < other.id ? -1 : 1));

const someCard = (source: EditSource, fits: (card: Card) => boolean = () => true): Card | undefined =>
  source.pick(cardsIn(source.doc).filter(fits));

const needsOf = (doc: Y.Doc, card: CardId): Y.Map<Y.Map<unknown>> | undefined => {
  const needs = cardsOf(doc).get(card)?.get('needs');
  return needs instanceof Y.Map ? needs : undefined;
};

const someNeed = (source: EditSource) => {
  const challenge = someCard(source, (card) => card.kind === 'challenge');
  const needs = challenge && needsOf(source.doc, challenge.id);
  const need = NeedId.safeParse(source.pick([...(needs?.keys() ?? [])].sort())).data;
  const record = need && needs?.get(need);
  return needs && need && record instanceof Y.Map ? { card: challenge.id, need, needs, record } : undefined;
};

/** A text of a card; of a rich one its first paragraph. */
const someText = (source: EditSource) => {
  const card = someCard(source);
  const map = card && cardsOf(source.doc).get(card.id);
  const field = source.pick(
    ['text', 'title', 'brief', 'name', 'pitch'].filter((each) => map?.get(each) instanceof Y.AbstractType),
  );
  const type = field === undefined ? undefined : map?.get(field);
  if (!card || field === undefined) return undefined;
  if (type instanceof Y.Text) return { card: card.id, field, type, isPlain: true };
  const paragraph = type instanceof Y.XmlFragment && type.length > 0 ? type.get(0) : undefined;
  const inner = paragraph instanceof Y.XmlElement && paragraph.length > 0 ? paragraph.get(0) : undefined;
  return inner instanceof Y.XmlText ? { card: card.id, field, type: inner, isPlain: false } : undefined;
};

/** Where text may be inserted without tearing a token apart. */
const placesIn = (type: Y.Text): readonly number[] => {
  const text = type.toString();
  return [0, ...[...text.matchAll(/> /g)].map(({ index }) => index + 2), text.length];
};

const tokensAt = (text: string, from: number, to: number): readonly number[] =>
  [...text.matchAll(/<(\d+)>/g)]
    .filter(({ index, 0: { length } }) => index < to && index + length > from)
    .flatMap(({ 0: token }) => tokensIn(token));
