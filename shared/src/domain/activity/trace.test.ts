import { describe, expect, test } from 'vitest';
import { CardId, newId, OrganisationId, PersonId } from '../../ids.ts';
import type { Edit } from '../../rules/edits.ts';
import type { CardAccessInfo } from '../../rules/cards.ts';
import { withSpan, spanMs, traceOf } from './trace.ts';

const id = newId(CardId);
const card = { id, kind: 'note', createdBy: newId(PersonId), locked: false } as const satisfies CardAccessInfo;
const challenge = { ...card, kind: 'challenge', city: newId(OrganisationId) } as const satisfies CardAccessInfo;

const leaves = (edit: Edit) => traceOf(edit);

describe('the trace of an edit', () => {
  test('of creating or deleting a card has the card’s kind', () => {
    const created = { ...card, createdAt: 1 };
    expect(leaves({ kind: 'card.created', card: created, restoredFrom: undefined })).toEqual({
      trace: 'card.created',
      card: id,
      kind: 'note',
    });
    expect(leaves({ kind: 'card.deleted', card })).toEqual({ trace: 'card.deleted', card: id, kind: 'note' });
  });

  test('P9: of typing names the text field, and nothing of its content', () => {
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

  test('of a record names its field', () => {
    const record = { card: challenge, field: 'needs' } as const;
    for (const edit of [
      { kind: 'record.created', ...record, id: 'n', record: {}, count: 1 },
      { kind: 'record.changed', ...record, recordField: 'title', value: 'x' },
      { kind: 'record.deleted', ...record, id: 'n' },
    ] as const) {
      expect(leaves(edit)).toMatchObject({ trace: 'card.changed', field: 'needs' });
    }
  });

  test('tells locking from unlocking', () => {
    const locked = { kind: 'field.changed', card, field: 'locked' } as const;
    expect(leaves({ ...locked, value: true })?.trace).toBe('card.locked');
    expect(leaves({ ...locked, value: false })?.trace).toBe('card.unlocked');
    expect(leaves({ ...locked, value: undefined })?.trace).toBe('card.unlocked');
  });

  test.each(['x', 'y', 'w', 'h', 'order', 'colour'])('does not exist for a change of %s', (field) => {
    expect(leaves({ kind: 'field.changed', card, field, value: 1 })).toBeUndefined();
  });

  test('does not exist for a dismissed or kept returned edit', () => {
    expect(leaves({ kind: 'returnedEdit.dismissed' })).toBeUndefined();
    expect(leaves({ kind: 'returnedEdit.kept', id: 'kept', record: {}, count: 1 })).toBeUndefined();
  });
});

describe('spans', () => {
  const writing = { trace: 'card.written', card: id, kind: 'note', field: 'text' } as const;

  test('typing twice within a span is one trace, and after it another', () => {
    const begin = 1_000 * spanMs;
    expect(withSpan(writing, begin)).toEqual(withSpan(writing, begin + spanMs - 1));
    expect(withSpan(writing, begin)).not.toEqual(withSpan(writing, begin + spanMs));
  });

  test('changes that alternate leave a trace each', () => {
    for (const trace of ['card.created', 'card.deleted', 'card.locked', 'card.unlocked'] as const) {
      expect(withSpan({ trace, card: id, kind: 'note' }, 7)).not.toHaveProperty('span');
    }
  });
});
