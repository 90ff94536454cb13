import { type CapabilityId, capabilityIds } from '@brygga/shared/taxonomy/capabilities';
import { afterEach, describe, expect, test } from 'vitest';
import { capabilityName, locales, setLocale } from '../i18n/index.ts';
import { capabilityGroups, proposalOf } from './capabilityGroups.ts';

afterEach(() => setLocale('en'));

const none: ReadonlySet<CapabilityId> = new Set();

const found = (typed: string, without = none) =>
  capabilityGroups(typed, { without }).flatMap(({ capabilities }) => capabilities.map(({ id }) => id));

describe('browsing capabilities', () => {
  test("the challenge's own area comes first and open, then the general one, the others closed", () => {
    const groups = capabilityGroups('', { first: 'waste', without: none });
    expect(groups.slice(0, 2).map(({ id }) => id)).toEqual(['waste', 'any']);
    expect(groups.filter(({ open }) => open).map(({ id }) => id)).toEqual(['waste', 'any']);
  });

  test('without an own area, all areas are closed until one is opened', () => {
    expect(capabilityGroups('', { without: none }).some(({ open }) => open)).toBe(false);
    const opened = capabilityGroups('', { without: none, opened: new Set(['nature'] as const) });
    expect(opened.filter(({ open }) => open).map(({ id }) => id)).toEqual(['nature']);
  });
});

describe('searching capabilities', () => {
  test('proposed capabilities are a closed group, and are found by a search', () => {
    const proposed = ['proposed:Snow storage'] as const;
    expect(capabilityGroups('', { without: none, proposed }).at(-1)).toMatchObject({ id: 'proposed', open: false });
    const [group] = capabilityGroups('snow', { without: none, proposed });
    expect(group?.capabilities).toEqual([{ id: 'proposed:Snow storage', name: 'Snow storage' }]);
    expect(proposalOf('SNOW storage', group ? [group] : [], none)).toBeUndefined();
  });

  test('words match in any order and without accents, and chosen capabilities are left out', () => {
    expect(found('shade HEAT')).toEqual(['heat_shade']);
    expect(found('shade', new Set<CapabilityId>(['heat_shade']))).toEqual([]);
    expect(found('xyzzy')).toEqual([]);
  });

  test('synonyms match in the reader’s language', () => {
    expect(found('ESCO')).toEqual(['energy_services']);
    expect(found('stormwater')).toEqual(['cloudburst_drainage']);
    setLocale('sv');
    expect(found('källsortering')).toEqual(['sorting_collection']);
    expect(found('sopbil')).toEqual(['sorting_collection']);
  });

  test('a matching name comes before a matching synonym', () => {
    expect(found('finance')[0]).toBe('finance');
    expect(found('finance').length).toBeGreaterThan(1);
  });

  test.each(locales)('a whole name typed in %s comes first', (tag) => {
    setLocale(tag);
    expect(capabilityIds.filter((id) => found(capabilityName(id))[0] !== id)).toEqual([]);
  });
});
