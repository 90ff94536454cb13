import type { EditPolicy } from '@brygga/shared/agreements/session/state';
import type { Person } from '@brygga/shared/rules/actor';
import {
  challengeId,
  cityId,
  cityPerson,
  companyIds,
  companyPeople,
  facilitator,
  nth,
  observer,
  stepIds,
} from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import { expect, test } from 'vitest';
import { countRuns } from '../testing/countRuns.svelte.ts';
import { memoryBoard } from '../testing/memoryBoard.svelte.ts';

const worker = nth(companyPeople, 0);

/** A board at a step that narrows what is written, or at none. */
const boardFor = (actor: Person) => {
  const workshop = newWorkshop();
  const { live } = memoryBoard(workshop, actor);
  const { rights, actions, cards } = live;
  return {
    live,
    rights,
    actions,
    runs(writing: EditPolicy) {
      const step = nth(stepIds, 0);
      workshop.execute('agenda.set', { steps: [{ id: step, title: 'A step', minutes: 5, writing }] }, facilitator);
      workshop.execute('step.start', { step }, facilitator);
    },
    card(id = challengeId) {
      const card = cards.get(id);
      if (!card) throw new Error(`No card ${id}`);
      return card;
    },
  };
};

test('a step that takes no changes keeps a participant from everything that they could do, and says so', () => {
  const { rights, actions, card, runs } = boardFor(worker);
  const own = actions.createNote({ x: 0, y: 0 });

  runs('closed');

  const answers = [
    rights.create('note'),
    rights.create('offer', nth(companyIds, 0)),
    rights.change(card(own), 'text'),
    rights.move(card(own)),
    rights.delete(card(own)),
    rights.undo(),
  ];
  expect(new Set(answers)).toEqual(new Set(['step-closed']));
  expect(() => actions.createNote({ x: 0, y: 0 })).toThrow('step-closed');
});

test('a step for notes lets one write notes, change one’s own and take them back', () => {
  const { rights, actions, card, runs } = boardFor(cityPerson);
  runs('notes');

  const own = actions.createNote({ x: 0, y: 0 }, 'mint', 'Trees');
  actions.moveCards(new Map([[own, { x: 50, y: 60 }]]));
  expect(card(own)).toMatchObject({ x: 50, y: 60 });

  for (const right of [rights.change(card(own), 'text'), rights.delete(card(own)), rights.undo()]) {
    expect(right).toBe(true);
  }
  for (const right of [
    rights.create('challenge', cityId),
    rights.change(card(), 'outcome'),
    rights.move(card()),
    rights.delete(card()),
  ]) {
    expect(right).toBe('step-notes-only');
  }
});

test('what is left in one’s hands has no effect once the step has closed', () => {
  const { actions, card, runs } = boardFor(worker);
  const own = actions.createNote({ x: 0, y: 0 }, 'mint', 'Trees');
  const before = card(own);
  runs('closed');

  actions.moveCards(new Map([[own, { x: 50, y: 60 }]]));
  actions.setFields(own, { colour: 'coral' });
  actions.deleteCards([own]);

  expect(card(own)).toEqual(before);
});

test('what is never allowed says so, and not that this step is not the time for it', () => {
  const { rights, card, runs } = boardFor(worker);
  runs('closed');
  expect(rights.delete(card())).toBe('not-your-city');

  const watched = boardFor(observer);
  watched.runs('closed');
  expect(watched.rights.undo()).toBe('observers-read');
});

test('who facilitates is free at every step', () => {
  const { rights, card, runs } = boardFor(facilitator);
  for (const writing of ['open', 'notes', 'closed'] as const) {
    runs(writing);
    expect(rights.move(card())).toBe(true);
    expect(rights.create('note')).toBe(true);
  }
});

test('whoever asked for a right hears by itself that another step has begun', () => {
  const { rights, runs } = boardFor(worker);
  const answers: unknown[] = [];
  const counter = countRuns(() => answers.push(rights.create('note')));

  runs('closed');

  expect(counter.runs).toBe(answers.length);
  expect([answers[0], answers.at(-1)]).toEqual([true, 'step-closed']);
});
