import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { DocumentSize } from './documentSize.ts';

const megabyte = 1024 * 1024;

test('a small document is never full, however often it changes', () => {
  const size = new DocumentSize(new Y.Doc(), 0);

  for (let update = 0; update < 100; update += 1) size.grow(megabyte);

  expect(size.isFull).toBe(false);
});

test('a document that is too large is full until enough of it is deleted', () => {
  const doc = new Y.Doc();
  const size = new DocumentSize(doc, 0);
  const words = doc.getArray<string>('words');
  for (let word = 0; word < 18; word += 1) words.push(['x'.repeat(megabyte)]);
  size.grow(18 * megabyte);
  expect(size.isFull).toBe(true);

  words.delete(0, 10);
  size.grow(megabyte);

  expect(size.isFull).toBe(false);
});
