import { expect, test } from 'vitest';
import { closeCodes } from './closeCodes.ts';
import { frameTypes } from './frames.ts';

test('P7: our own frame types differ from those of y-websocket', () => {
  const { sync, awareness, auth, queryAwareness, ...own } = frameTypes;

  expect([sync, awareness, auth, queryAwareness]).toEqual([0, 1, 2, 3]);
  for (const type of Object.values(own)) expect(type).toBeGreaterThan(3);
});

test('each close code has one meaning', () => {
  const codes = Object.values(closeCodes);

  expect(new Set(codes).size).toBe(codes.length);
});

test('P7: temporary closes use codes that y-websocket retries', () => {
  const { restart, overloaded, ...final } = closeCodes;

  for (const code of [restart, overloaded]) expect(code).toBeLessThan(4400);
  for (const code of Object.values(final)) expect(code >= 4400 && code < 4500).toBe(true);
});
