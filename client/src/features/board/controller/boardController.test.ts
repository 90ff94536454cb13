import { CardId } from '@brygga/shared/ids';
import { companyPeople, facilitator, idOf, nth, observer } from '@brygga/shared/testing/fixtures';
import { beforeEach, describe, expect, test } from 'vitest';
import { toasts } from '../../../ui/feedback/toasts.svelte.ts';
import { BoardController } from './boardController.svelte.ts';
import { testBoard, challengeId, testController, noteIds } from '../testing/testBoard.ts';

const companyPerson = nth(companyPeople, 0);
const [own, others, locked] = [nth(noteIds, 0), nth(noteIds, 1), nth(noteIds, 2)];

beforeEach(() => localStorage.clear());

describe('selecting and editing', () => {
  test('cards that others delete leave the selection', () => {
    const { board } = testBoard(facilitator);
    const { controller } = testController(board);
    controller.select([own, others]);
    board.actions.deleteCards([own]);
    controller.pruneSelection();
    expect(controller.selection).toEqual([others]);
  });

  test('a new note is centred on the pointer and edited at once', () => {
    const { board } = testBoard(companyPerson);
    const { controller } = testController(board);
    controller.tool = 'note';
    controller.gestures.execute({ kind: 'create', cardKind: 'note', at: { x: 1000, y: 500 } });
    expect(controller.editing && board.cards.get(controller.editing)).toMatchObject({ x: 900, y: 420, kind: 'note' });
    expect(controller.tool).toBe('select');
  });

  test('an observer creates nothing, and the reason is shown', () => {
    const { board } = testBoard(observer);
    const { controller } = testController(board);
    controller.gestures.execute({ kind: 'create', cardKind: 'note', at: { x: 0, y: 0 } });
    expect(board.cards.ids).toHaveLength(4);
    expect(toasts().at(-1)?.text).toMatch(/observer/);
  });

  test('a tapped card opens beside the board, unless it is a note', () => {
    const { board } = testBoard(companyPerson);
    const { controller, opened } = testController(board);
    controller.gestures.execute({ kind: 'open', id: challengeId });
    controller.gestures.execute({ kind: 'edit', id: challengeId });
    controller.gestures.execute({ kind: 'open', id: own });
    expect(opened).toEqual([challengeId, challengeId]);
  });
});

describe('moving the view', () => {
  test('an animation requested before the canvas mounts waits for it', () => {
    const { board } = testBoard(companyPerson);
    const controller = new BoardController();
    controller.animateTo([locked], { animate: false });
    expect(controller.hasPendingAnimation).toBe(true);
    controller.camera.viewport = { w: 1000, h: 600 };
    controller.attach(board, () => undefined);
    controller.startPendingAnimation();
    const { x, y, w, h } = controller.view;
    expect({ x: x + w / 2, y: y + h / 2 }).toEqual({ x: 980, y: 80 });
  });

  test('cards that are gone do not move the view', () => {
    const { board } = testBoard(companyPerson);
    const { controller } = testController(board);
    const before = controller.view;
    controller.animateTo([idOf(CardId, 'gone')], { animate: false });
    expect(controller.view).toEqual(before);
  });

  test('an area is shown whole', () => {
    const { board } = testBoard(companyPerson);
    const { controller } = testController(board);
    controller.animateTo({ x: 2000, y: 2000, w: 3000, h: 500 }, { animate: false });
    const { x, w } = controller.view;
    expect(x).toBeLessThan(2000);
    expect(x + w).toBeGreaterThan(5000);
  });
});

describe('mounted cards', () => {
  test('are those in and near the view, and the list stays the same while nothing changes', () => {
    const { board } = testBoard(companyPerson);
    const { controller } = testController(board);
    controller.camera.viewport = { w: 300, h: 200 };
    controller.camera.set({ x: 0, y: 0, zoom: 1 });
    expect(controller.mountedIds).toEqual([challengeId]);
    const before = controller.mountedIds;
    controller.camera.set({ x: 5, y: 5, zoom: 1 });
    expect(controller.mountedIds).toBe(before);
  });
});
