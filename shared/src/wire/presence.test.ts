import { describe, expect, test } from 'vitest';
import { CardId } from '../ids.ts';
import { companyIds, idOf, nth, observer } from '../testing/fixtures.ts';
import { PresenceState } from './presence.ts';

const user = {
  id: observer.id,
  name: 'Sam',
  organisation: nth(companyIds, 0),
  organisationName: 'Company 1',
  kind: 'company',
  role: 'observer',
  colour: 3,
} as const;
const card = idOf(CardId, 'card');
const reads = (fields: object) => PresenceState.safeParse({ user, ...fields }).success;

describe('a presence', () => {
  test('needs only the user', () => {
    expect(PresenceState.parse({ user })).toEqual({ user });
  });

  test('may have cursor, selection, caret and viewport', () => {
    const whole = {
      user,
      cursor: { x: -1, y: 2.5 },
      selection: [card],
      caret: { card, field: 'text', anchor: { item: null }, head: null },
      view: { x: 0, y: 0, w: 100, h: 50 },
    };

    expect(PresenceState.parse(whole)).toEqual(whole);
  });

  test('may have no cursor', () => {
    expect(reads({ cursor: null, caret: null, view: null })).toBe(true);
  });

  test('drops unknown fields', () => {
    expect(PresenceState.parse({ user, mood: 'fine' })).toEqual({ user });
  });

  test.each([
    ['a cursor at no number', { cursor: { x: Number.NaN, y: 0 } }],
    ['a cursor at the end of the world', { cursor: { x: Number.POSITIVE_INFINITY, y: 0 } }],
    ['a selection beyond measure', { selection: Array.from({ length: 101 }, () => card) }],
    ['a selection of no card', { selection: ['__proto__'] }],
    ['a caret in a field of endless name', { caret: { card, field: 'x'.repeat(41), anchor: null, head: null } }],
    ['another person as nobody', { user: { ...user, id: 'me' } }],
    ['a role that there is not', { user: { ...user, role: 'owner' } }],
    ['a colour between two', { user: { ...user, colour: 1.5 } }],
  ])('is not %s', (_what, fields) => {
    expect(reads(fields)).toBe(false);
  });
});
