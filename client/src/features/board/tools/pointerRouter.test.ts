import { CardId, newId } from '@brygga/shared/ids';
import { describe, expect, test } from 'vitest';
import { PointerRouter, type ToolName } from './pointerRouter.ts';
import type { BoardIntent, PointerInput, PointerTarget } from './tool.ts';
import { wheelToIntent } from './wheelToIntent.ts';

const card = newId(CardId);
const other = newId(CardId);
const onCard: PointerTarget = { kind: 'card', id: card };
const paper: PointerTarget = { kind: 'board' };

/** A hand over a board at 50 %: a pixel is two board units. */
const handWith = (selected: readonly CardId[] = [], tool: ToolName = 'select') => {
  const hand = new PointerRouter();
  let now = 0;
  const point = (
    is: PointerInput['kind'],
    x: number,
    y: number,
    rest: Partial<PointerInput> = {},
  ): readonly BoardIntent[] => {
    now += 10;
    const event: PointerInput = {
      kind: is,
      pointerId: 1,
      pointerType: 'mouse',
      button: 'main',
      screenPoint: { x, y },
      boardPoint: { x: x * 2, y: y * 2 },
      target: paper,
      shift: false,
      alt: false,
      timeMs: now,
      ...rest,
    };
    return hand.handle(event, tool, { isSelected: (id) => selected.includes(id) });
  };
  return {
    hand,
    point,
    wait: (millis: number) => (now += millis),
    cancel: () => hand.cancel({ isSelected: () => false }),
  };
};
const does = (intentions: readonly BoardIntent[]) => intentions.map((intent) => intent.kind);

describe('select', () => {
  test('a press on a card chooses it, and letting go opens it', () => {
    const { point } = handWith();
    expect(point('down', 10, 10, { target: onCard })).toEqual([{ kind: 'select', id: card, mode: 'only' }]);
    expect(does(point('up', 10, 10))).toEqual(['select', 'open']);
  });

  test('a trembling hand does not drag', () => {
    const { point } = handWith([card]);
    point('down', 10, 10, { target: onCard });
    expect(point('move', 12, 11)).toEqual([]);
  });

  test('a drag moves what is chosen by board units from where it was, and drops it', () => {
    const { point } = handWith([card]);
    point('down', 10, 10, { target: onCard });
    expect(point('move', 30, 10)).toEqual([
      { kind: 'startDrag', copy: false },
      { kind: 'drag', by: { x: 40, y: 0 }, at: expect.anything() },
    ]);
    expect(point('move', 30, 20)).toEqual([{ kind: 'drag', by: { x: 40, y: 20 }, at: { x: 60, y: 40 } }]);
    expect(does(point('up', 30, 20))).toEqual(['drag', 'drop']);
  });

  test('Alt drags a copy', () => {
    const { point } = handWith([card]);
    point('down', 10, 10, { target: onCard, alt: true });
    expect(point('move', 30, 10)[0]).toEqual({ kind: 'startDrag', copy: true });
  });

  test('Shift adds a card to what is chosen without opening it', () => {
    const { point } = handWith([other]);
    expect(point('down', 10, 10, { target: onCard, shift: true })).toEqual([]);
    expect(point('up', 10, 10, { shift: true })).toEqual([{ kind: 'select', id: card, mode: 'toggle' }]);
  });

  test('Escape in a drag puts everything back', () => {
    const { point, cancel } = handWith([card]);
    point('down', 10, 10, { target: onCard });
    point('move', 90, 10);
    expect(cancel()).toEqual([{ kind: 'revert' }]);
    expect(point('move', 95, 10)).toEqual([]);
  });

  test('a drag over paper draws a marquee that chooses as it grows', () => {
    const { point } = handWith();
    point('down', 50, 50);
    expect(point('move', 10, 20)).toEqual([{ kind: 'selectInBox', box: { x: 20, y: 40, w: 80, h: 60 }, add: false }]);
    expect(does(point('up', 10, 20))).toEqual(['selectInBox', 'hideMarquee']);
  });

  test('a click on paper clears the choice', () => {
    const { point } = handWith([card]);
    point('down', 50, 50);
    expect(does(point('up', 50, 50))).toEqual(['clearSelection']);
  });

  test('twice on paper makes a note there, twice on a card edits it', () => {
    const { point } = handWith();
    for (const is of ['down', 'up', 'down'] as const) point(is, 50, 50);
    expect(point('up', 50, 50)).toEqual([{ kind: 'create', cardKind: 'note', at: { x: 100, y: 100 } }]);
    for (const is of ['down', 'up', 'down'] as const) point(is, 50, 50, { target: onCard });
    expect(point('up', 50, 50, { target: onCard })).toEqual([{ kind: 'edit', id: card }]);
  });

  test('two slow clicks are two clicks', () => {
    const { point, wait } = handWith();
    for (const is of ['down', 'up'] as const) point(is, 50, 50);
    wait(900);
    point('down', 50, 50);
    expect(does(point('up', 50, 50))).toEqual(['clearSelection']);
  });

  test('a handle stretches the card', () => {
    const { point } = handWith([card]);
    point('down', 10, 10, { target: { kind: 'handle', handle: 'se' } });
    expect(point('move', 20, 10)).toEqual([
      { kind: 'startResize', handle: 'se' },
      { kind: 'resize', by: { x: 20, y: 0 } },
    ]);
    expect(does(point('up', 20, 10))).toEqual(['resize', 'drop']);
  });
});

describe('touch', () => {
  const finger = (pointer: number) => ({ pointerId: pointer, pointerType: 'touch' as const });

  test('one finger on paper or on a card that is not chosen looks around', () => {
    const { point } = handWith();
    expect(point('down', 50, 50, { ...finger(1), target: onCard })).toEqual([]);
    expect(point('move', 70, 50, finger(1))).toEqual([{ kind: 'pan', by: { x: 20, y: 0 } }]);
    expect(point('up', 70, 50, finger(1))).toEqual([]);
  });

  test('a tap chooses and opens, and a chosen card follows the finger', () => {
    const first = handWith();
    first.point('down', 50, 50, { ...finger(1), target: onCard });
    expect(does(first.point('up', 50, 50, finger(1)))).toEqual(['select', 'open']);
    const second = handWith([card]);
    second.point('down', 50, 50, { ...finger(1), target: onCard });
    expect(does(second.point('move', 80, 50, finger(1)))).toEqual(['startDrag', 'drag']);
  });

  test('two fingers pinch around their middle, and what one of them dragged goes back', () => {
    const { point } = handWith([card]);
    point('down', 100, 100, { ...finger(1), target: onCard });
    point('move', 130, 100, finger(1));
    expect(point('down', 230, 100, finger(2))).toEqual([{ kind: 'revert' }]);
    expect(point('move', 330, 100, finger(2))).toEqual([
      { kind: 'pan', by: { x: 50, y: 0 } },
      { kind: 'zoom', at: { x: 230, y: 100 }, factor: 2 },
    ]);
  });

  test('the finger that stays after a pinch does nothing until it is lifted', () => {
    const { point } = handWith();
    point('down', 100, 100, finger(1));
    point('down', 200, 100, finger(2));
    expect(point('up', 200, 100, finger(2))).toEqual([]);
    expect(point('move', 160, 100, finger(1))).toEqual([]);
    expect(point('up', 160, 100, finger(1))).toEqual([]);
    point('down', 100, 100, { ...finger(3), target: onCard });
    expect(does(point('up', 100, 100, finger(3)))).toEqual(['select', 'open']);
  });
});

describe('looking around', () => {
  test('Space, the middle and the right button pan whatever the tool and whatever lies there', () => {
    for (const rest of [{ button: 'middle' }, { button: 'right' }] as const) {
      const { point } = handWith([card], 'note');
      point('down', 10, 10, { ...rest, target: onCard });
      expect(point('move', 30, 15)).toEqual([{ kind: 'pan', by: { x: 20, y: 5 } }]);
      expect(point('up', 30, 15)).toEqual([]);
    }
    const { point, hand } = handWith([card]);
    hand.spaceHeld = true;
    point('down', 10, 10, { target: onCard });
    expect(does(point('move', 30, 15))).toEqual(['pan']);
  });

  test('a right click that does not drag opens the menu on the card under it', () => {
    const { point } = handWith();
    point('down', 10, 10, { button: 'right', target: onCard });
    expect(point('up', 11, 10, { button: 'right' })).toEqual([
      { kind: 'select', id: card, mode: 'only' },
      { kind: 'openMenu', at: { x: 11, y: 10 } },
    ]);
  });

  test('the wheel pans, sideways with Shift, and zooms with Ctrl at the pointer', () => {
    const screen = { x: 5, y: 6 };
    const turn = { deltaX: 0, deltaY: 100, deltaMode: 0, zoomModifier: false, shift: false, screenPoint: screen };
    expect(wheelToIntent(turn)).toEqual({ kind: 'pan', by: { x: -0, y: -100 } });
    expect(wheelToIntent({ ...turn, shift: true })).toEqual({ kind: 'pan', by: { x: -100, y: 0 } });
    expect(wheelToIntent({ ...turn, deltaMode: 1, deltaY: 3 })).toEqual({ kind: 'pan', by: { x: -0, y: -60 } });
    const zoom = wheelToIntent({ ...turn, zoomModifier: true });
    expect(zoom).toMatchObject({ kind: 'zoom', at: screen });
    if (zoom.kind === 'zoom') expect(zoom.factor).toBeLessThan(1);
  });
});

describe('placing', () => {
  test('a press makes the card where it was let go', () => {
    for (const kind of ['note', 'concept', 'challenge', 'offer'] as const) {
      const { point } = handWith([], kind);
      point('down', 10, 10, { target: onCard });
      expect(point('up', 11, 10)).toEqual([{ kind: 'create', cardKind: kind, at: { x: 22, y: 20 } }]);
    }
  });

  test('a drag looks around instead', () => {
    const { point } = handWith([], 'note');
    point('down', 10, 10);
    expect(does(point('move', 60, 10))).toEqual(['pan']);
    expect(point('up', 60, 10)).toEqual([]);
  });
});
