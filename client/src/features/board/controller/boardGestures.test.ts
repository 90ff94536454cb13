import { companyPeople, nth } from '@brygga/shared/testing/fixtures';
import { beforeEach, describe, expect, test } from 'vitest';
import { toasts } from '../../../ui/feedback/toasts.svelte.ts';
import { challengeId, noteIds, testBoard, testController } from '../testing/testBoard.ts';

const companyPerson = nth(companyPeople, 0);
const emptySpot = { x: -9_000, y: -9_000 };
const [own, others, locked] = [nth(noteIds, 0), nth(noteIds, 1), nth(noteIds, 2)];

beforeEach(() => localStorage.clear());

const attachedBoard = () => {
  const { board } = testBoard(companyPerson);
  const { controller } = testController(board);
  return { board, controller, gestures: controller.gestures };
};

describe('dragging', () => {
  test('a drag moves cards live, in whole units, and is one undo group', () => {
    const { board, controller, gestures } = attachedBoard();
    controller.select([own, others]);
    gestures.execute({ kind: 'startDrag', copy: false });
    for (const x of [10.4, 55.2, 99.6]) gestures.execute({ kind: 'drag', by: { x, y: x / 2 }, at: emptySpot });
    expect(board.cards.get(own)).toMatchObject({ x: 500, y: 50 });
    gestures.execute({ kind: 'drop', at: emptySpot });
    board.undo.undo();
    expect(board.cards.get(own)).toMatchObject({ x: 400, y: 0 });
    expect(board.cards.get(others)).toMatchObject({ x: 640, y: 0 });
  });

  test('a locked card is not dragged, and the reason is shown', () => {
    const { board, controller, gestures } = attachedBoard();
    controller.select([locked]);
    gestures.execute({ kind: 'startDrag', copy: false });
    gestures.execute({ kind: 'drag', by: { x: 50, y: 0 }, at: emptySpot });
    expect(board.cards.get(locked)).toMatchObject({ x: 880 });
    expect(toasts().at(-1)?.text).toMatch(/locked/);
  });

  test('a reverted drag puts cards back and removes copies', () => {
    const { board, controller, gestures } = attachedBoard();
    controller.select([own]);
    gestures.execute({ kind: 'startDrag', copy: false });
    gestures.execute({ kind: 'drag', by: { x: 70, y: 70 }, at: emptySpot });
    gestures.execute({ kind: 'revert' });
    expect(board.cards.get(own)).toMatchObject({ x: 400, y: 0 });
    gestures.execute({ kind: 'startDrag', copy: true });
    gestures.execute({ kind: 'drag', by: { x: 70, y: 70 }, at: emptySpot });
    expect(board.cards.ids).toHaveLength(5);
    gestures.execute({ kind: 'revert' });
    expect(board.cards.ids).toHaveLength(4);
  });

  test('dragging a copy leaves the original where it is', () => {
    const { board, controller, gestures } = attachedBoard();
    controller.select([own]);
    gestures.execute({ kind: 'startDrag', copy: true });
    gestures.execute({ kind: 'drag', by: { x: 0, y: 300 }, at: emptySpot });
    gestures.execute({ kind: 'drop', at: emptySpot });
    expect(board.cards.get(own)).toMatchObject({ x: 400, y: 0 });
    const [copy] = controller.selection;
    expect(copy && board.cards.get(copy)).toMatchObject({ x: 400, y: 300 });
  });

  test('a handle resizes a card, never below its smallest size', () => {
    const { board, controller, gestures } = attachedBoard();
    controller.select([own]);
    gestures.execute({ kind: 'startResize', handle: 'se' });
    gestures.execute({ kind: 'resize', by: { x: 100, y: -1000 } });
    gestures.execute({ kind: 'drop', at: emptySpot });
    expect(board.cards.get(own)).toMatchObject({ x: 400, y: 0, w: 300, h: 96 });
  });
});

test('a marquee with Shift adds to the selection before it', () => {
  const { controller, gestures } = attachedBoard();
  controller.select([challengeId]);
  gestures.execute({ kind: 'selectInBox', box: { x: 390, y: -10, w: 300, h: 50 }, add: true });
  expect(controller.selection).toEqual([challengeId, own, others]);
  gestures.execute({ kind: 'selectInBox', box: { x: 390, y: -10, w: 50, h: 50 }, add: true });
  expect(controller.selection).toEqual([challengeId, own]);
});
