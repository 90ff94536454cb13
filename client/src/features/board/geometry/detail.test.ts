import { expect, test } from 'vitest';
import { detailAt, gridGap } from './detail.ts';

test('cards show more the nearer they are', () => {
  expect([0.1, 0.3, 0.5, 1].map(detailAt)).toEqual(['speck', 'far', 'near', 'full']);
});

test('the dots of the ground neither crowd nor scatter at any zoom', () => {
  for (let zoom = 0.05; zoom <= 4; zoom *= 1.13) {
    expect(gridGap(zoom)).toBeGreaterThanOrEqual(16);
    expect(gridGap(zoom)).toBeLessThan(64);
  }
});
