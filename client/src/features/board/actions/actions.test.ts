import { cityPerson, companyPeople, facilitator, nth, observer, stepIds } from '@brygga/shared/testing/fixtures';
import type { Person } from '@brygga/shared/rules/actor';
import { beforeEach, describe, expect, test } from 'vitest';
import { toasts } from '../../../ui/feedback/toasts.svelte.ts';
import type { ActionContext } from './actionContext.ts';
import { actionForKeys, actionIds, actionOf, runAction } from './actions.ts';
import { testBoard, challengeId, testController, noteIds } from '../testing/testBoard.ts';

const worker = nth(companyPeople, 0);
const [own, others, locked] = [nth(noteIds, 0), nth(noteIds, 1), nth(noteIds, 2)];

beforeEach(() => localStorage.clear());

const sceneOf = (actor: Person): ActionContext => {
  const { board } = testBoard(actor);
  return { board, controller: testController(board).controller };
};
const lastSaid = () => toasts().at(-1)?.text;

describe('the table of actions', () => {
  test('every action has words, and no keys belong to two', () => {
    const keys = actionIds.flatMap((id) => actionOf(id).keys);
    expect(new Set(keys).size).toBe(keys.length);
    for (const id of actionIds) expect(actionOf(id).label().length).toBeGreaterThan(2);
  });

  test('the keys that people have in their fingers do what they expect', () => {
    const expected = { V: 'select', H: 'pan', N: 'note', 'Mod+D': 'duplicate', 'Mod+Y': 'redo', '?': 'help' } as const;
    for (const [keys, id] of Object.entries(expected)) expect(actionForKeys(keys)).toBe(actionOf(id));
  });

  test('the rail has a challenge for a city, an offer for a company, and both for a facilitator', () => {
    const kinds = ['challenge', 'offer'] as const;
    const shown = (actor: Person) => kinds.map((id) => actionOf(id).shown?.(sceneOf(actor)));
    expect(shown(cityPerson)).toEqual([true, false]);
    expect(shown(worker)).toEqual([false, true]);
    expect(shown(facilitator)).toEqual([true, true]);
  });

  test('an observer is told why no note can be written', () => {
    expect(actionOf('note').allowed(sceneOf(observer))).toMatch(/observer/);
  });
});

describe('a step that takes no changes', () => {
  const closedFor = (actor: Person): ActionContext => {
    const { board, workshop } = testBoard(actor);
    const step = nth(stepIds, 0);
    workshop.execute(
      'agenda.set',
      { steps: [{ id: step, title: 'Pitches', minutes: 5, writing: 'closed' }] },
      facilitator,
    );
    board.actions.moveCards(new Map([[own, { x: 1, y: 1 }]]));
    workshop.execute('step.start', { step }, facilitator);
    return { board, controller: testController(board).controller };
  };

  test('leaves a participant to look around, and says why all else rests', () => {
    const scene = closedFor(worker);
    scene.controller.select([own]);
    for (const id of ['note', 'offer', 'undo', 'edit', 'duplicate', 'front', 'delete'] as const) {
      expect(actionOf(id).allowed(scene)).toMatch(/takes no changes/);
    }
    for (const id of ['select', 'pan', 'open', 'selectAll', 'next'] as const) {
      expect(actionOf(id).allowed(scene)).toBe(true);
    }
  });

  test('leaves a facilitator free', () => {
    const scene = closedFor(facilitator);
    scene.controller.select([own]);
    for (const id of ['note', 'challenge', 'offer', 'undo', 'edit', 'delete'] as const) {
      expect(actionOf(id).allowed(scene)).toBe(true);
    }
  });
});

describe('doing', () => {
  test('delete takes what one may delete, and says why the rest stays', () => {
    const scene = sceneOf(worker);
    scene.controller.select([own, others]);
    runAction(actionOf('delete'), scene);
    expect(scene.board.cards.get(own)).toBeUndefined();
    expect(scene.board.cards.get(others)).toBeDefined();
    expect(lastSaid()).toMatch(/Somebody else wrote this/);
  });

  test('a challenge that consortia answer is not deleted, not even by its city', () => {
    const { board, workshop } = testBoard(cityPerson);
    const { controller } = testController(board);
    workshop.foundConsortium();
    controller.select([challengeId]);
    expect(actionOf('delete').allowed({ board, controller })).toMatch(/Consortia answer this challenge/);
  });

  test('arrows nudge what is selected, ten times as far with Shift, and locked cards stay', () => {
    const scene = sceneOf(worker);
    scene.controller.select([own, locked]);
    runAction(actionOf('right'), scene, 'ArrowRight');
    runAction(actionOf('down'), scene, 'Shift+ArrowDown');
    expect(scene.board.cards.get(own)).toMatchObject({ x: 404, y: 40 });
    expect(scene.board.cards.get(locked)).toMatchObject({ x: 880, y: 0 });
  });

  test('with nothing selected, arrows look around', () => {
    const scene = sceneOf(worker);
    const before = scene.controller.view;
    runAction(actionOf('right'), scene, 'ArrowRight');
    expect(scene.controller.view.x).toBeGreaterThan(before.x);
    expect(scene.board.undo.canUndo).toBe(false);
  });

  test('a duplicate is selected in place of its original, and undone in one step', () => {
    const scene = sceneOf(worker);
    scene.controller.select([own]);
    runAction(actionOf('duplicate'), scene);
    const [copy] = scene.controller.selection;
    expect(copy).not.toBe(own);
    expect(copy && scene.board.cards.get(copy)).toMatchObject({ text: 'Idea 1', x: 424, y: 24, createdBy: worker.id });
    runAction(actionOf('undo'), scene);
    expect(scene.board.cards.ids).toHaveLength(4);
  });

  test('a facilitator locks, and what is locked is offered to be unlocked', () => {
    const scene = sceneOf(facilitator);
    scene.controller.select([own]);
    runAction(actionOf('lock'), scene);
    expect(scene.board.cards.get(own)?.locked).toBe(true);
    expect(actionOf('lock').label(scene)).toBe('Unlock');
  });

  test('Tab goes through the cards in reading order', () => {
    const scene = sceneOf(worker);
    const visited = [1, 2, 3, 4].map(() => {
      runAction(actionOf('next'), scene);
      return scene.controller.selection[0];
    });
    expect(visited).toEqual([challengeId, own, others, locked]);
  });
});
