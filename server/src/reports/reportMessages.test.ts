import { challengeStatuses } from '@brygga/shared/agreements/challenge/state';
import { ConsortiumStatus } from '@brygga/shared/agreements/consortium/state';
import { assetKinds, constraintKinds, importances, procurements } from '@brygga/shared/document/cards/challenge';
import { capabilityLevels } from '@brygga/shared/document/profile';
import { areas } from '@brygga/shared/taxonomy/sectors';
import { capabilityIds } from '@brygga/shared/taxonomy/capabilities';
import { describe, expect, test } from 'vitest';
import { type NamePrefix, reportMessages } from './reportMessages.ts';

const codes: Readonly<Record<NamePrefix, readonly string[]>> = {
  capability: capabilityIds,
  sector: areas,
  importance: importances,
  status: ConsortiumStatus.options,
  exports_procurement: procurements,
  exports_constraint: constraintKinds,
  exports_asset: assetKinds,
  exports_stage: challengeStatuses,
  exports_level: capabilityLevels.map(String),
};

describe.each(['en', 'sv'] as const)('in %s', (language) => {
  test.each(Object.entries(codes))('every %s has a name that is no code', (prefix, codesOfPrefix) => {
    // The table's own keys.
    const nameOf = (code: string) => reportMessages(language).name(prefix as NamePrefix, code);
    expect(codesOfPrefix.filter((code) => !/^\p{Lu}/u.test(nameOf(code)))).toEqual([]);
  });
});

test('a capability that somebody proposed says its own name', () => {
  expect(reportMessages('sv').name('capability', 'proposed:Algae farms')).toBe('Algae farms');
});

test('a code that nobody has named stands for itself', () => {
  expect(reportMessages('sv').name('capability', 'constructor')).toBe('constructor');
});
