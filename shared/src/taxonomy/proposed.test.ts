import { describe, expect, test } from 'vitest';
import { CapabilityId } from './capabilities.ts';
import { isProposed, nameOfProposed, proposeCapability } from './proposed.ts';

describe('a proposed capability', () => {
  test('is a capability, and contains its name', () => {
    const capability = proposeCapability('snow  storage\n');
    expect(CapabilityId.parse(capability)).toBe(capability);
    expect(capability && isProposed(capability) && nameOfProposed(capability)).toBe('Snow storage');
  });

  test('has one id, whatever its spaces, first letter and Unicode composition', () => {
    const composed = 'Égouttage des toits';
    expect(proposeCapability(` ${composed.normalize('NFD').toLowerCase()} `)).toBe(proposeCapability(composed));
  });

  test.each([
    ['', 'nothing'],
    ['ab', 'two letters'],
    ['x'.repeat(81), '81 letters'],
  ])('is not made of %j (%s)', (name) => {
    expect(proposeCapability(name)).toBeUndefined();
  });

  test('is refused in a form that proposing never gives, so that no two ids have one name', () => {
    expect(CapabilityId.safeParse('proposed:snow storage').success).toBe(false);
    expect(CapabilityId.safeParse('proposed:Snow  storage').success).toBe(false);
    expect(CapabilityId.safeParse('proposed: Snow storage').success).toBe(false);
  });

  test('no id of the table has its form', () => {
    expect(isProposed('snow_storage')).toBe(false);
  });
});
