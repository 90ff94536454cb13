import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { CardId, NeedId, OrganisationId, PersonId } from '../../ids.ts';
import { idOf } from '../../testing/fixtures.ts';
import { coordinateMax } from './card.ts';
import { cardKinds, cardsOf, fieldsMap, isCardKind, putCard, readCard } from './index.ts';

const id = idOf(CardId, 'card');
const base = { x: 1, y: 2, w: 200, h: 160, order: 'a0', createdBy: idOf(PersonId, 'writer'), createdAt: 5 };
const organisation = idOf(OrganisationId, 'organisation');
const needId = idOf(NeedId, 'need');
const need = { capability: 'finance', title: 'A loan', importance: 'must', order: 'a0' } as const;

const note = { ...base, kind: 'note', text: 'Trees\nfirst', colour: 'mint' } as const;
const challenge = {
  ...base,
  kind: 'challenge',
  title: 'Shade',
  brief: 'Too hot.',
  city: organisation,
  sector: 'waste',
  outcome: '40 yards by 2030',
  needs: { [needId]: need },
} as const;
const offer = {
  ...base,
  kind: 'offer',
  title: 'Trees',
  text: 'We plant.',
  company: organisation,
  capabilities: ['urban_greening'],
} as const;
const consortium = { ...base, kind: 'consortium', challenge: id, name: 'Cool', pitch: 'Together.' } as const;
const risk = {
  ...base,
  kind: 'risk',
  text: 'Frost',
  likelihood: 'high',
  impact: 'low',
  answer: 'Sow early.',
  owner: organisation,
} as const;
const task = {
  ...base,
  kind: 'task',
  text: 'Ask the bank',
  owner: organisation,
  due: '2030-05-01',
  done: true,
} as const;
const draft = { ...base, kind: 'draft', pitch: 'Together.' } as const;
const letter = {
  ...base,
  kind: 'letter',
  title: 'Ours',
  language: 'sv',
  exclusive: true,
  aim: 'Shade',
  work: '',
  decisions: '',
  money: 'Each its own',
  rights: '',
  secrecy: '',
  publicity: '',
  joining: '',
  disputes: '',
  term: '',
  binding: '',
} as const;
const concept = {
  ...base,
  kind: 'concept',
  title: 'Yards',
  text: 'Trees in yards.',
  challenge: id,
  parts: ['urban_greening'],
  derivedFrom: [{ card: id, kind: 'note', by: base.createdBy, at: 1 }],
} as const;
const examples = [note, challenge, offer, consortium, concept, risk, task, draft, letter] as const;

const put = (record: (typeof examples)[number]) => {
  const doc = new Y.Doc();
  switch (record.kind) {
    case 'note':
      putCard(doc, id, record);
      break;
    case 'challenge':
      putCard(doc, id, { ...record, needs: { ...record.needs } });
      break;
    case 'offer':
      putCard(doc, id, { ...record, capabilities: [...record.capabilities] });
      break;
    case 'consortium':
      putCard(doc, id, record);
      break;
    case 'concept':
      putCard(doc, id, { ...record, parts: [...record.parts], derivedFrom: [...record.derivedFrom] });
      break;
    case 'risk':
      putCard(doc, id, record);
      break;
    case 'task':
      putCard(doc, id, record);
      break;
    case 'draft':
      putCard(doc, id, record);
      break;
    case 'letter':
      putCard(doc, id, record);
      break;
  }
  const map = cardsOf(doc).get(id);
  if (!map) throw new Error('The card was not put');
  return { doc, map };
};

/** A note as any client might have written it, with these fields on top. */
const written = (fields: object) => {
  const doc = new Y.Doc();
  cardsOf(doc).set(id, fieldsMap({ ...note, ...fields }));
  return cardsOf(doc).get(id);
};

describe('putCard', () => {
  test('has an example for every kind', () => {
    expect(examples.map(({ kind }) => kind)).toEqual(Object.keys(cardKinds));
  });

  test.each(examples)('writes a $kind with the Y types of its kind', (record) => {
    const { map } = put(record);
    const shape = cardKinds[record.kind];
    const types = { text: Y.Text, richText: Y.XmlFragment, records: Y.Map } as const;

    for (const field of Object.keys(shape.schema.shape)) {
      const lies = shape.storage[field];
      if (lies) expect(map.get(field), field).toBeInstanceOf(types[lies]);
      else expect(map.get(field), field).not.toBeInstanceOf(Y.AbstractType);
    }
  });

  test.each([note, consortium, concept])('writes a $kind that reads back unchanged', (record) => {
    const { map } = put(record);

    expect(readCard(id, map)).toEqual({
      ...record,
      id,
      locked: false,
      ...(record.kind === 'consortium' ? { pitch: '<paragraph>Together.</paragraph>' } : {}),
    });
  });

  test('writes each need as a record, so that two people change two of its fields', () => {
    const { doc, map } = put(challenge);
    const needs = map.get('needs');
    const record = needs instanceof Y.Map ? needs.get(needId) : undefined;

    expect(record).toBeInstanceOf(Y.Map);
    expect(readCard(id, cardsOf(doc).get(id))).toMatchObject({ needs: { [needId]: need } });
  });

  test('makes a paragraph of each line of rich text but empty ones', () => {
    const doc = new Y.Doc();
    putCard(doc, id, { ...offer, capabilities: [], text: 'One\n\n  \nTwo' });

    expect(readCard(id, cardsOf(doc).get(id))).toMatchObject({
      text: '<paragraph>One</paragraph><paragraph>Two</paragraph>',
    });
  });

  test.each([
    ['a coordinate beyond the board', { x: coordinateMax + 1 }],
    ['a coordinate that is no number', { y: Number.NaN }],
    ['an endless length', { w: Number.POSITIVE_INFINITY }],
    ['no order', { order: '' }],
    ['an author that is no id', { createdBy: '__proto__' }],
  ])('throws at %s and writes nothing', (_what, fields) => {
    const doc = new Y.Doc();

    expect(() => putCard(doc, id, { ...note, ...fields })).toThrow();
    expect(cardsOf(doc).size).toBe(0);
  });
});

describe('readCard', () => {
  test('fills in missing fields', () => {
    const doc = new Y.Doc();
    cardsOf(doc).set(id, fieldsMap({ ...base, kind: 'note' }));

    expect(readCard(id, cardsOf(doc).get(id))).toEqual({
      ...base,
      id,
      kind: 'note',
      text: '',
      colour: 'yellow',
      locked: false,
    });
  });

  test('reads an unknown colour as yellow', () => {
    expect(readCard(id, written({ colour: 'ultraviolet' }))).toMatchObject({ colour: 'yellow' });
  });

  test('drops a malformed provenance link and keeps the card', () => {
    for (const derivedFrom of [
      'nowhere',
      [{ card: id }],
      [{ ...concept.derivedFrom[0], more: 1 }],
      Array(21).fill(concept.derivedFrom[0]),
    ]) {
      const read = readCard(id, written({ derivedFrom }));
      expect(read).toMatchObject({ text: note.text });
      expect(read?.kind === 'note' && read.derivedFrom).toBeUndefined();
    }
  });

  test('drops unknown fields', () => {
    expect(readCard(id, written({ added: 'by a later version' }))).not.toHaveProperty('added');
  });

  test('reads no card of an unknown kind', () => {
    for (const kind of ['sketch', '', 7, null, '__proto__', 'constructor', 'toString']) {
      expect(isCardKind(kind)).toBe(false);
      expect(readCard(id, written({ kind }))).toBeUndefined();
    }
  });

  test('reads no card under a key that is no id', () => {
    for (const key of ['', 'x', '__proto__', 'constructor', 'hasOwnProperty']) {
      expect(readCard(key, written({}))).toBeUndefined();
    }
  });

  test('reads no card from another value', () => {
    for (const junk of [undefined, null, 5, 'note', [], {}, { kind: 'note' }, new Y.Text('note'), new Y.Array()]) {
      expect(readCard(id, junk)).toBeUndefined();
    }
  });

  test('drops an unreadable need and keeps the challenge', () => {
    const { map } = put(challenge);
    const needs = map.get('needs');
    if (!(needs instanceof Y.Map)) throw new Error('A challenge has needs');
    needs.set('bad id', fieldsMap(need));
    needs.set('hasOwnProperty', fieldsMap(need));
    needs.set('__proto__', fieldsMap(need));
    needs.set(idOf(NeedId, 'later'), fieldsMap({ ...need, capability: 'time_travel' }));
    needs.set(idOf(NeedId, 'number'), 5);

    const read = readCard(id, map);

    expect(read?.kind === 'challenge' && Object.keys(read.needs)).toEqual([needId]);
    expect(read?.kind === 'challenge' && read.needs[needId]).toEqual({ ...need, local: false });
  });

  test('reads no challenge whose needs are no records', () => {
    const { map } = put(challenge);
    map.set('needs', 'none');

    expect(readCard(id, map)).toBeUndefined();
  });

  test('never throws, whatever a client has written', () => {
    const field = fc.constantFrom(...Object.keys(cardKinds.challenge.schema.shape), '__proto__', 'constructor');
    const value = fc.oneof(fc.anything(), fc.double(), fc.constantFrom(...Object.keys(cardKinds)));
    const storable = value.filter((made) => isStorable(made));
    fc.assert(
      fc.property(fc.constantFrom(...examples), fc.dictionary(field, storable), (record, fields) => {
        const { map } = put(record);
        for (const [key, value] of Object.entries(fields)) map.set(key, value);
        const read = readCard(id, map);
        if (read) expect(Number.isFinite(read.x) && Number.isFinite(read.w)).toBe(true);
      }),
    );
  });
});

/** Yjs takes plain values only. */
const isStorable = (value: unknown): boolean => {
  try {
    new Y.Doc().getMap('any').set('value', value);
    return true;
  } catch {
    return false;
  }
};
