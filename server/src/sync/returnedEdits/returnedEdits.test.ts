import {
  readReturnedEdit,
  type ReturnedEdit,
  returnedEditsMax,
  returnedEditsOf,
  returnedTextMax,
} from '@brygga/shared/document/returnedEdits';
import { CardId, newId, PersonId, WorkshopId } from '@brygga/shared/ids';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import type { JournalRow } from '../../storage/contract.ts';
import type { PendingReturnedEdits } from '../room/dependencies.ts';
import { createReturnedEdits } from './returnedEdits.ts';

const workshop = newId(WorkshopId);
const anna = newId(PersonId);
const bo = newId(PersonId);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const entry = (more: Partial<ReturnedEdit> = {}): ReturnedEdit => ({
  what: 'written',
  reason: 'step-closed',
  card: newId(CardId),
  field: 'text',
  kind: 'note',
  title: 'Shade',
  text: 'Trees',
  value: undefined,
  more: 0,
  at: Date.now(),
  ...more,
});

/** Returned edits with the rows that were saved. */
const open = () => {
  const returnedEdits = createReturnedEdits();
  const rows: JournalRow[] = [];
  const save = (pending: PendingReturnedEdits) => {
    rows.push(...pending.rows);
    pending.onSaved();
  };
  return {
    returnedEdits,
    rows,
    save,
    put: (entries: readonly ReturnedEdit[], person = anna) => save(returnedEdits.prepare(workshop, person, entries)),
    /** The entries in the person's document, made of these rows. */
    entriesOf(person = anna, applied: readonly JournalRow[] = rows): ReturnedEdit[] {
      const doc = new Y.Doc();
      for (const { document, update } of applied) {
        if (document === `${workshop}/person-${person}`) Y.applyUpdate(doc, update);
      }
      return [...returnedEditsOf(doc).values()].flatMap((written) => readReturnedEdit(written) ?? []);
    },
  };
};

test('an entry goes into its writer’s own document in a row by the server', () => {
  const { put, entriesOf, rows } = open();
  const returned = entry();

  put([returned]);

  expect(entriesOf()).toEqual([returned]);
  expect(entriesOf(bo)).toEqual([]);
  expect(rows).toMatchObject([{ by: 'system', document: `${workshop}/person-${anna}` }]);
  expect(rows[0]?.newClients).toHaveLength(1);
});

test('each row can be applied to any state of the document', () => {
  const { returnedEdits, entriesOf } = open();
  const rows = [entry(), entry(), entry()].flatMap((each) => returnedEdits.prepare(workshop, anna, [each]).rows);

  for (const row of rows) expect(entriesOf(anna, [row])).toHaveLength(1);
  expect(entriesOf(anna, rows.toReversed())).toHaveLength(3);
});

test('a row names its new client ids', () => {
  const { put, rows } = open();
  for (let turn = 0; turn < 120; turn += 1) put([entry()]);

  const named = rows.flatMap(({ newClients }) => newClients);
  const written = rows.flatMap(({ update }) => Y.decodeUpdate(update).structs.map(({ id }) => id.client));
  expect(new Set(named)).toEqual(new Set(written));
  expect(new Set(named).size).toBe(named.length);
});

test('text typed letter by letter is one entry in typing order', () => {
  const { put, entriesOf } = open();
  const card = newId(CardId);

  for (const text of 'Lindens') put([entry({ card, text })]);

  expect(entriesOf()).toMatchObject([{ card, text: 'Lindens' }]);
});

test('repeated moves of a card are one entry with the last position', () => {
  const { put, entriesOf } = open();
  const card = newId(CardId);

  for (const value of [1, 2, 3]) put([entry({ what: 'changed', card, field: 'x', text: '', value })]);

  expect(entriesOf()).toMatchObject([{ card, field: 'x', value: 3 }]);
});

test('two needs of a challenge are two entries', () => {
  const { put, entriesOf } = open();
  const card = newId(CardId);

  for (const value of [{ need1: { title: 'A' } }, { need2: { title: 'B' } }]) {
    put([entry({ what: 'changed', card, field: 'needs', text: '', value })]);
  }

  expect(entriesOf()).toHaveLength(2);
});

test('after a quiet minute the same edit is a new entry', () => {
  const { put, entriesOf } = open();
  const card = newId(CardId);

  put([entry({ card })]);
  vi.advanceTimersByTime(60_000);
  put([entry({ card })]);

  expect(entriesOf()).toHaveLength(2);
});

test('P1: no row depends on another that is not known to be on disk', () => {
  const { returnedEdits, save, entriesOf } = open();
  const card = newId(CardId);

  const lost = returnedEdits.prepare(workshop, anna, [entry({ card, text: 'lost' })]);
  save(returnedEdits.prepare(workshop, anna, [entry({ card, text: 'kept' })]));
  save(returnedEdits.prepare(workshop, anna, [entry({ card, text: ', too' })]));

  expect(entriesOf()).toMatchObject([{ text: 'kept, too' }]);
  lost.onSaved();
  save(returnedEdits.prepare(workshop, anna, [entry({ card, text: '!' })]));
  expect(entriesOf()).toMatchObject([{ text: 'kept, too!' }]);
});

test('a text is cut at the limit of an entry', () => {
  const { put, entriesOf } = open();
  const card = newId(CardId);

  for (let turn = 0; turn < 3; turn += 1) put([entry({ card, text: 'x'.repeat(returnedTextMax / 2) })]);

  expect(entriesOf().map(({ text }) => text.length)).toEqual([returnedTextMax]);
});

test('P5: a flood is counted in few rows, and the sum is complete', () => {
  const { put, entriesOf, rows } = open();
  const count = 5_000;

  for (let turn = 0; turn < count; turn += 1) put([entry()]);

  const written = entriesOf().filter(({ more }) => more === 0);
  const counted = entriesOf().reduce((sum, { more }) => sum + more, 0);
  expect(written.length).toBe(returnedEditsMax);
  // Those since the last doubling aren't counted yet.
  expect(counted).toBeGreaterThan((count - written.length) / 2);
  expect(counted).toBeLessThanOrEqual(count - written.length);
  expect(rows.length).toBeLessThan(returnedEditsMax + 20);
});

test('P5: a flood of long texts is counted too', () => {
  const { put, rows, entriesOf } = open();

  for (let turn = 0; turn < 1_000; turn += 1) put([entry({ text: 'x'.repeat(returnedTextMax) })]);

  expect(rows.reduce((sum, { update }) => sum + update.length, 0)).toBeLessThan(1_100_000);
  expect(entriesOf().some(({ more }) => more > 0)).toBe(true);
});

test('P5: one person’s flood does not affect others', () => {
  const { put, entriesOf } = open();
  for (let turn = 0; turn < 2_000; turn += 1) put([entry()]);

  put([entry({ text: 'mine' })], bo);

  expect(entriesOf(bo)).toMatchObject([{ text: 'mine', more: 0 }]);
});

test('after a quiet time all entries are kept again', () => {
  const { put, entriesOf } = open();
  for (let turn = 0; turn < 2_000; turn += 1) put([entry()]);

  vi.advanceTimersByTime(60_000);
  put([entry({ text: 'after the storm' })]);

  expect(entriesOf().some(({ text }) => text === 'after the storm')).toBe(true);
});

test('no refused edits write no row', () => {
  expect(open().returnedEdits.prepare(workshop, anna, []).rows).toEqual([]);
});
