import { closeCodes } from '@brygga/shared/wire/closeCodes';
import { expect, test } from 'vitest';
import { refusalMessage } from './accessRefusal.ts';

// `Object.keys` forgets what it was given: a plain table has no keys but its own.
const closings = Object.keys(closeCodes) as (keyof typeof closeCodes)[];

test.each(closings)('a socket that is closed as %s tells why and the one thing to do', (closing) => {
  const { title, text, action } = refusalMessage(closing, false);

  expect(title).not.toBe('');
  expect(text).not.toBe('');
  expect(action).not.toBe('');
});

test('whoever is signed out is sent to sign in, but the visitor of a demo that is gone to a fresh one', () => {
  expect(refusalMessage('signed-out', false).action).toBe('sign-in');
  expect(refusalMessage('signed-out', true).action).toBe('new-demo');
  expect(refusalMessage('unknown', true).action).toBe('new-demo');
});
