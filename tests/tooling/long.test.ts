import { expect, test } from 'vitest';
import { longRounds } from './long.ts';

test('long rounds are set but for those that somebody has set already', () => {
  const rounds = longRounds({ STORIES: '5' });
  expect(rounds).not.toHaveProperty('STORIES');
  expect(rounds).toHaveProperty('FAULT_ROUNDS');
});
