import { describe, expect, test } from 'vitest';
import { CardId, newId, OrganisationId, PersonId } from '../../ids.ts';
import type { Edit } from '../../rules/edits.ts';
import type { CardAccessInfo } from '../../rules/cards.ts';
import { withSpan, spanMs, traceOf } from './trace.ts';

const id = newId(CardId);
const card = { id, kind: 'note', createdBy: newId(PersonId), locked: false } as const satisfies CardAccessInfo;
const challenge = { ...card, kind: 'challenge', city: newId(OrganisationId) } as const satisfies CardAccessInfo;

const leaves = (edit: Edit) => traceOf(edit);

describe('what an edit leaves in the activity', () => {
  test('a card that is put or taken away leaves its kind, since it may be gone when somebody looks', () => {
    const created = { ...card, createdAt: 1 };
    expect(leaves({ kind: 'card.created', card: created, restoredFrom: undefined })).toEqual({
      trace: 'card.created',
      card: id,
      kind: 'note',
    });
    expect(leaves({ kind: 'card.deleted', card })).toEqual({ trace: 'card.deleted', card: id, kind: 'note' });
  });

  test('words leave which text they are in, and nothing of what they say', () => {
    const written = { kind: 'text.written', card: challenge, length: 5, isPlain: true } as const;
    expect(leaves({ ...written, field: 'brief' })).toEqual({
      trace: 'card.written',
      card: id,
      kind: 'challenge',
      field: 'brief',
    });
    expect(leaves({ ...written, field: 'title' })).toMatchObject({ trace: 'card.renamed', field: 'title' });
    expect(leaves({ kind: 'field.changed', card: challenge, field: 'place', value: 'Secret street' })).toEqual({
      trace: 'card.changed',
      card: id,
      kind: 'challenge',
      field: 'place',
    });
  });

  test('a record leaves the field that it lies in', () => {
    const record = { card: challenge, field: 'needs' } as const;
    for (const edit of [
      { kind: 'record.created', ...record, id: 'n', record: {}, count: 1 },
      { kind: 'record.changed', ...record, recordField: 'title', value: 'x' },
      { kind: 'record.deleted', ...record, id: 'n' },
    ] as const) {
      expect(leaves(edit)).toMatchObject({ trace: 'card.changed', field: 'needs' });
    }
  });

  test('locking and unlocking are told apart', () => {
    const locked = { kind: 'field.changed', card, field: 'locked' } as const;
    expect(leaves({ ...locked, value: true })?.trace).toBe('card.locked');
    expect(leaves({ ...locked, value: false })?.trace).toBe('card.unlocked');
    expect(leaves({ ...locked, value: undefined })?.trace).toBe('card.unlocked');
  });

  test.each(['x', 'y', 'w', 'h', 'order', 'colour'])('moving a card about (%s) leaves nothing', (field) => {
    expect(leaves({ kind: 'field.changed', card, field, value: 1 })).toBeUndefined();
  });

  test('what is taken out of a tray is nobody else’s business', () => {
    expect(leaves({ kind: 'returnedEdit.dismissed' })).toBeUndefined();
  });
});

describe('spans', () => {
  const writing = { trace: 'card.written', card: id, kind: 'note', field: 'text' } as const;

  test('writing at any two times of a span is the same trace, and after it another', () => {
    const begin = 1_000 * spanMs;
    expect(withSpan(writing, begin)).toEqual(withSpan(writing, begin + spanMs - 1));
    expect(withSpan(writing, begin)).not.toEqual(withSpan(writing, begin + spanMs));
  });

  test('what turns to and fro is told each time: the last of it is how things stand', () => {
    for (const trace of ['card.created', 'card.deleted', 'card.locked', 'card.unlocked'] as const) {
      expect(withSpan({ trace, card: id, kind: 'note' }, 7)).not.toHaveProperty('span');
    }
  });
});
