import { CardId } from '@brygga/shared/ids';
import { idOf } from '@brygga/shared/testing/fixtures';
import { expect, test } from 'vitest';
import { returnedEditItem } from '../../documents/testing/memoryReturnedEdits.svelte.ts';
import { inboxContents } from './inboxContents.ts';
import { actionLabel } from './returnedEditLabels.ts';

const [one, other] = [idOf(CardId, 'note', 1), idOf(CardId, 'note', 2)];
const moved = (id: string, card: CardId, field: string, value: number) =>
  returnedEditItem({ id, what: 'changed', card, field, value, title: 'Trees' });

const onlyGroup = (...items: Parameters<typeof inboxContents>[0]) => {
  const [group, ...others] = inboxContents(items).groups;
  if (!group || others.length > 0) throw new Error('One group is expected');
  return group;
};

test('a move is one group of all its entries, with the last position', () => {
  const group = onlyGroup(moved('c', one, 'x', 3), moved('b', one, 'y', 2), moved('a', one, 'x', 1));

  expect(group.ids).toEqual(['c', 'b', 'a']);
  expect(Object.fromEntries(group.changes)).toEqual({ x: 3, y: 2 });
  expect(actionLabel(group)).toBe('You moved the note “Trees”');
});

test('a group keeps its key while entries join it', () => {
  const first = moved('a', one, 'x', 1);

  expect(onlyGroup(moved('b', one, 'y', 2), first).key).toBe(onlyGroup(first).key);
});

test('moves of two cards or for two reasons are groups of their own, newest first', () => {
  const { groups } = inboxContents([
    moved('c', other, 'x', 3),
    { ...moved('b', one, 'x', 2), reason: 'card-locked' },
    moved('a', one, 'x', 1),
  ]);

  expect(groups.map(({ item }) => item.id)).toEqual(['c', 'b', 'a']);
});

test('edits that were only counted are summed up in no group', () => {
  const counted = (id: string, more: number) => returnedEditItem({ id, what: 'changed', more });

  const { groups, overflow, count } = inboxContents([counted('b', 2), moved('a', one, 'x', 1), counted('c', 40)]);

  expect(groups).toHaveLength(1);
  expect(overflow).toEqual({ count: 42, ids: ['b', 'c'] });
  expect(count).toBe(43);
});
