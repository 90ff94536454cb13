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

/** A journal of what was saved, and the documents that it makes. */
const opened = () => {
  const tray = createReturnedEdits();
  const rows: JournalRow[] = [];
  const save = (put: PendingReturnedEdits) => {
    rows.push(...put.rows);
    put.onSaved();
  };
  return {
    tray,
    rows,
    save,
    put: (entries: readonly ReturnedEdit[], person = anna) => save(tray.prepare(workshop, person, entries)),
    of(person = anna, some: readonly JournalRow[] = rows): ReturnedEdit[] {
      const doc = new Y.Doc();
      for (const { document, update } of some) {
        if (document === `${workshop}/person-${person}`) Y.applyUpdate(doc, update);
      }
      return [...returnedEditsOf(doc).values()].flatMap((written) => readReturnedEdit(written) ?? []);
    },
  };
};

test('an entry goes into its writer’s own document in a row by the server', () => {
  const { put, of, rows } = opened();
  const undone = entry();

  put([undone]);

  expect(of()).toEqual([undone]);
  expect(of(bo)).toEqual([]);
  expect(rows).toMatchObject([{ by: 'system', document: `${workshop}/person-${anna}` }]);
  expect(rows[0]?.newClients).toHaveLength(1);
});

test('each row can be applied to any state of the document', () => {
  const { tray, of } = opened();
  const rows = [entry(), entry(), entry()].flatMap((each) => tray.prepare(workshop, anna, [each]).rows);

  for (const row of rows) expect(of(anna, [row])).toHaveLength(1);
  expect(of(anna, rows.toReversed())).toHaveLength(3);
});

test('a row names its new client ids', () => {
  const { put, rows } = opened();
  for (let turn = 0; turn < 120; turn += 1) put([entry()]);

  const named = rows.flatMap(({ newClients }) => newClients);
  const written = rows.flatMap(({ update }) => Y.decodeUpdate(update).structs.map(({ id }) => id.client));
  expect(new Set(named)).toEqual(new Set(written));
  expect(new Set(named).size).toBe(named.length);
});

test('text typed letter by letter is one entry in typing order', () => {
  const { put, of } = opened();
  const card = newId(CardId);

  for (const text of 'Lindens') put([entry({ card, text })]);

  expect(of()).toMatchObject([{ card, text: 'Lindens' }]);
});

test('repeated moves of a card are one entry with the last position', () => {
  const { put, of } = opened();
  const card = newId(CardId);

  for (const value of [1, 2, 3]) put([entry({ what: 'changed', card, field: 'x', text: '', value })]);

  expect(of()).toMatchObject([{ card, field: 'x', value: 3 }]);
});

test('two needs of a challenge are two entries', () => {
  const { put, of } = opened();
  const card = newId(CardId);

  for (const value of [{ need1: { title: 'A' } }, { need2: { title: 'B' } }]) {
    put([entry({ what: 'changed', card, field: 'needs', text: '', value })]);
  }

  expect(of()).toHaveLength(2);
});

test('after a quiet minute the same edit is a new entry', () => {
  const { put, of } = opened();
  const card = newId(CardId);

  put([entry({ card })]);
  vi.advanceTimersByTime(60_000);
  put([entry({ card })]);

  expect(of()).toHaveLength(2);
});

test('P1: no row rests on another that is not known to be on disk', () => {
  const { tray, save, of } = opened();
  const card = newId(CardId);

  const lost = tray.prepare(workshop, anna, [entry({ card, text: 'lost' })]);
  save(tray.prepare(workshop, anna, [entry({ card, text: 'kept' })]));
  save(tray.prepare(workshop, anna, [entry({ card, text: ', too' })]));

  expect(of()).toMatchObject([{ text: 'kept, too' }]);
  lost.onSaved();
  save(tray.prepare(workshop, anna, [entry({ card, text: '!' })]));
  expect(of()).toMatchObject([{ text: 'kept, too!' }]);
});

test('a text is cut at the limit of an entry', () => {
  const { put, of } = opened();
  const card = newId(CardId);

  for (let turn = 0; turn < 3; turn += 1) put([entry({ card, text: 'x'.repeat(returnedTextMax / 2) })]);

  expect(of().map(({ text }) => text.length)).toEqual([returnedTextMax]);
});

test('P5: a flood is counted in few rows, and the sum is complete', () => {
  const { put, of, rows } = opened();
  const count = 5_000;

  for (let turn = 0; turn < count; turn += 1) put([entry()]);

  const kept = of().filter(({ more }) => more === 0);
  const told = of().reduce((sum, { more }) => sum + more, 0);
  expect(kept.length).toBe(returnedEditsMax);
  // The last doubling may have some behind it.
  expect(told).toBeGreaterThan((count - kept.length) / 2);
  expect(told).toBeLessThanOrEqual(count - kept.length);
  expect(rows.length).toBeLessThan(returnedEditsMax + 20);
});

test('P5: a flood of long texts is counted too', () => {
  const { put, rows, of } = opened();

  for (let turn = 0; turn < 1_000; turn += 1) put([entry({ text: 'x'.repeat(returnedTextMax) })]);

  expect(rows.reduce((sum, { update }) => sum + update.length, 0)).toBeLessThan(1_100_000);
  expect(of().some(({ more }) => more > 0)).toBe(true);
});

test('P5: one person’s flood does not affect others', () => {
  const { put, of } = opened();
  for (let turn = 0; turn < 2_000; turn += 1) put([entry()]);

  put([entry({ text: 'mine' })], bo);

  expect(of(bo)).toMatchObject([{ text: 'mine', more: 0 }]);
});

test('after a quiet time all entries are kept again', () => {
  const { put, of } = opened();
  for (let turn = 0; turn < 2_000; turn += 1) put([entry()]);

  vi.advanceTimersByTime(60_000);
  put([entry({ text: 'after the storm' })]);

  expect(of().some(({ text }) => text === 'after the storm')).toBe(true);
});

test('no refused edits write no row', () => {
  expect(opened().tray.prepare(workshop, anna, []).rows).toEqual([]);
});
