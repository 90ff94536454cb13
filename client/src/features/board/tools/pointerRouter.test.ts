import { CardId, newId } from '@brygga/shared/ids';
import { describe, expect, test } from 'vitest';
import { PointerRouter, type ToolName } from './pointerRouter.ts';
import type { BoardIntent, PointerInput, PointerTarget } from './tool.ts';

const card = newId(CardId);
const other = newId(CardId);
const onCard: PointerTarget = { kind: 'card', id: card };
const board: PointerTarget = { kind: 'board' };

/** A router on a board at 50 %: a pixel is two board units. */
const routerWith = (selected: readonly CardId[] = [], tool: ToolName = 'select') => {
  const router = new PointerRouter();
  let now = 0;
  const point = (
    kind: PointerInput['kind'],
    x: number,
    y: number,
    rest: Partial<PointerInput> = {},
  ): readonly BoardIntent[] => {
    now += 10;
    const event: PointerInput = {
      kind,
      pointerId: 1,
      pointerType: 'mouse',
      button: 'main',
      screenPoint: { x, y },
      boardPoint: { x: x * 2, y: y * 2 },
      target: board,
      shift: false,
      alt: false,
      timeMs: now,
      ...rest,
    };
    return router.handle(event, tool, { isSelected: (id) => selected.includes(id) });
  };
  return {
    router,
    point,
    wait: (ms: number) => (now += ms),
    cancel: () => router.cancel({ isSelected: () => false }),
  };
};
const kindsOf = (intents: readonly BoardIntent[]) => intents.map(({ kind }) => kind);

describe('select', () => {
  test('a press on a card selects it, and the release opens it', () => {
    const { point } = routerWith();
    expect(point('down', 10, 10, { target: onCard })).toEqual([{ kind: 'select', id: card, mode: 'only' }]);
    expect(kindsOf(point('up', 10, 10))).toEqual(['select', 'open']);
  });

  test('a move within the threshold does not drag', () => {
    const { point } = routerWith([card]);
    point('down', 10, 10, { target: onCard });
    expect(point('move', 12, 11)).toEqual([]);
  });

  test('a drag moves the selection by its distance in board units, and drops it', () => {
    const { point } = routerWith([card]);
    point('down', 10, 10, { target: onCard });
    expect(point('move', 30, 10)).toEqual([
      { kind: 'startDrag', copy: false },
      { kind: 'drag', by: { x: 40, y: 0 }, at: expect.anything() },
    ]);
    expect(point('move', 30, 20)).toEqual([{ kind: 'drag', by: { x: 40, y: 20 }, at: { x: 60, y: 40 } }]);
    expect(kindsOf(point('up', 30, 20))).toEqual(['drag', 'drop']);
  });

  test('Alt drags a copy', () => {
    const { point } = routerWith([card]);
    point('down', 10, 10, { target: onCard, alt: true });
    expect(point('move', 30, 10)[0]).toEqual({ kind: 'startDrag', copy: true });
  });

  test('Shift adds a card to the selection without opening it', () => {
    const { point } = routerWith([other]);
    expect(point('down', 10, 10, { target: onCard, shift: true })).toEqual([]);
    expect(point('up', 10, 10, { shift: true })).toEqual([{ kind: 'select', id: card, mode: 'toggle' }]);
  });

  test('Escape reverts a drag', () => {
    const { point, cancel } = routerWith([card]);
    point('down', 10, 10, { target: onCard });
    point('move', 90, 10);
    expect(cancel()).toEqual([{ kind: 'revert' }]);
    expect(point('move', 95, 10)).toEqual([]);
  });

  test('a drag on the board draws a marquee that selects as it grows', () => {
    const { point } = routerWith();
    point('down', 50, 50);
    expect(point('move', 10, 20)).toEqual([{ kind: 'selectInBox', box: { x: 20, y: 40, w: 80, h: 60 }, add: false }]);
    expect(kindsOf(point('up', 10, 20))).toEqual(['selectInBox', 'hideMarquee']);
  });

  test('a click on the board clears the selection', () => {
    const { point } = routerWith([card]);
    point('down', 50, 50);
    expect(kindsOf(point('up', 50, 50))).toEqual(['clearSelection']);
  });

  test('a double click on the board creates a note, on a card edits it', () => {
    const { point } = routerWith();
    for (const kind of ['down', 'up', 'down'] as const) point(kind, 50, 50);
    expect(point('up', 50, 50)).toEqual([{ kind: 'create', cardKind: 'note', at: { x: 100, y: 100 } }]);
    for (const kind of ['down', 'up', 'down'] as const) point(kind, 50, 50, { target: onCard });
    expect(point('up', 50, 50, { target: onCard })).toEqual([{ kind: 'edit', id: card }]);
  });

  test('two slow clicks are no double click', () => {
    const { point, wait } = routerWith();
    for (const kind of ['down', 'up'] as const) point(kind, 50, 50);
    wait(900);
    point('down', 50, 50);
    expect(kindsOf(point('up', 50, 50))).toEqual(['clearSelection']);
  });

  test('a handle resizes the card', () => {
    const { point } = routerWith([card]);
    point('down', 10, 10, { target: { kind: 'handle', handle: 'se' } });
    expect(point('move', 20, 10)).toEqual([
      { kind: 'startResize', handle: 'se' },
      { kind: 'resize', by: { x: 20, y: 0 } },
    ]);
    expect(kindsOf(point('up', 20, 10))).toEqual(['resize', 'drop']);
  });
});

describe('touch', () => {
  const finger = (pointer: number) => ({ pointerId: pointer, pointerType: 'touch' as const });

  test('one finger on a card that is not selected pans', () => {
    const { point } = routerWith();
    expect(point('down', 50, 50, { ...finger(1), target: onCard })).toEqual([]);
    expect(point('move', 70, 50, finger(1))).toEqual([{ kind: 'pan', by: { x: 20, y: 0 } }]);
    expect(point('up', 70, 50, finger(1))).toEqual([]);
  });

  test('a tap selects and opens, and a selected card follows the finger', () => {
    const first = routerWith();
    first.point('down', 50, 50, { ...finger(1), target: onCard });
    expect(kindsOf(first.point('up', 50, 50, finger(1)))).toEqual(['select', 'open']);
    const second = routerWith([card]);
    second.point('down', 50, 50, { ...finger(1), target: onCard });
    expect(kindsOf(second.point('move', 80, 50, finger(1)))).toEqual(['startDrag', 'drag']);
  });

  test('two fingers pinch around their middle, and revert a drag of one of them', () => {
    const { point } = routerWith([card]);
    point('down', 100, 100, { ...finger(1), target: onCard });
    point('move', 130, 100, finger(1));
    expect(point('down', 230, 100, finger(2))).toEqual([{ kind: 'revert' }]);
    expect(point('move', 330, 100, finger(2))).toEqual([
      { kind: 'pan', by: { x: 50, y: 0 } },
      { kind: 'zoom', at: { x: 230, y: 100 }, factor: 2 },
    ]);
  });

  test('the finger that stays after a pinch does nothing until it is lifted', () => {
    const { point } = routerWith();
    point('down', 100, 100, finger(1));
    point('down', 200, 100, finger(2));
    expect(point('up', 200, 100, finger(2))).toEqual([]);
    expect(point('move', 160, 100, finger(1))).toEqual([]);
    expect(point('up', 160, 100, finger(1))).toEqual([]);
    point('down', 100, 100, { ...finger(3), target: onCard });
    expect(kindsOf(point('up', 100, 100, finger(3)))).toEqual(['select', 'open']);
  });
});

describe('panning', () => {
  test('Space, the middle and the right button pan with any tool and on any target', () => {
    for (const rest of [{ button: 'middle' }, { button: 'right' }] as const) {
      const { point } = routerWith([card], 'note');
      point('down', 10, 10, { ...rest, target: onCard });
      expect(point('move', 30, 15)).toEqual([{ kind: 'pan', by: { x: 20, y: 5 } }]);
      expect(point('up', 30, 15)).toEqual([]);
    }
    const { point, router } = routerWith([card]);
    router.spaceHeld = true;
    point('down', 10, 10, { target: onCard });
    expect(kindsOf(point('move', 30, 15))).toEqual(['pan']);
  });

  test('a right click without a drag opens the menu on the card under it', () => {
    const { point } = routerWith();
    point('down', 10, 10, { button: 'right', target: onCard });
    expect(point('up', 11, 10, { button: 'right' })).toEqual([
      { kind: 'select', id: card, mode: 'only' },
      { kind: 'openMenu', at: { x: 11, y: 10 } },
    ]);
  });
});

describe('creating', () => {
  test('a press creates the card where it is released', () => {
    for (const kind of ['note', 'concept', 'challenge', 'offer'] as const) {
      const { point } = routerWith([], kind);
      point('down', 10, 10, { target: onCard });
      expect(point('up', 11, 10)).toEqual([{ kind: 'create', cardKind: kind, at: { x: 22, y: 20 } }]);
    }
  });

  test('a drag pans instead', () => {
    const { point } = routerWith([], 'note');
    point('down', 10, 10);
    expect(kindsOf(point('move', 60, 10))).toEqual(['pan']);
    expect(point('up', 60, 10)).toEqual([]);
  });
});
