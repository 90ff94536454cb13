import { describe, expect, test } from 'vitest';
import { CapabilityId } from './capabilities.ts';
import { isProposed, nameOfProposed, proposeCapability } from './proposed.ts';

describe('a capability that the table lacks', () => {
  test('is a capability as any other, and says its own name', () => {
    const capability = proposeCapability('snow  storage\n');
    expect(CapabilityId.parse(capability)).toBe(capability);
    expect(capability && isProposed(capability) && nameOfProposed(capability)).toBe('Snow storage');
  });

  test('is one, whoever proposes it: blanks, the first letter and how accents are stored make no other', () => {
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

  test('is refused in a shape that nobody proposes: else two ids would have one name', () => {
    expect(CapabilityId.safeParse('proposed:snow storage').success).toBe(false);
    expect(CapabilityId.safeParse('proposed:Snow  storage').success).toBe(false);
    expect(CapabilityId.safeParse('proposed: Snow storage').success).toBe(false);
  });

  test('no id of the table looks like one', () => {
    expect(isProposed('snow_storage')).toBe(false);
  });
});
