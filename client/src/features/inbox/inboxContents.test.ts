import { CardId } from '@brygga/shared/ids';
import { idOf } from '@brygga/shared/testing/fixtures';
import { expect, test } from 'vitest';
import { returnedEditItem } from '../../documents/testing/memoryReturnedEdits.svelte.ts';
import { inboxContents } from './inboxContents.ts';
import { ownText, actionLabel, timeLabel, circleLabel } from './returnedEditLabels.ts';

const [one, other] = [idOf(CardId, 'note', 1), idOf(CardId, 'note', 2)];
const moved = (id: string, card: CardId, field: string, value: number) =>
  returnedEditItem({ id, what: 'changed', card, field, value, title: 'Trees' });

const onlyRow = (...items: Parameters<typeof inboxContents>[0]) => {
  const [row, ...others] = inboxContents(items).groups;
  if (!row || others.length > 0) throw new Error('One row is expected');
  return row;
};

test('a move is one row, however many entries tell it, and where it went last counts', () => {
  const row = onlyRow(moved('c', one, 'x', 3), moved('b', one, 'y', 2), moved('a', one, 'x', 1));

  expect(row.ids).toEqual(['c', 'b', 'a']);
  expect(Object.fromEntries(row.changes)).toEqual({ x: 3, y: 2 });
  expect(actionLabel(row)).toBe('You moved the note “Trees”');
});

test('a row keeps its key while entries join it', () => {
  const first = moved('a', one, 'x', 1);

  expect(onlyRow(moved('b', one, 'y', 2), first).key).toBe(onlyRow(first).key);
});

test('moves of two cards, and for two reasons, are rows of their own, newest first', () => {
  const { groups } = inboxContents([
    moved('c', other, 'x', 3),
    { ...moved('b', one, 'x', 2), reason: 'card-locked' },
    moved('a', one, 'x', 1),
  ]);

  expect(groups.map(({ item }) => item.id)).toEqual(['c', 'b', 'a']);
});

test('what was not kept is summed up, and is no row', () => {
  const counted = (id: string, more: number) => returnedEditItem({ id, what: 'changed', more });

  const { groups, overflow, count } = inboxContents([counted('b', 2), moved('a', one, 'x', 1), counted('c', 40)]);

  expect(groups).toHaveLength(1);
  expect(overflow).toEqual({ count: 42, ids: ['b', 'c'] });
  expect(count).toBe(43);
});

test.each([
  [returnedEditItem({ id: 'a', what: 'created', card: one, title: 'Trees' }), 'You put up a note'],
  [returnedEditItem({ id: 'a', what: 'written', card: one, kind: 'challenge' }), 'You wrote in the challenge'],
  [returnedEditItem({ id: 'a', what: 'deleted', card: one, kind: 'who knows' }), 'You deleted a card'],
  [returnedEditItem({ id: 'a', what: 'changed', card: one, field: 'w', value: 5 }), 'You changed the size of the note'],
  [
    returnedEditItem({ id: 'a', what: 'changed', card: one, field: 'order', value: 'a' }),
    'You brought the note to the front',
  ],
  [
    returnedEditItem({ id: 'a', what: 'changed', card: one, field: 'colour', value: 'sky' }),
    'You changed the colour of the note',
  ],
  [returnedEditItem({ id: 'a', what: 'changed', card: one, field: 'hasOwnProperty' }), 'You changed the note'],
  [returnedEditItem({ id: 'a', what: 'changed', field: 'title' }), 'You changed something on the board'],
])('says what was done', (item, words) => {
  expect(actionLabel(onlyRow(item))).toBe(words);
});

test('keeps one’s own words, written or put up', () => {
  const base = {
    kind: 'note',
    colour: 'sky',
    x: 0,
    y: 0,
    w: 200,
    h: 160,
    order: 'a0',
    createdBy: idOf(CardId, 'x'),
    createdAt: 1,
  };

  expect(ownText(onlyRow(returnedEditItem({ id: 'a', what: 'written', text: 'and shade' })))).toBe('and shade');
  const put = returnedEditItem({ id: 'a', what: 'created', card: one, value: { ...base, text: 'Trees' } });
  expect(ownText(onlyRow(put))).toBe('Trees');
  expect(ownText(onlyRow(moved('a', one, 'x', 1)))).toBe('');
});

test('says where it was, if not on the board', () => {
  const at = (circle?: string) => circleLabel(onlyRow({ ...moved('a', one, 'x', 1), ...(circle ? { circle } : {}) }));

  expect(at()).toBeUndefined();
  expect(at(`city-${one}`)).toMatch(/city/);
  expect(at(`consortium-${one}`)).toMatch(/consortium/);
  expect(at('nonsense')).toBeUndefined();
});

test('says the time, and the day where that is another', () => {
  const noon = new Date(2027, 4, 3, 12, 5).getTime();

  expect(timeLabel(noon, noon + 60_000)).toBe('12:05');
  expect(timeLabel(noon, noon + 86_400_000)).toMatch(/3 May.*12:05|May 3.*12:05/);
});
