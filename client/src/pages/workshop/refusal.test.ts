import { closeCodes } from '@brygga/shared/wire/closeCodes';
import { expect, test } from 'vitest';
import { refusalWords } from './refusal.ts';

// `Object.keys` forgets what it was given: a plain table has no keys but its own.
const closings = Object.keys(closeCodes) as (keyof typeof closeCodes)[];

test.each(closings)('a socket that is closed as %s tells why and the one thing to do', (closing) => {
  const { title, says, way } = refusalWords(closing, false);

  expect(title).not.toBe('');
  expect(says).not.toBe('');
  expect(way).not.toBe('');
});

test('whoever is signed out is sent to sign in, but the visitor of a demo that is gone to a fresh one', () => {
  expect(refusalWords('signed-out', false).way).toBe('sign-in');
  expect(refusalWords('signed-out', true).way).toBe('new-demo');
  expect(refusalWords('unknown', true).way).toBe('new-demo');
});
