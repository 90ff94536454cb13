import { CardId } from '@brygga/shared/ids';
import { companyPeople, facilitator, idOf, nth, observer } from '@brygga/shared/testing/fixtures';
import { beforeEach, describe, expect, test } from 'vitest';
import { toasts } from '../../../ui/feedback/toasts.svelte.ts';
import { BoardController } from './boardController.svelte.ts';
import { testBoard, challengeId, testController, noteIds } from '../testing/testBoard.ts';

const worker = nth(companyPeople, 0);
const nowhere = { x: -9_000, y: -9_000 };
const [own, others, locked] = [nth(noteIds, 0), nth(noteIds, 1), nth(noteIds, 2)];

beforeEach(() => localStorage.clear());

describe('dragging', () => {
  test('moves live, in whole units, and is one step of undo', () => {
    const { board } = testBoard(worker);
    const { controller } = testController(board);
    controller.select([own, others]);
    controller.execute({ kind: 'grab', copy: false });
    for (const x of [10.4, 55.2, 99.6]) controller.execute({ kind: 'drag', by: { x, y: x / 2 }, at: nowhere });
    expect(board.cards.get(own)).toMatchObject({ x: 500, y: 50 });
    controller.execute({ kind: 'drop', at: nowhere });
    board.undo.undo();
    expect(board.cards.get(own)).toMatchObject({ x: 400, y: 0 });
    expect(board.cards.get(others)).toMatchObject({ x: 640, y: 0 });
  });

  test('leaves a locked card where it is and says why', () => {
    const { board } = testBoard(worker);
    const { controller } = testController(board);
    controller.select([locked]);
    controller.execute({ kind: 'grab', copy: false });
    controller.execute({ kind: 'drag', by: { x: 50, y: 0 }, at: nowhere });
    expect(board.cards.get(locked)).toMatchObject({ x: 880 });
    expect(toasts().at(-1)?.text).toMatch(/locked/);
  });

  test('given up, puts everything back, and takes copies away', () => {
    const { board } = testBoard(worker);
    const { controller } = testController(board);
    controller.select([own]);
    controller.execute({ kind: 'grab', copy: false });
    controller.execute({ kind: 'drag', by: { x: 70, y: 70 }, at: nowhere });
    controller.execute({ kind: 'putBack' });
    expect(board.cards.get(own)).toMatchObject({ x: 400, y: 0 });
    controller.execute({ kind: 'grab', copy: true });
    controller.execute({ kind: 'drag', by: { x: 70, y: 70 }, at: nowhere });
    expect(board.cards.ids).toHaveLength(5);
    controller.execute({ kind: 'putBack' });
    expect(board.cards.ids).toHaveLength(4);
  });

  test('a copy is dragged and the original stays', () => {
    const { board } = testBoard(worker);
    const { controller } = testController(board);
    controller.select([own]);
    controller.execute({ kind: 'grab', copy: true });
    controller.execute({ kind: 'drag', by: { x: 0, y: 300 }, at: nowhere });
    controller.execute({ kind: 'drop', at: nowhere });
    expect(board.cards.get(own)).toMatchObject({ x: 400, y: 0 });
    const [copy] = controller.selection;
    expect(copy && board.cards.get(copy)).toMatchObject({ x: 400, y: 300 });
  });

  test('a handle makes the card larger, never smaller than can be read', () => {
    const { board } = testBoard(worker);
    const { controller } = testController(board);
    controller.select([own]);
    controller.execute({ kind: 'grabHandle', handle: 'se' });
    controller.execute({ kind: 'stretch', by: { x: 100, y: -1000 } });
    controller.execute({ kind: 'drop', at: nowhere });
    expect(board.cards.get(own)).toMatchObject({ x: 400, y: 0, w: 300, h: 96 });
  });
});

describe('choosing and writing', () => {
  test('a marquee with Shift adds to what was chosen before it', () => {
    const { board } = testBoard(worker);
    const { controller } = testController(board);
    controller.select([challengeId]);
    controller.execute({ kind: 'chooseIn', box: { x: 390, y: -10, w: 300, h: 50 }, add: true });
    expect(controller.selection).toEqual([challengeId, own, others]);
    controller.execute({ kind: 'chooseIn', box: { x: 390, y: -10, w: 50, h: 50 }, add: true });
    expect(controller.selection).toEqual([challengeId, own]);
  });

  test('what others delete leaves the selection', () => {
    const { board } = testBoard(facilitator);
    const { controller } = testController(board);
    controller.select([own, others]);
    board.actions.deleteCards([own]);
    controller.pruneSelection();
    expect(controller.selection).toEqual([others]);
  });

  test('a new note lies with its middle under the pointer, and is written at once', () => {
    const { board } = testBoard(worker);
    const { controller } = testController(board);
    controller.tool = 'note';
    controller.execute({ kind: 'create', cardKind: 'note', at: { x: 1000, y: 500 } });
    expect(controller.editing && board.cards.get(controller.editing)).toMatchObject({ x: 900, y: 420, kind: 'note' });
    expect(controller.tool).toBe('select');
  });

  test('an observer writes nothing and is told so', () => {
    const { board } = testBoard(observer);
    const { controller } = testController(board);
    controller.execute({ kind: 'create', cardKind: 'note', at: { x: 0, y: 0 } });
    expect(board.cards.ids).toHaveLength(4);
    expect(toasts().at(-1)?.text).toMatch(/observer/);
  });

  test('a card that is no note opens beside the board when it is tapped or edited; a note does not when tapped', () => {
    const { board } = testBoard(worker);
    const { controller, opened } = testController(board);
    controller.execute({ kind: 'open', id: challengeId });
    controller.execute({ kind: 'edit', id: challengeId });
    controller.execute({ kind: 'open', id: own });
    expect(opened).toEqual([challengeId, challengeId]);
  });
});

describe('bringing people to a place', () => {
  test('a flight that was asked for before the canvas is there waits for it', () => {
    const { board } = testBoard(worker);
    const controller = new BoardController();
    controller.animateTo([locked], { glide: false });
    expect(controller.hasPendingAnimation).toBe(true);
    controller.camera.viewport = { w: 1000, h: 600 };
    controller.attach(board, () => undefined);
    controller.startPendingAnimation();
    const { x, y, w, h } = controller.view;
    expect({ x: x + w / 2, y: y + h / 2 }).toEqual({ x: 980, y: 80 });
  });

  test('cards that are gone bring nobody anywhere', () => {
    const { board } = testBoard(worker);
    const { controller } = testController(board);
    const before = controller.view;
    controller.animateTo([idOf(CardId, 'gone')], { glide: false });
    expect(controller.view).toEqual(before);
  });

  test('an area is shown whole', () => {
    const { board } = testBoard(worker);
    const { controller } = testController(board);
    controller.animateTo({ x: 2000, y: 2000, w: 3000, h: 500 }, { glide: false });
    const { x, w } = controller.view;
    expect(x).toBeLessThan(2000);
    expect(x + w).toBeGreaterThan(5000);
  });
});

describe('what is mounted', () => {
  test('only cards in and about the view, and the list stays the same while nothing changes', () => {
    const { board } = testBoard(worker);
    const { controller } = testController(board);
    controller.camera.viewport = { w: 300, h: 200 };
    controller.camera.set({ x: 0, y: 0, zoom: 1 });
    expect(controller.mountedIds).toEqual([challengeId]);
    const before = controller.mountedIds;
    controller.camera.set({ x: 5, y: 5, zoom: 1 });
    expect(controller.mountedIds).toBe(before);
  });
});
