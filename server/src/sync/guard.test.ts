import { roots } from '@brygga/shared/document/roots';
import { describe, expect, test } from 'vitest';
import { refusalOf } from './guard.ts';
import { member } from './testWorld.ts';

const touched = (...names: string[]) => ({ clients: new Set([1]), roots: new Set(names), update: new Uint8Array() });
const everyone = [member('facilitator', 'host'), member('participant', 'city'), member('participant', 'company')];

describe('the guard', () => {
  test.each(Object.entries(roots))('lets people write below %s only where they are its writers', (root, { writer }) => {
    for (const { actor } of everyone) {
      expect(refusalOf(touched(root), actor)?.close).toBe(writer === 'people' ? undefined : 'no-right');
    }
  });

  test('refuses what touches an agreement beside something allowed', () => {
    expect(refusalOf(touched('cards', 'agreements'), member().actor)?.close).toBe('no-right');
  });

  test('refuses unknown roots, those with names from the prototype too', () => {
    for (const root of ['secrets', '__proto__', 'constructor', '']) {
      expect(refusalOf(touched(root), member().actor)?.close).toBe('malformed');
    }
  });

  test('lets an observer sync, and write nothing', () => {
    const { actor } = member('observer');
    expect(refusalOf({ clients: new Set(), roots: new Set(), update: new Uint8Array() }, actor)).toBeUndefined();
    expect(refusalOf(touched('cards'), actor)?.close).toBe('no-right');
    expect(refusalOf(touched(), actor)?.close).toBe('no-right');
  });
});
