import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { cardsOf, putCard } from '../document/cards/index.ts';
import { validCardKind } from '../document/cards/validation.ts';
import { CardId, newId, PersonId } from '../ids.ts';
import { chunksSince } from './syncChunks.ts';

const person = newId(PersonId);
const ids = Array.from({ length: 8 }, () => newId(CardId));
const pieceBytes = 150;

const nth = (index: number): CardId => ids[index] ?? newId(CardId);

const put = (doc: Y.Doc, id: CardId, text: string): void => {
  const place = { x: 0, y: 0, w: 200, h: 160, order: 'a0', createdBy: person, createdAt: 0 };
  putCard(doc, id, { kind: 'note', colour: 'mint', text, ...place });
};

const textOf = (doc: Y.Doc, id: CardId): Y.Text | undefined => {
  const text = cardsOf(doc).get(id)?.get('text');
  return text instanceof Y.Text ? text : undefined;
};

/** Two windows of one person see the same. */
const exchange = (one: Y.Doc, other: Y.Doc): void => {
  Y.applyUpdate(one, Y.encodeStateAsUpdate(other));
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
};

/** A document that goes on under another client id, as after a reload. */
const reloaded = (doc: Y.Doc): Y.Doc => {
  const next = new Y.Doc();
  Y.applyUpdate(next, Y.encodeStateAsUpdate(doc));
  return next;
};

type Step = {
  readonly kind: 'put' | 'move' | 'write' | 'cut' | 'delete' | 'reload' | 'turn' | 'send';
  readonly card: number;
};

const take = (doc: Y.Doc, { kind, card }: Step): void => {
  const id = nth(card);
  const text = textOf(doc, id);
  if (kind === 'put') put(doc, id, `card ${card}`);
  if (kind === 'move')
    for (const key of ['x', 'y'])
      cardsOf(doc)
        .get(id)
        ?.set(key, doc.store.clients.size * 100);
  if (kind === 'write') text?.insert(Math.floor(text.length / 2), 'more words ');
  if (kind === 'cut') text?.delete(0, Math.min(4, text.length));
  if (kind === 'delete') cardsOf(doc).delete(id);
};

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom<Step['kind']>(
      'put',
      'put',
      'move',
      'move',
      'write',
      'write',
      'cut',
      'delete',
      'reload',
      'turn',
      'send',
    ),
    card: fc.nat(ids.length - 1),
  }),
  { maxLength: 80, size: 'max' },
);

const contents = (doc: Y.Doc) => cardsOf(doc).toJSON();

test('P6: chunks add up to the whole update, and each applies in order with whole records', () => {
  fc.assert(
    fc.property(steps, fc.boolean(), (story, isUndoable) => {
      let [doc, beside] = [new Y.Doc(), new Y.Doc()];
      const other = new Y.Doc();
      for (const step of story) {
        take(doc, step);
        if (step.kind === 'reload') doc = reloaded(doc);
        if (step.kind === 'turn') {
          exchange(doc, beside);
          [doc, beside] = [beside, doc];
        }
        // What can be undone is kept by Yjs, though it is deleted.
        if (step.kind === 'reload' && isUndoable) new Y.UndoManager(cardsOf(doc));
        if (step.kind === 'send') Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
      }
      const mayBeSeen = new Set([...cardsOf(doc).keys(), ...cardsOf(other).keys()]);
      for (const piece of chunksSince(doc, Y.encodeStateVector(other), pieceBytes)) {
        Y.applyUpdate(other, piece);
        expect(other.store.pendingStructs).toBeNull();
        for (const [id, card] of cardsOf(other)) {
          expect(mayBeSeen, 'deleted cards stay away').toContain(id);
          expect(validCardKind(id, card), `${id} is whole`).toBe('note');
        }
      }
      expect(contents(other)).toEqual(contents(doc));
      expect(Y.encodeStateVector(other)).toEqual(Y.encodeStateVector(doc));
      expect(
        Y.equalDeleteSets(Y.createDeleteSetFromStructStore(other.store), Y.createDeleteSetFromStructStore(doc.store)),
      ).toBe(true);
    }),
  );
});

test('a card comes whole before what others write into it', () => {
  const copy = new Y.Doc();
  put(copy, nth(0), 'words that take some room in a piece of their own');
  const doc = reloaded(copy);
  put(doc, nth(1), 'words that take some room in a piece of their own');
  textOf(doc, nth(0))?.insert(0, 'more words ');
  const other = new Y.Doc();
  for (const piece of chunksSince(doc, Y.encodeStateVector(other), pieceBytes)) {
    Y.applyUpdate(other, piece);
    for (const [id, card] of cardsOf(other)) expect(validCardKind(id, card)).toBe('note');
  }
});

test('a moved card comes with its latest point', () => {
  const doc = new Y.Doc();
  for (const id of ids) put(doc, id, 'words that take some room in a piece of their own');
  for (const id of ids) cardsOf(doc).get(id)?.set('x', 17);
  const [first] = chunksSince(doc, Y.encodeStateVector(new Y.Doc()), pieceBytes);
  const other = new Y.Doc();
  if (first) Y.applyUpdate(other, first);
  expect([...cardsOf(other).values()].map((card) => card.get('x'))).toEqual([17]);
});

test('a chunk is not much larger than the given size', () => {
  const doc = new Y.Doc();
  for (let card = 0; card < 300; card += 1) put(doc, newId(CardId), 'å'.repeat(500));
  const [id] = cardsOf(doc).keys();
  const first = cardsOf(doc).get(id ?? '');
  for (let move = 0; move < 20_000; move += 1) first?.set(move % 2 === 0 ? 'x' : 'y', move);
  const pieces = chunksSince(doc, Y.encodeStateVector(new Y.Doc()), 20_000);
  expect(pieces.length).toBeGreaterThan(10);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(100_000);
});

test('deleted cards that Yjs keeps for undo are sent as garbage', () => {
  const doc = new Y.Doc();
  new Y.UndoManager(cardsOf(doc));
  for (const id of ids) put(doc, id, 'words of no use');
  for (const id of ids) cardsOf(doc).delete(id);
  const pieces = chunksSince(doc, Y.encodeStateVector(new Y.Doc()), pieceBytes);
  const structs = pieces.flatMap((piece) => Y.decodeUpdate(piece).structs);
  const [garbage, items] = [Y.GC, Y.Item].map((kind) => structs.filter((struct) => struct instanceof kind));
  expect(items).toHaveLength(ids.length);
  expect(garbage?.length).toBeGreaterThan(ids.length);
});
