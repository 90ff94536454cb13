import { CardId } from '@brygga/shared/ids';
import { companyPeople, facilitator, idOf, nth, observer } from '@brygga/shared/testing/workshop';
import { beforeEach, describe, expect, test } from 'vitest';
import { toasts } from '../ui/toasts.svelte.ts';
import { BoardController } from './boardController.svelte.ts';
import { boardAt, challengeId, controllerOf, noteIds } from './testing/boardAt.ts';

const worker = nth(companyPeople, 0);
const nowhere = { x: -9_000, y: -9_000 };
const [own, others, locked] = [nth(noteIds, 0), nth(noteIds, 1), nth(noteIds, 2)];

beforeEach(() => localStorage.clear());

describe('dragging', () => {
  test('moves live, in whole units, and is one step of undo', () => {
    const { board } = boardAt(worker);
    const { controller } = controllerOf(board);
    controller.select([own, others]);
    controller.do({ do: 'grab', copy: false });
    for (const x of [10.4, 55.2, 99.6]) controller.do({ do: 'drag', by: { x, y: x / 2 }, at: nowhere });
    expect(board.cards.get(own)).toMatchObject({ x: 500, y: 50 });
    controller.do({ do: 'drop', at: nowhere });
    board.undo.undo();
    expect(board.cards.get(own)).toMatchObject({ x: 400, y: 0 });
    expect(board.cards.get(others)).toMatchObject({ x: 640, y: 0 });
  });

  test('leaves a locked card where it is and says why', () => {
    const { board } = boardAt(worker);
    const { controller } = controllerOf(board);
    controller.select([locked]);
    controller.do({ do: 'grab', copy: false });
    controller.do({ do: 'drag', by: { x: 50, y: 0 }, at: nowhere });
    expect(board.cards.get(locked)).toMatchObject({ x: 880 });
    expect(toasts().at(-1)?.text).toMatch(/locked/);
  });

  test('given up, puts everything back, and takes copies away', () => {
    const { board } = boardAt(worker);
    const { controller } = controllerOf(board);
    controller.select([own]);
    controller.do({ do: 'grab', copy: false });
    controller.do({ do: 'drag', by: { x: 70, y: 70 }, at: nowhere });
    controller.do({ do: 'putBack' });
    expect(board.cards.get(own)).toMatchObject({ x: 400, y: 0 });
    controller.do({ do: 'grab', copy: true });
    controller.do({ do: 'drag', by: { x: 70, y: 70 }, at: nowhere });
    expect(board.cards.ids).toHaveLength(5);
    controller.do({ do: 'putBack' });
    expect(board.cards.ids).toHaveLength(4);
  });

  test('a copy is dragged and the original stays', () => {
    const { board } = boardAt(worker);
    const { controller } = controllerOf(board);
    controller.select([own]);
    controller.do({ do: 'grab', copy: true });
    controller.do({ do: 'drag', by: { x: 0, y: 300 }, at: nowhere });
    controller.do({ do: 'drop', at: nowhere });
    expect(board.cards.get(own)).toMatchObject({ x: 400, y: 0 });
    const [copy] = controller.selection;
    expect(copy && board.cards.get(copy)).toMatchObject({ x: 400, y: 300 });
  });

  test('a handle makes the card larger, never smaller than can be read', () => {
    const { board } = boardAt(worker);
    const { controller } = controllerOf(board);
    controller.select([own]);
    controller.do({ do: 'grabHandle', handle: 'se' });
    controller.do({ do: 'stretch', by: { x: 100, y: -1000 } });
    controller.do({ do: 'drop', at: nowhere });
    expect(board.cards.get(own)).toMatchObject({ x: 400, y: 0, w: 300, h: 96 });
  });
});

describe('choosing and writing', () => {
  test('a marquee with Shift adds to what was chosen before it', () => {
    const { board } = boardAt(worker);
    const { controller } = controllerOf(board);
    controller.select([challengeId]);
    controller.do({ do: 'chooseIn', box: { x: 390, y: -10, w: 300, h: 50 }, add: true });
    expect(controller.selection).toEqual([challengeId, own, others]);
    controller.do({ do: 'chooseIn', box: { x: 390, y: -10, w: 50, h: 50 }, add: true });
    expect(controller.selection).toEqual([challengeId, own]);
  });

  test('what others delete leaves the selection', () => {
    const { board } = boardAt(facilitator);
    const { controller } = controllerOf(board);
    controller.select([own, others]);
    board.actions.deleteCards([own]);
    controller.forgetGone();
    expect(controller.selection).toEqual([others]);
  });

  test('a new note lies with its middle under the pointer, and is written at once', () => {
    const { board } = boardAt(worker);
    const { controller } = controllerOf(board);
    controller.tool = 'note';
    controller.do({ do: 'create', kind: 'note', at: { x: 1000, y: 500 } });
    expect(controller.editing && board.cards.get(controller.editing)).toMatchObject({ x: 900, y: 420, kind: 'note' });
    expect(controller.tool).toBe('select');
  });

  test('an observer writes nothing and is told so', () => {
    const { board } = boardAt(observer);
    const { controller } = controllerOf(board);
    controller.do({ do: 'create', kind: 'note', at: { x: 0, y: 0 } });
    expect(board.cards.ids).toHaveLength(4);
    expect(toasts().at(-1)?.text).toMatch(/observer/);
  });

  test('a card that is no note opens beside the board when it is tapped or edited; a note does not when tapped', () => {
    const { board } = boardAt(worker);
    const { controller, opened } = controllerOf(board);
    controller.do({ do: 'open', id: challengeId });
    controller.do({ do: 'edit', id: challengeId });
    controller.do({ do: 'open', id: own });
    expect(opened).toEqual([challengeId, challengeId]);
  });
});

describe('bringing people to a place', () => {
  test('a flight that was asked for before the canvas is there waits for it', () => {
    const { board } = boardAt(worker);
    const controller = new BoardController();
    controller.flyTo([locked], { glide: false });
    expect(controller.waitsToFly).toBe(true);
    controller.camera.viewport = { w: 1000, h: 600 };
    controller.attach(board, () => undefined);
    controller.takeOff();
    const { x, y, w, h } = controller.view;
    expect({ x: x + w / 2, y: y + h / 2 }).toEqual({ x: 980, y: 80 });
  });

  test('cards that are gone bring nobody anywhere', () => {
    const { board } = boardAt(worker);
    const { controller } = controllerOf(board);
    const before = controller.view;
    controller.flyTo([idOf(CardId, 'gone')], { glide: false });
    expect(controller.view).toEqual(before);
  });

  test('an area is shown whole', () => {
    const { board } = boardAt(worker);
    const { controller } = controllerOf(board);
    controller.flyTo({ x: 2000, y: 2000, w: 3000, h: 500 }, { glide: false });
    const { x, w } = controller.view;
    expect(x).toBeLessThan(2000);
    expect(x + w).toBeGreaterThan(5000);
  });
});

describe('what is mounted', () => {
  test('only cards in and about the view, and the list stays the same while nothing changes', () => {
    const { board } = boardAt(worker);
    const { controller } = controllerOf(board);
    controller.camera.viewport = { w: 300, h: 200 };
    controller.camera.set({ x: 0, y: 0, zoom: 1 });
    expect(controller.visible).toEqual([challengeId]);
    const before = controller.visible;
    controller.camera.set({ x: 5, y: 5, zoom: 1 });
    expect(controller.visible).toBe(before);
  });
});
