import { cityPerson, companyPeople, facilitator, nth, observer, stepIds } from '@brygga/shared/testing/fixtures';
import type { Person } from '@brygga/shared/rules/actor';
import { beforeEach, describe, expect, test } from 'vitest';
import { toasts } from '../../../ui/feedback/toasts.svelte.ts';
import type { ActionContext } from './action.ts';
import { actionForKeys, actionIds, actionOf, runAction } from './actions.ts';
import { testBoard, challengeId, testController, noteIds } from '../testing/testBoard.ts';

const companyPerson = nth(companyPeople, 0);
const [own, others, locked] = [nth(noteIds, 0), nth(noteIds, 1), nth(noteIds, 2)];

beforeEach(() => localStorage.clear());

const contextOf = (actor: Person): ActionContext => {
  const { board } = testBoard(actor);
  return { board, controller: testController(board).controller };
};
const lastToast = () => toasts().at(-1)?.text;

describe('the table of actions', () => {
  test('every action has a label, and no keys belong to two actions', () => {
    const keys = actionIds.flatMap((id) => actionOf(id).keys);
    expect(new Set(keys).size).toBe(keys.length);
    for (const id of actionIds) expect(actionOf(id).label().length).toBeGreaterThan(2);
  });

  test('common shortcuts run the expected actions', () => {
    const expected = { V: 'select', H: 'pan', N: 'note', 'Mod+D': 'duplicate', 'Mod+Y': 'redo', '?': 'help' } as const;
    for (const [keys, id] of Object.entries(expected)) expect(actionForKeys(keys)).toBe(actionOf(id));
  });

  test('the rail shows challenges to a city, offers to a company, and both to a facilitator', () => {
    const kinds = ['challenge', 'offer'] as const;
    const isRailButton = (actor: Person) => kinds.map((id) => actionOf(id).shown?.(contextOf(actor)));
    expect(isRailButton(cityPerson)).toEqual([true, false]);
    expect(isRailButton(companyPerson)).toEqual([false, true]);
    expect(isRailButton(facilitator)).toEqual([true, true]);
  });

  test('P4: an observer sees why they cannot create a note', () => {
    expect(actionOf('note').allowed(contextOf(observer))).toMatch(/observer/);
  });
});

describe('a step that takes no changes', () => {
  const contextInClosedStep = (actor: Person): ActionContext => {
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

  test('P4: lets a participant look around, and says why nothing else is allowed', () => {
    const context = contextInClosedStep(companyPerson);
    context.controller.select([own]);
    for (const id of ['note', 'offer', 'undo', 'edit', 'duplicate', 'bringToFront', 'delete'] as const) {
      expect(actionOf(id).allowed(context)).toMatch(/takes no changes/);
    }
    for (const id of ['select', 'pan', 'open', 'selectAll', 'next'] as const) {
      expect(actionOf(id).allowed(context)).toBe(true);
    }
  });

  test('does not restrict a facilitator', () => {
    const context = contextInClosedStep(facilitator);
    context.controller.select([own]);
    for (const id of ['note', 'challenge', 'offer', 'undo', 'edit', 'delete'] as const) {
      expect(actionOf(id).allowed(context)).toBe(true);
    }
  });
});

describe('running an action', () => {
  test('delete removes the cards that it may, and says why the rest stay', () => {
    const context = contextOf(companyPerson);
    context.controller.select([own, others]);
    runAction(actionOf('delete'), context);
    expect(context.board.cards.get(own)).toBeUndefined();
    expect(context.board.cards.get(others)).toBeDefined();
    expect(lastToast()).toMatch(/Somebody else wrote this/);
  });

  test('a challenge with consortia is not deleted, not even by its city', () => {
    const { board, workshop } = testBoard(cityPerson);
    const { controller } = testController(board);
    workshop.foundConsortium();
    controller.select([challengeId]);
    expect(actionOf('delete').allowed({ board, controller })).toMatch(/Consortia answer this challenge/);
  });

  test('arrows nudge the selection, ten times as far with Shift, but no locked cards', () => {
    const context = contextOf(companyPerson);
    context.controller.select([own, locked]);
    runAction(actionOf('right'), context, 'ArrowRight');
    runAction(actionOf('down'), context, 'Shift+ArrowDown');
    expect(context.board.cards.get(own)).toMatchObject({ x: 404, y: 40 });
    expect(context.board.cards.get(locked)).toMatchObject({ x: 880, y: 0 });
  });

  test('with nothing selected, arrows pan', () => {
    const context = contextOf(companyPerson);
    const before = context.controller.view;
    runAction(actionOf('right'), context, 'ArrowRight');
    expect(context.controller.view.x).toBeGreaterThan(before.x);
    expect(context.board.undo.canUndo).toBe(false);
  });

  test('a duplicate is selected instead of its original, and undone at once', () => {
    const context = contextOf(companyPerson);
    context.controller.select([own]);
    runAction(actionOf('duplicate'), context);
    const [copy] = context.controller.selection;
    expect(copy).not.toBe(own);
    expect(copy && context.board.cards.get(copy)).toMatchObject({
      text: 'Idea 1',
      x: 424,
      y: 24,
      createdBy: companyPerson.id,
    });
    runAction(actionOf('undo'), context);
    expect(context.board.cards.ids).toHaveLength(4);
  });

  test('a facilitator locks a card, and the action then unlocks it', () => {
    const context = contextOf(facilitator);
    context.controller.select([own]);
    runAction(actionOf('lock'), context);
    expect(context.board.cards.get(own)?.locked).toBe(true);
    expect(actionOf('lock').label(context)).toBe('Unlock');
  });

  test('Tab visits the cards in reading order', () => {
    const context = contextOf(companyPerson);
    const visited = [1, 2, 3, 4].map(() => {
      runAction(actionOf('next'), context);
      return context.controller.selection[0];
    });
    expect(visited).toEqual([challengeId, own, others, locked]);
  });
});
