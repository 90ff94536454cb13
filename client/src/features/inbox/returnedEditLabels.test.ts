import { CardId } from '@brygga/shared/ids';
import { idOf } from '@brygga/shared/testing/fixtures';
import { expect, test } from 'vitest';
import type { ReturnedEditItem } from '../../documents/registry/openReturnedEdits.svelte.ts';
import { returnedEditItem } from '../../documents/testing/memoryReturnedEdits.svelte.ts';
import { inboxContents } from './inboxContents.ts';
import { actionLabel, circleLabel, ownText, timeLabel } from './returnedEditLabels.ts';

const note = idOf(CardId, 'note', 1);
const moved = returnedEditItem({ id: 'a', what: 'changed', card: note, field: 'x', value: 1, title: 'Trees' });

const onlyGroup = (item: ReturnedEditItem) => {
  const [group] = inboxContents([item]).groups;
  if (!group) throw new Error('A group is expected');
  return group;
};

test.each([
  [returnedEditItem({ id: 'a', what: 'created', card: note, title: 'Trees' }), 'You put up a note'],
  [returnedEditItem({ id: 'a', what: 'created', reason: 'card-deleted', card: note }), 'You wrote in a note'],
  [returnedEditItem({ id: 'a', what: 'written', card: note, kind: 'challenge' }), 'You wrote in the challenge'],
  [returnedEditItem({ id: 'a', what: 'deleted', card: note, kind: 'who knows' }), 'You deleted a card'],
  [
    returnedEditItem({ id: 'a', what: 'changed', card: note, field: 'w', value: 5 }),
    'You changed the size of the note',
  ],
  [
    returnedEditItem({ id: 'a', what: 'changed', card: note, field: 'order', value: 'a' }),
    'You brought the note to the front',
  ],
  [
    returnedEditItem({ id: 'a', what: 'changed', card: note, field: 'colour', value: 'sky' }),
    'You changed the colour of the note',
  ],
  [returnedEditItem({ id: 'a', what: 'changed', card: note, field: 'hasOwnProperty' }), 'You changed the note'],
  [returnedEditItem({ id: 'a', what: 'changed', field: 'title' }), 'You changed something on the board'],
])('says what the person did', (item, label) => {
  expect(actionLabel(onlyGroup(item))).toBe(label);
});

test('the person’s own text is what was written, or stands on a created card', () => {
  const fields = {
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

  expect(ownText(onlyGroup(returnedEditItem({ id: 'a', what: 'written', text: 'and shade' })))).toBe('and shade');
  const created = returnedEditItem({ id: 'a', what: 'created', card: note, value: { ...fields, text: 'Trees' } });
  expect(ownText(onlyGroup(created))).toBe('Trees');
  expect(ownText(onlyGroup(moved))).toBe('');
});

test('the circle is named unless it is the board', () => {
  const labelIn = (circle?: string) => circleLabel(onlyGroup({ ...moved, ...(circle ? { circle } : {}) }));

  expect(labelIn()).toBeUndefined();
  expect(labelIn(`city-${note}`)).toMatch(/city/);
  expect(labelIn(`consortium-${note}`)).toMatch(/consortium/);
  expect(labelIn('nonsense')).toBeUndefined();
});

test('the time has a date unless it is today', () => {
  const noon = new Date(2027, 4, 3, 12, 5).getTime();

  expect(timeLabel(noon, noon + 60_000)).toBe('12:05');
  expect(timeLabel(noon, noon + 86_400_000)).toMatch(/3 May.*12:05|May 3.*12:05/);
});
