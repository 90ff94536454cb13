import { facts } from '@brygga/shared/agreements/facts';
import { reasons } from '@brygga/shared/reasons';
import { problems } from '@brygga/shared/api/problems';
import { areas } from '@brygga/shared/taxonomy/sectors';
import { capabilityIds } from '@brygga/shared/taxonomy/capabilities';
import { afterEach, describe, expect, test } from 'vitest';
import { m } from './compiled/messages.js';
import { countryName, key, locales, needName, problemSentence, sentence, setLocale } from './index.ts';

afterEach(() => setLocale('en'));

const tables: readonly (readonly [prefix: string, codes: readonly string[]])[] = [
  ['reason', reasons],
  ['problem', Object.keys(problems)],
  ['capability', capabilityIds],
  ['also', capabilityIds],
  ['sector', areas],
];

describe.each(locales)('in %s', (tag) => {
  test.each(tables)('every %s has a sentence', (prefix, codes) => {
    setLocale(tag);
    for (const code of codes) expect(sentence(prefix, code), code).not.toBe('');
  });

  test('every fact has a sentence', () => {
    for (const name of Object.keys(facts)) expect(m).toHaveProperty(key('fact', name));
  });
});

test('a missing message throws with its key', () => {
  expect(() => sentence('reason', 'no-such-thing')).toThrow(/reason_no_such_thing/);
});

test('a rate limit says how long to wait', () => {
  const problem = { type: '/problems/too-many', status: 429, title: 'Too many', code: 'too-many', retryAfter: 4.2 };

  expect(problemSentence(problem)).toBe('Too many tries. Wait 5 seconds.');
});

test('an unknown problem shows its title', () => {
  expect(problemSentence({ type: '/problems/new', status: 400, title: 'Something new', code: 'new' })).toBe(
    'Something new',
  );
});

test('an unreachable server has a sentence of its own', () => {
  expect(problemSentence(undefined)).toMatch(/can’t be reached/);
});

test('countries are named in the reader’s language', () => {
  expect(countryName('SE')).toBe('Sweden');
  setLocale('sv');
  expect(countryName('SE')).toBe('Sverige');
});

test('a need is named by its title, else by its capability', () => {
  expect(needName({ title: ' Drift av pumpar ', capability: 'operation_maintenance' })).toBe('Drift av pumpar');
  expect(needName({ title: ' ', capability: 'finance' })).toBe('Finance');
});
