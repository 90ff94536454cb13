import type { Happening } from '@brygga/shared/domain/activity/happening';
import { CardId, newId, PersonId } from '@brygga/shared/ids';
import { expect, test } from 'vitest';
import { linkedCard, groupByDay } from './activityDays.ts';

const ann = newId(PersonId);
const bo = newId(PersonId);
const minute = 60_000;
const noon = new Date(2027, 4, 3, 12).getTime();

let number = 0;
const happening = (at: number, more: Partial<Happening> = {}): Happening => ({
  id: `${(number += 1)}.0`,
  at,
  by: ann,
  kind: 'writing',
  what: 'card.created',
  about: { card: newId(CardId), kind: 'note' },
  ...more,
});

const shape = (happenings: readonly Happening[]) =>
  groupByDay(happenings).map(({ groups }) => groups.map(({ others }) => 1 + others.length));

test('what somebody does in one go is one line, and another’s in between begins a new one', () => {
  const at = (minutes: number, more?: Partial<Happening>) => happening(noon - minutes * minute, more);
  expect(shape([at(0), at(1), at(2, { by: bo }), at(3), at(30)])).toEqual([[2, 1, 1, 1]]);
});

test('writing in another field, or doing something else, is another line', () => {
  const written = { what: 'card.written', about: { card: newId(CardId), kind: 'challenge', field: 'brief' } };
  const other = { ...written, about: { ...written.about, field: 'tried' } };
  expect(shape([happening(noon, written), happening(noon, other), happening(noon)])).toEqual([[1, 1, 1]]);
});

test('who puts up a card and writes on it has done one thing; who comes back to it, or another, has not', () => {
  const about = { card: newId(CardId), kind: 'note' };
  const created = happening(noon, { about });
  const written = (minutes: number, by = ann) =>
    happening(noon + minutes * minute, { by, what: 'card.written', about: { ...about, field: 'text' } });
  expect(shape([written(1), created])).toEqual([[1]]);
  expect(shape([written(30), written(1, bo), created])).toEqual([[1, 1, 1]]);
});

test('who comes brings their organisation along', () => {
  const listed = (what: string, place: number) =>
    happening(noon, { id: `7.${place}`, what, kind: 'people', by: 'system' });
  const alone = happening(noon, { what: 'organisation.listed', kind: 'people', by: 'system' });
  expect(shape([listed('person.listed', 1), listed('organisation.listed', 0), alone])).toEqual([[1, 1]]);
});

test('what was settled stands by itself, however alike', () => {
  const taken = { what: 'seat.taken', kind: 'consortia' } as const;
  expect(shape([happening(noon, taken), happening(noon, taken)])).toEqual([[1, 1]]);
});

test('days are the reader’s own, and nothing is one go across midnight', () => {
  const midnight = new Date(2027, 4, 3).getTime();
  const days = groupByDay([happening(midnight + 1), happening(midnight - 1)]);
  expect(days.map(({ at }) => new Date(at).getDate())).toEqual([3, 2]);
});

test('a line leads to what it is most about, as long as that is there', () => {
  const [challenge, consortium] = [newId(CardId), newId(CardId)];
  const founded = happening(noon, { about: { challenge, consortium } });
  expect(linkedCard(founded, () => true)).toBe(consortium);
  expect(linkedCard(founded, (card) => card === challenge)).toBe(challenge);
  expect(linkedCard(founded, () => false)).toBeUndefined();
});
