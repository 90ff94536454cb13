import { cardsOf, putCard } from '@brygga/shared/document/cards/index';
import { CardId } from '@brygga/shared/ids';
import { challengeId } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { liveCards } from './liveCards.ts';
import { countRuns } from '../testing/countRuns.svelte.ts';
import { noteId, putNote, setField, writer } from '../testing/notes.ts';

const ordered = (number: number) =>
  `a${String.fromCharCode(97 + Math.floor(number / 26 / 26), 97 + (Math.floor(number / 26) % 26), 97 + (number % 26))}`;

const boardOf2000 = () => {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (let number = 0; number < 2_000; number += 1) putNote(doc, noteId(number), { order: ordered(number) });
  });
  return { doc, ...liveCards(doc) };
};

test('one change of one card among 2,000 reruns one reader', () => {
  const { doc, cards } = boardOf2000();
  const readers = cards.ids.map((id) => countRuns(() => cards.get(id)));

  setField(doc, noteId(1_234), 'x', 40);

  expect(readers.map(({ runs }) => runs).filter((runs) => runs > 1)).toEqual([2]);
  readers.forEach(({ end }) => end());
});

test('the list of ids does not rerun when cards change', () => {
  const { doc, cards } = boardOf2000();
  const list = countRuns(() => cards.ids);

  doc.transact(() => {
    for (let number = 0; number < 200; number += 1) setField(doc, noteId(number), 'x', number + 1);
  });

  expect(list.runs).toBe(1);
});

test('the list of ids reruns when a card is created, deleted or reordered', () => {
  const { doc, cards } = boardOf2000();
  const list = countRuns(() => cards.ids);

  putNote(doc, noteId(5_000), { order: 'zz' });
  expect(list.runs).toBe(2);
  expect(cards.ids.at(-1)).toBe(noteId(5_000));
  cardsOf(doc).delete(noteId(5_000));
  expect(list.runs).toBe(3);
  setField(doc, noteId(0), 'order', 'zz');
  expect(list.runs).toBe(4);
  expect(cards.ids.at(-1)).toBe(noteId(0));
});

test('an order that keeps the sequence does not rerun the list', () => {
  const { doc, cards } = boardOf2000();
  const list = countRuns(() => cards.ids);

  setField(doc, noteId(1_999), 'order', 'zzz');

  expect(list.runs).toBe(1);
});

test('a reader of a missing card reruns when that card is created, and not for others', () => {
  const { doc, cards } = boardOf2000();
  const waiting = countRuns(() => cards.get(noteId(5_000)));

  setField(doc, noteId(1), 'x', 40);
  expect(waiting.runs).toBe(1);
  putNote(doc, noteId(5_000));
  expect(waiting.runs).toBe(2);
});

test('a reader of a card reruns when it is deleted', () => {
  const { doc, cards } = boardOf2000();
  const snapshots: unknown[] = [];
  const card = countRuns(() => snapshots.push(cards.get(noteId(7))?.id));

  cardsOf(doc).delete(noteId(7));

  expect(card.runs).toBe(2);
  expect(snapshots).toEqual([noteId(7), undefined]);
});

test('typing in a note changes that note, and setting an equal value changes nothing', () => {
  const { doc, cards } = boardOf2000();
  const card = countRuns(() => cards.get(noteId(3)));

  const text = cardsOf(doc).get(noteId(3))?.get('text');
  if (text instanceof Y.Text) text.insert(0, 'Trees');
  expect(card.runs).toBe(2);
  expect(cards.get(noteId(3))).toMatchObject({ text: 'Trees' });
  setField(doc, noteId(3), 'x', 0);
  expect(card.runs).toBe(2);
});

test('cards are frozen, down to their needs', () => {
  const { doc } = newWorkshop();
  const { cards } = liveCards(doc);
  const card = cards.get(challengeId);

  expect(Object.isFrozen(card)).toBe(true);
  expect(card?.kind === 'challenge' && Object.isFrozen(Object.values(card.needs)[0])).toBe(true);
});

test('rich text is read as its lines', () => {
  const doc = new Y.Doc();
  const { cards } = liveCards(doc);
  const base = { x: 0, y: 0, w: 200, h: 160, order: 'a0', createdBy: writer, createdAt: 1 };
  const { doc: other } = newWorkshop();

  putCard(doc, noteId(1), { kind: 'consortium', challenge: challengeId, pitch: 'Shade <now>\nTrees & sails', ...base });

  expect(cards.get(noteId(1))).toMatchObject({ pitch: 'Shade <now>\nTrees & sails' });
  expect(liveCards(other).cards.get(challengeId)).toMatchObject({
    brief: 'Forty schoolyards are too hot in June.',
  });
});

test('malformed cards and ids are skipped', () => {
  const doc = new Y.Doc();
  const { cards } = liveCards(doc);
  const root: Y.Map<unknown> = doc.getMap('cards');

  root.set('x', 'nothing');
  root.set(noteId(1), 5);
  root.set(CardId.parse('abcdefghijklmnop'), new Y.Map([['kind', 'spaceship']]));

  expect(cards.ids).toEqual([]);
});
