import type { Happening } from '@brygga/shared/domain/activity/happening';
import { CardId, newId, PersonId } from '@brygga/shared/ids';
import { expect, test } from 'vitest';
import { linkedCard, groupByDay } from './activityDays.ts';

const ann = newId(PersonId);
const bo = newId(PersonId);
const minuteMs = 60_000;
const noon = new Date(2027, 4, 3, 12).getTime();

let number = 0;
const happening = (at: number, fields: Partial<Happening> = {}): Happening => ({
  id: `${(number += 1)}.0`,
  at,
  by: ann,
  kind: 'writing',
  what: 'card.created',
  about: { card: newId(CardId), kind: 'note' },
  ...fields,
});

const groupSizes = (happenings: readonly Happening[]) =>
  groupByDay(happenings).map(({ groups }) => groups.map(({ others }) => 1 + others.length));

test('writing in quick succession is one row, unless another person writes in between', () => {
  const at = (minutes: number, fields?: Partial<Happening>) => happening(noon - minutes * minuteMs, fields);
  expect(groupSizes([at(0), at(1), at(2, { by: bo }), at(3), at(30)])).toEqual([[2, 1, 1, 1]]);
});

test('writing in another field, or another action, is another row', () => {
  const written = { what: 'card.written', about: { card: newId(CardId), kind: 'challenge', field: 'brief' } };
  const other = { ...written, about: { ...written.about, field: 'tried' } };
  expect(groupSizes([happening(noon, written), happening(noon, other), happening(noon)])).toEqual([[1, 1, 1]]);
});

test('writing on a card right after creating it has no row; writing later or by another person has', () => {
  const about = { card: newId(CardId), kind: 'note' };
  const created = happening(noon, { about });
  const written = (minutes: number, by = ann) =>
    happening(noon + minutes * minuteMs, { by, what: 'card.written', about: { ...about, field: 'text' } });
  expect(groupSizes([written(1), created])).toEqual([[1]]);
  expect(groupSizes([written(30), written(1, bo), created])).toEqual([[1, 1, 1]]);
});

test('the organisation of a person who joins has no row of its own', () => {
  const listed = (what: string, index: number) =>
    happening(noon, { id: `7.${index}`, what, kind: 'people', by: 'system' });
  const alone = happening(noon, { what: 'organisation.listed', kind: 'people', by: 'system' });
  expect(groupSizes([listed('person.listed', 1), listed('organisation.listed', 0), alone])).toEqual([[1, 1]]);
});

test('agreements are not grouped, however alike', () => {
  const taken = { what: 'seat.taken', kind: 'consortia' } as const;
  expect(groupSizes([happening(noon, taken), happening(noon, taken)])).toEqual([[1, 1]]);
});

test('days are in the reader’s time zone, and no group crosses midnight', () => {
  const midnight = new Date(2027, 4, 3).getTime();
  const days = groupByDay([happening(midnight + 1), happening(midnight - 1)]);
  expect(days.map(({ at }) => new Date(at).getDate())).toEqual([3, 2]);
});

test('a row links to the most specific card that exists', () => {
  const [challenge, consortium] = [newId(CardId), newId(CardId)];
  const founded = happening(noon, { about: { challenge, consortium } });
  expect(linkedCard(founded, () => true)).toBe(consortium);
  expect(linkedCard(founded, (card) => card === challenge)).toBe(challenge);
  expect(linkedCard(founded, () => false)).toBeUndefined();
});
