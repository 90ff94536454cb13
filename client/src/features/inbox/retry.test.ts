import { cardKinds, cardsOf, putCard } from '@brygga/shared/document/cards/index';
import { CardId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import {
  challengeId,
  cityId,
  cityPerson,
  companyPeople,
  facilitator,
  idOf,
  needIds,
  nth,
  observer,
  stepIds,
} from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import { expect, test } from 'vitest';
import { memoryBoard } from '../../documents/testing/memoryBoard.svelte.ts';
import { returnedEditItem } from '../../documents/testing/memoryReturnedEdits.svelte.ts';
import type { ReturnedEditItem } from '../../documents/registry/openReturnedEdits.svelte.ts';
import { retry } from './retry.ts';
import { inboxContents } from './inboxContents.ts';

const worker = nth(companyPeople, 0);
const note = idOf(CardId, 'note');
const newCardPoint = { x: 7, y: 8 };

const boardFor = (actor: Person = worker) => {
  const workshop = newWorkshop();
  const { live } = memoryBoard(workshop, actor);
  const retryOf = (...items: readonly ReturnedEditItem[]) => {
    const [group] = inboxContents(items).groups;
    if (!group) throw new Error('No group');
    return retry(live, group, () => newCardPoint);
  };
  return {
    workshop,
    live,
    addNote(fields: { text?: string; locked?: boolean } = {}) {
      const box = { x: 0, y: 0, ...cardKinds.note.size, order: 'a0' };
      putCard(workshop.doc, note, {
        kind: 'note',
        colour: 'mint',
        ...box,
        createdBy: worker.id,
        createdAt: 1,
        ...fields,
      });
    },
    closeStep() {
      const step = nth(stepIds, 0);
      workshop.execute(
        'agenda.set',
        { steps: [{ id: step, title: 'Read', minutes: 5, writing: 'closed' }] },
        facilitator,
      );
      workshop.execute('step.start', { step }, facilitator);
    },
    retryOf,
    runRetry(...items: readonly ReturnedEditItem[]) {
      const attempt = retryOf(...items);
      if (attempt.kind === 'blocked') throw new Error(attempt.reason);
      return attempt.run();
    },
  };
};

const createdNote = (value: object = {}) =>
  returnedEditItem({
    id: 'a',
    what: 'created',
    card: note,
    value: {
      kind: 'note',
      text: 'Trees',
      colour: 'sky',
      x: 30,
      y: 40,
      w: 250,
      h: 170,
      order: 'a5',
      createdBy: worker.id,
      createdAt: 5,
      ...value,
    },
  });

test('a note is created again as it was, under its id', () => {
  const { live, runRetry } = boardFor();

  expect(runRetry(createdNote())).toBe(note);

  expect(live.cards.get(note)).toMatchObject({
    text: 'Trees',
    colour: 'sky',
    x: 30,
    y: 40,
    w: 250,
    createdBy: worker.id,
  });
});

test('a note whose id is taken gets a new one', () => {
  const { live, runRetry, addNote } = boardFor();
  addNote({ text: 'Other' });

  const created = runRetry(createdNote());

  expect(created).not.toBe(note);
  expect(live.cards.get(note)).toMatchObject({ text: 'Other' });
});

test('a card that is created again belongs to the person and is not locked', () => {
  const { live, runRetry } = boardFor();

  runRetry(createdNote({ createdBy: facilitator.id, locked: true }));

  expect(live.cards.get(note)).toMatchObject({ createdBy: worker.id, locked: false });
});

test('a challenge is created again with its needs and its brief', () => {
  const { live, runRetry } = boardFor(cityPerson);
  const card = idOf(CardId, 'again');
  const value = {
    kind: 'challenge',
    title: 'Leaves',
    brief: '<paragraph>Raked.</paragraph><paragraph>Then?</paragraph>',
    city: cityId,
    sector: 'waste',
    outcome: '',
    needs: { [nth(needIds, 0)]: { capability: 'composting' } },
    x: 0,
    y: 0,
    w: 320,
    h: 240,
    order: 'a0',
    createdBy: cityPerson.id,
    createdAt: 1,
  };

  runRetry(returnedEditItem({ id: 'a', what: 'created', card, kind: 'challenge', value }));

  expect(live.cards.get(card)).toMatchObject({
    brief: 'Raked.\nThen?',
    needs: { [nth(needIds, 0)]: { capability: 'composting' } },
  });
});

test('a card is moved again', () => {
  const { live, runRetry, addNote } = boardFor();
  addNote();
  const moved = { what: 'changed', card: note } as const;

  runRetry(
    returnedEditItem({ ...moved, id: 'a', field: 'y', value: 60 }),
    returnedEditItem({ ...moved, id: 'b', field: 'x', value: 50 }),
  );

  expect(live.cards.get(note)).toMatchObject({ x: 50, y: 60, ...cardKinds.note.size });
});

test('a field is set again, and a need is changed, removed and added again', () => {
  const { live, runRetry } = boardFor(cityPerson);
  const changed = { what: 'changed', card: challengeId } as const;
  const [first, second] = [nth(needIds, 0), nth(needIds, 1)];
  const needs = () => {
    const card = live.cards.get(challengeId);
    return card?.kind === 'challenge' ? card.needs : {};
  };
  const before = needs()[first];

  runRetry(returnedEditItem({ ...changed, id: 'a', field: 'outcome', value: '−40 %' }));
  runRetry(returnedEditItem({ ...changed, id: 'b', field: 'needs', value: { [first]: { title: 'Now' } } }));
  runRetry(returnedEditItem({ ...changed, id: 'c', field: 'needs', value: { [second]: null } }));
  const added = { capability: 'composting', title: 'New', importance: 'must', order: 'a9' };
  runRetry(returnedEditItem({ ...changed, id: 'd', field: 'needs', value: { [idOf(CardId, 'need9')]: added } }));

  expect(live.cards.get(challengeId)).toMatchObject({ outcome: '−40 %' });
  expect(needs()[first]).toEqual({ ...before, title: 'Now' });
  expect(needs()[second]).toBeUndefined();
  expect(Object.values(needs())).toContainEqual(expect.objectContaining({ capability: 'composting', title: 'New' }));
});

test('text is appended to the field in which it was written', () => {
  const { live, runRetry, addNote } = boardFor();
  addNote({ text: 'Trees' });

  expect(runRetry(returnedEditItem({ id: 'a', what: 'written', card: note, field: 'text', text: 'and shade' }))).toBe(
    note,
  );

  expect(live.cards.get(note)).toMatchObject({ text: 'Trees\nand shade' });
});

test('text is appended to a rich text, each line a paragraph', () => {
  const { live, runRetry } = boardFor();

  runRetry(returnedEditItem({ id: 'a', what: 'written', card: challengeId, field: 'brief', text: 'One.\nTwo.' }));

  expect(live.cards.get(challengeId)).toMatchObject({ brief: 'Forty schoolyards are too hot in June.\nOne.\nTwo.' });
});

test('text whose card is gone becomes a note at the given point', () => {
  const { live, runRetry } = boardFor();

  const created = runRetry(
    returnedEditItem({ id: 'a', what: 'written', card: note, field: 'text', text: 'and shade' }),
  );

  expect(created && live.cards.get(created)).toMatchObject({ kind: 'note', text: 'and shade', ...newCardPoint });
});

test('a card is deleted again', () => {
  const { live, runRetry, addNote } = boardFor();
  addNote();

  expect(runRetry(returnedEditItem({ id: 'a', what: 'deleted', card: note }))).toBeUndefined();

  expect(live.cards.get(note)).toBeUndefined();
});

test('in a closed step every retry is blocked, with the reason', () => {
  const { retryOf, addNote, closeStep } = boardFor();
  addNote();
  closeStep();
  const one = { id: 'a', card: note };

  for (const item of [
    { ...createdNote(), card: idOf(CardId, 'other') },
    returnedEditItem({ ...one, what: 'changed', field: 'x', value: 5 }),
    returnedEditItem({ ...one, what: 'written', field: 'text', text: 'x' }),
    returnedEditItem({ ...one, what: 'deleted' }),
  ]) {
    expect(retryOf(item)).toMatchObject({ kind: 'blocked', reason: expect.stringMatching(/takes no changes/) });
  }
});

interface Blocked {
  readonly item: ReturnedEditItem;
  readonly reason: RegExp;
  readonly actor?: Person;
}
const changed = (fields: Partial<ReturnedEditItem>) => returnedEditItem({ id: 'a', what: 'changed', ...fields });

test.each<readonly [string, Blocked]>([
  ['what only the system writes', { item: changed({ reason: 'system-only', card: note }), reason: /by hand/ }],
  ['an edit in another circle', { item: changed({ circle: `city-${cityId}` }), reason: /not on the board/ }],
  ['a move of a card that is gone', { item: changed({ card: note, field: 'x', value: 5 }), reason: /gone/ }],
  ['a field that the card lacks', { item: changed({ card: challengeId, field: 'evil' }), reason: /from here/ }],
  [
    'a value that the field does not take',
    { item: changed({ card: challengeId, field: 'outcome', value: 5 }), reason: /from here/, actor: cityPerson },
  ],
  [
    'a position that is no number',
    { item: changed({ card: challengeId, field: 'x', value: 'left' }), reason: /from here/ },
  ],
  ['a field of the board itself', { item: changed({ field: 'title', value: 'x' }), reason: /from here/ }],
  ['a card of an unknown kind', { item: createdNote({ kind: 'evil' }), reason: /from here/ }],
  ['what the person has no right to', { item: createdNote(), reason: /observer/, actor: observer }],
])('%s is blocked, with the reason', (_name, { item, reason, actor }) => {
  expect(boardFor(actor).retryOf(item)).toMatchObject({ kind: 'blocked', reason: expect.stringMatching(reason) });
});

test('a retry can be undone', () => {
  const { live, runRetry, workshop } = boardFor();
  runRetry(createdNote());

  live.undo.undo();

  expect(cardsOf(workshop.doc).has(note)).toBe(false);
});
