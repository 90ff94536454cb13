import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CardId, newId, PersonId } from './ids.ts';

describe('an id', () => {
  test('is 20 letters and digits, and parses', () => {
    const id = newId(CardId);

    expect(id).toMatch(/^[A-Za-z0-9]{20}$/);
    expect(CardId.parse(id)).toBe(id);
  });

  test('is unique', () => {
    const ids = Array.from({ length: 5_000 }, () => newId(PersonId));

    expect(new Set(ids).size).toBe(ids.length);
  });

  test('uses every letter and digit about as often', () => {
    const seen = new Map<string, number>();
    for (let count = 0; count < 3_100; count += 1) {
      for (const letter of newId(CardId)) seen.set(letter, (seen.get(letter) ?? 0) + 1);
    }

    expect(seen.size).toBe(62);
    // 1,000 are expected of each; chance strays by 200 in less than one of a million runs.
    for (const count of seen.values()) expect(Math.abs(count - 1_000)).toBeLessThan(200);
  });

  test.each(['', 'short', 'a'.repeat(33), 'with-dash-in-it', 'åäöåäöåäöåäö', 'line\nbreak0000', 'tail000000000\n'])(
    'is not %j',
    (raw) => {
      expect(CardId.safeParse(raw).success).toBe(false);
    },
  );

  test('is no property of every object', () => {
    for (const name of Object.getOwnPropertyNames(Object.prototype)) {
      expect(CardId.safeParse(name).success, name).toBe(false);
    }
  });

  test('is never found in a record without it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9]{12,32}$/), (raw) => {
        const parsed = CardId.safeParse(raw);
        expect(parsed.success && parsed.data in {}).toBe(false);
      }),
    );
  });
});
