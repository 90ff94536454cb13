import { closeCodes } from '@brygga/shared/wire/closeCodes';
import { expect, test } from 'vitest';
import { refusalMessage } from './accessRefusal.ts';

// Object.keys loses the key type.
const closeNames = Object.keys(closeCodes) as (keyof typeof closeCodes)[];

test.each(closeNames)('a socket closed as %s has a title, a text and an action', (name) => {
  const { title, text, action } = refusalMessage(name, false);

  expect(title).not.toBe('');
  expect(text).not.toBe('');
  expect(action).not.toBe('');
});

test('a closed board says where the text is only as far as this browser keeps it', () => {
  expect(refusalMessage('schema-version', false, 'keeping').text).toContain('kept in this browser');
  expect(refusalMessage('schema-version', false, 'off').text).toContain('could not be kept');
  expect(refusalMessage('schema-version', false).text).not.toContain('kept');
});

test('signed-out people are sent to sign in, visitors of a lost demo to a new one', () => {
  expect(refusalMessage('signed-out', false).action).toBe('sign-in');
  expect(refusalMessage('signed-out', true).action).toBe('new-demo');
  expect(refusalMessage('unknown', true).action).toBe('new-demo');
});
