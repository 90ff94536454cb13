import { cityPerson, companyIds, facilitator, newWorkshop, nth, somebody } from '@brygga/shared/testing/workshop';
import { expect, test } from 'vitest';
import { memberCompanies } from './memberCompanies.ts';

test('one comes into a room by one’s own companies that are in it, and by nothing else', () => {
  const workshop = newWorkshop();
  const its = workshop.consortium(workshop.allied());
  expect(memberCompanies(somebody('all', companyIds), its)).toEqual(companyIds.slice(0, 2));
  for (const person of [cityPerson, facilitator, somebody('third', [nth(companyIds, 2)])])
    expect(memberCompanies(person, its)).toEqual([]);
});
