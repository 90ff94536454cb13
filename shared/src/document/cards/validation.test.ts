import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { CardId, NeedId, OrganisationId, PersonId } from '../../ids.ts';
import { idOf } from '../../testing/fixtures.ts';
import type { RecordsShape } from './card.ts';
import { challenge } from './challenge.ts';
import { cardsOf, fieldsMap, putCard } from './index.ts';
import { isValidField, isValidRecord, validCardKind } from './validation.ts';

const id = idOf(CardId, 'card');
const base = { x: 1, y: 2, w: 200, h: 160, order: 'a0', createdBy: idOf(PersonId, 'writer'), createdAt: 5 };
const need = { capability: 'finance', title: 'A loan', importance: 'must', order: 'a0' } as const;

/** A challenge that a client put, changed as it may have put it. */
const put = (change: (card: Y.Map<unknown>) => void = () => undefined) => {
  const doc = new Y.Doc();
  const needs = { [idOf(NeedId, 'need')]: need };
  const city = idOf(OrganisationId, 'city');
  putCard(doc, id, { ...base, kind: 'challenge', city, sector: 'waste', title: 'Shade', needs });
  const card = cardsOf(doc).get(id);
  if (!card) throw new Error('The card was not put');
  change(card);
  return card;
};

describe('a card may be put', () => {
  test('as `putCard` puts it', () => {
    expect(validCardKind(id, put())).toBe('challenge');
  });

  test.each<[string, (card: Y.Map<unknown>) => void]>([
    ['with a field that nobody knows', (card) => card.set('isAdmin', true)],
    ['with a field of another kind', (card) => card.set('text', new Y.Text())],
    ['without a field that it needs', (card) => card.delete('city')],
    ['with a title that is a plain string', (card) => card.set('title', 'Shade')],
    ['with a title that is rich', (card) => card.set('title', new Y.XmlText('Shade'))],
    ['with a picture in its title', (card) => (card.get('title') as Y.Text).insertEmbed(0, { image: 'x' })],
    ['with a brief that is no fragment', (card) => card.set('brief', new Y.Text('Hot'))],
    ['with a type where a plain value lies', (card) => card.set('x', new Y.Map())],
    ['with needs that are no records', (card) => card.set('needs', { need })],
    ['with a need that is none', (card) => (card.get('needs') as Y.Map<unknown>).set(idOf(NeedId, 'other'), 'x')],
    ['of no known kind', (card) => card.set('kind', 'constructor')],
    ['with a place that is none', (card) => card.set('x', Number.NaN)],
  ])('not %s', (_what, change) => {
    expect(validCardKind(id, put(change))).toBeUndefined();
  });

  test('only under an id', () => {
    expect(validCardKind('hasOwnProperty', put())).toBeUndefined();
  });

  test('only as a map', () => {
    for (const map of [new Y.Text(), 'note', null, undefined, { ...base, kind: 'note' }]) {
      expect(validCardKind(id, map)).toBeUndefined();
    }
  });
});

const needsShape = (): RecordsShape => {
  const records = challenge.records['needs'];
  if (!records) throw new Error('A challenge has needs');
  return records;
};

test('what reading tolerates may not be written', () => {
  expect(challenge.schema.shape.needs.safeParse(undefined).success).toBe(true);
  expect(isValidField(needsShape().schema, 'importance', 'never')).toBe(false);
  expect(isValidField(needsShape().schema, 'importance', 'must')).toBe(true);
});

test('a record has its own fields and no other', () => {
  const records = needsShape();
  const doc = new Y.Doc();
  const asRecord = (fields: object) => {
    const map = fieldsMap(fields);
    doc.getMap('any').set('record', map);
    return map;
  };

  expect(isValidRecord(records, idOf(NeedId, 'need'), asRecord(need))).toBe(true);
  expect(isValidRecord(records, idOf(NeedId, 'need'), asRecord({ ...need, holder: 'me' }))).toBe(false);
  expect(isValidRecord(records, 'short', asRecord(need))).toBe(false);
});
