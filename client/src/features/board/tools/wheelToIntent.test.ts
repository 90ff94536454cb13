import { expect, test } from 'vitest';
import { type WheelInput, wheelToIntent } from './wheelToIntent.ts';

const turn: WheelInput = {
  deltaX: 0,
  deltaY: 100,
  deltaMode: 0,
  zoomModifier: false,
  shift: false,
  screenPoint: { x: 5, y: 6 },
};

test('the wheel pans, and sideways with Shift', () => {
  expect(wheelToIntent(turn)).toEqual({ kind: 'pan', by: { x: -0, y: -100 } });
  expect(wheelToIntent({ ...turn, shift: true })).toEqual({ kind: 'pan', by: { x: -100, y: 0 } });
});

test('a wheel that counts lines pans by their height', () => {
  expect(wheelToIntent({ ...turn, deltaMode: 1, deltaY: 3 })).toEqual({ kind: 'pan', by: { x: -0, y: -60 } });
});

test('the wheel zooms at the pointer with Ctrl', () => {
  const zoom = wheelToIntent({ ...turn, zoomModifier: true });
  expect(zoom).toMatchObject({ kind: 'zoom', at: { x: 5, y: 6 } });
  if (zoom.kind === 'zoom') expect(zoom.factor).toBeLessThan(1);
});
