import { expect, test } from 'vitest';
import { textSizeFor } from './fitText.ts';

const box = { w: 176, h: 110 };

test('a short text is large', () => expect(textSizeFor('Shade', box)).toBe(40));

test('a longer text is smaller, down to the smallest legible size', () => {
  expect(textSizeFor('Cool rooms in every block by 2030, also at night', box)).toBeLessThan(28);
  expect(textSizeFor('word '.repeat(400), box)).toBe(13);
});

test('a long word is made smaller rather than broken', () => {
  expect(textSizeFor('klimatanpassningsstrategi', box)).toBeLessThanOrEqual(17);
});
