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

test('P4: a closed step refuses a participant every right, with its reason', () => {
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

test('P4: a step for notes allows one’s own notes and their undo', () => {
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

test('actions have no effect once the step is closed', () => {
  const { actions, card, runs } = boardFor(worker);
  const own = actions.createNote({ x: 0, y: 0 }, 'mint', 'Trees');
  const before = card(own);
  runs('closed');

  actions.moveCards(new Map([[own, { x: 50, y: 60 }]]));
  actions.setFields(own, { colour: 'coral' });
  actions.deleteCards([own]);

  expect(card(own)).toEqual(before);
});

test('a right that is never given is refused with its own reason, not the step’s', () => {
  const { rights, card, runs } = boardFor(worker);
  runs('closed');
  expect(rights.delete(card())).toBe('not-your-city');

  const watched = boardFor(observer);
  watched.runs('closed');
  expect(watched.rights.undo()).toBe('observers-read');
});

test('P4: a step does not restrict facilitators', () => {
  const { rights, card, runs } = boardFor(facilitator);
  for (const writing of ['open', 'notes', 'closed'] as const) {
    runs(writing);
    expect(rights.move(card())).toBe(true);
    expect(rights.create('note')).toBe(true);
  }
});

test('a right that was read is read again when a step begins', () => {
  const { rights, runs } = boardFor(worker);
  const answers: unknown[] = [];
  const counter = countRuns(() => answers.push(rights.create('note')));

  runs('closed');

  expect(counter.runs).toBe(answers.length);
  expect([answers[0], answers.at(-1)]).toEqual([true, 'step-closed']);
});
