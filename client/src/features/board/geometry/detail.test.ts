import { describe, expect, test } from 'vitest';
import { detailAt, gridGap } from './detail.ts';
import { textSizeFor } from './fitText.ts';

describe('detail', () => {
  test('cards say more the nearer one comes', () => {
    expect([0.1, 0.3, 0.5, 1].map(detailAt)).toEqual(['speck', 'far', 'near', 'full']);
  });

  test('the dots of the ground never crowd nor scatter, whatever the zoom', () => {
    for (let zoom = 0.05; zoom <= 4; zoom *= 1.13) {
      expect(gridGap(zoom)).toBeGreaterThanOrEqual(16);
      expect(gridGap(zoom)).toBeLessThan(64);
    }
  });
});

describe('text size', () => {
  const box = { w: 176, h: 110 };

  test('few words are written large', () => expect(textSizeFor('Shade', box)).toBe(40));

  test('more words are written smaller, down to what can still be read', () => {
    expect(textSizeFor('Cool rooms in every block by 2030, also at night', box)).toBeLessThan(28);
    expect(textSizeFor('word '.repeat(400), box)).toBe(13);
  });

  test('a long word is rather written smaller than broken', () => {
    expect(textSizeFor('klimatanpassningsstrategi', box)).toBeLessThanOrEqual(17);
  });
});
