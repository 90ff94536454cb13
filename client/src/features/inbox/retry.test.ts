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
const place = { x: 7, y: 8 };

const boardFor = (actor: Person = worker) => {
  const workshop = newWorkshop();
  const { live } = memoryBoard(workshop, actor);
  const its = (...items: readonly ReturnedEditItem[]) => {
    const [row] = inboxContents(items).groups;
    if (!row) throw new Error('No row');
    return retry(live, row, () => place);
  };
  return {
    workshop,
    live,
    putsNote(more: { text?: string; locked?: boolean } = {}) {
      const box = { x: 0, y: 0, ...cardKinds.note.size, order: 'a0' };
      putCard(workshop.doc, note, {
        kind: 'note',
        colour: 'mint',
        ...box,
        createdBy: worker.id,
        createdAt: 1,
        ...more,
      });
    },
    closes() {
      const step = nth(stepIds, 0);
      workshop.execute(
        'agenda.set',
        { steps: [{ id: step, title: 'Read', minutes: 5, writing: 'closed' }] },
        facilitator,
      );
      workshop.execute('step.start', { step }, facilitator);
    },
    its,
    does(...items: readonly ReturnedEditItem[]) {
      const doing = its(...items);
      if (doing.kind === 'not now') throw new Error(doing.why);
      return doing.run();
    },
  };
};

const putNote = (value: object = {}) =>
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

test('a note that was undone lies on the board again, as it was, under its id', () => {
  const { live, does } = boardFor();

  expect(does(putNote())).toBe(note);

  expect(live.cards.get(note)).toMatchObject({
    text: 'Trees',
    colour: 'sky',
    x: 30,
    y: 40,
    w: 250,
    createdBy: worker.id,
  });
});

test('where the id is taken meanwhile, the note comes beside what has it', () => {
  const { live, does, putsNote } = boardFor();
  putsNote({ text: 'Other' });

  const put = does(putNote());

  expect(put).not.toBe(note);
  expect(live.cards.get(note)).toMatchObject({ text: 'Other' });
});

test('whatever the entry claims, what is put again is one’s own, and not locked', () => {
  const { live, does } = boardFor();

  does(putNote({ createdBy: facilitator.id, locked: true }));

  expect(live.cards.get(note)).toMatchObject({ createdBy: worker.id, locked: false });
});

test('a challenge comes again with its needs and the words of its brief', () => {
  const { live, does } = boardFor(cityPerson);
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

  does(returnedEditItem({ id: 'a', what: 'created', card, kind: 'challenge', value }));

  expect(live.cards.get(card)).toMatchObject({
    brief: 'Raked.\nThen?',
    needs: { [nth(needIds, 0)]: { capability: 'composting' } },
  });
});

test('a card that was moved is moved there again', () => {
  const { live, does, putsNote } = boardFor();
  putsNote();
  const moved = { what: 'changed', card: note } as const;

  does(
    returnedEditItem({ ...moved, id: 'a', field: 'y', value: 60 }),
    returnedEditItem({ ...moved, id: 'b', field: 'x', value: 50 }),
  );

  expect(live.cards.get(note)).toMatchObject({ x: 50, y: 60, ...cardKinds.note.size });
});

test('a field is set again, a need changed, added and taken away', () => {
  const { live, does } = boardFor(cityPerson);
  const changed = { what: 'changed', card: challengeId } as const;
  const [first, second] = [nth(needIds, 0), nth(needIds, 1)];
  const needs = () => {
    const card = live.cards.get(challengeId);
    return card?.kind === 'challenge' ? card.needs : {};
  };
  const before = needs()[first];

  does(returnedEditItem({ ...changed, id: 'a', field: 'outcome', value: '−40 %' }));
  does(returnedEditItem({ ...changed, id: 'b', field: 'needs', value: { [first]: { title: 'Now' } } }));
  does(returnedEditItem({ ...changed, id: 'c', field: 'needs', value: { [second]: null } }));
  const added = { capability: 'composting', title: 'New', importance: 'must', order: 'a9' };
  does(returnedEditItem({ ...changed, id: 'd', field: 'needs', value: { [idOf(CardId, 'need9')]: added } }));

  expect(live.cards.get(challengeId)).toMatchObject({ outcome: '−40 %' });
  expect(needs()[first]).toEqual({ ...before, title: 'Now' });
  expect(needs()[second]).toBeUndefined();
  expect(Object.values(needs())).toContainEqual(expect.objectContaining({ capability: 'composting', title: 'New' }));
});

test('words go to the end of the text that they were written in', () => {
  const { live, does, putsNote } = boardFor();
  putsNote({ text: 'Trees' });

  expect(does(returnedEditItem({ id: 'a', what: 'written', card: note, field: 'text', text: 'and shade' }))).toBe(note);

  expect(live.cards.get(note)).toMatchObject({ text: 'Trees\nand shade' });
});

test('words of a rich text go to its end, a paragraph a line', () => {
  const { live, does } = boardFor();

  does(returnedEditItem({ id: 'a', what: 'written', card: challengeId, field: 'brief', text: 'One.\nTwo.' }));

  expect(live.cards.get(challengeId)).toMatchObject({ brief: 'Forty schoolyards are too hot in June.\nOne.\nTwo.' });
});

test('words whose card is gone come on a note, at the place that is given', () => {
  const { live, does } = boardFor();

  const put = does(returnedEditItem({ id: 'a', what: 'written', card: note, field: 'text', text: 'and shade' }));

  expect(put && live.cards.get(put)).toMatchObject({ kind: 'note', text: 'and shade', ...place });
});

test('a card is deleted again', () => {
  const { live, does, putsNote } = boardFor();
  putsNote();

  expect(does(returnedEditItem({ id: 'a', what: 'deleted', card: note }))).toBeUndefined();

  expect(live.cards.get(note)).toBeUndefined();
});

test('while the step takes no changes, nothing can be done again, and each says why', () => {
  const { its, putsNote, closes } = boardFor();
  putsNote();
  closes();
  const one = { id: 'a', card: note };

  for (const item of [
    { ...putNote(), card: idOf(CardId, 'other') },
    returnedEditItem({ ...one, what: 'changed', field: 'x', value: 5 }),
    returnedEditItem({ ...one, what: 'written', field: 'text', text: 'x' }),
    returnedEditItem({ ...one, what: 'deleted' }),
  ]) {
    expect(its(item)).toMatchObject({ kind: 'not now', why: expect.stringMatching(/takes no changes/) });
  }
});

interface Hopeless {
  readonly item: ReturnedEditItem;
  readonly why: RegExp;
  readonly actor?: Person;
}
const changed = (its: Partial<ReturnedEditItem>) => returnedEditItem({ id: 'a', what: 'changed', ...its });

test.each<readonly [string, Hopeless]>([
  ['what no hand may write', { item: changed({ reason: 'system-only', card: note }), why: /by hand/ }],
  ['what was in another circle', { item: changed({ circle: `city-${cityId}` }), why: /not on the board/ }],
  ['a move of what is gone', { item: changed({ card: note, field: 'x', value: 5 }), why: /gone/ }],
  ['a field that the card lacks', { item: changed({ card: challengeId, field: 'evil' }), why: /from here/ }],
  [
    'a value that the field does not take',
    { item: changed({ card: challengeId, field: 'outcome', value: 5 }), why: /from here/, actor: cityPerson },
  ],
  ['a place that is no number', { item: changed({ card: challengeId, field: 'x', value: 'left' }), why: /from here/ }],
  ['something of the board itself', { item: changed({ field: 'title', value: 'x' }), why: /from here/ }],
  ['a card that none can read', { item: putNote({ kind: 'evil' }), why: /from here/ }],
  ['what one has no right to', { item: putNote(), why: /observer/, actor: observer }],
])('%s is not done again, and says so', (_what, { item, why, actor }) => {
  expect(boardFor(actor).its(item)).toMatchObject({ kind: 'not now', why: expect.stringMatching(why) });
});

test('what is done again is one step of undo like any other', () => {
  const { live, does, workshop } = boardFor();
  does(putNote());

  live.undo.undo();

  expect(cardsOf(workshop.doc).has(note)).toBe(false);
});
