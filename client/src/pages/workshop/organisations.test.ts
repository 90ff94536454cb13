import { cityPerson, companyIds, facilitator, newWorkshop, nth, somebody } from '@brygga/shared/testing/workshop';
import { expect, test } from 'vitest';
import { memberCompanies } from './organisations.ts';

test('a person enters a workspace by their own companies that are members, and by nothing else', () => {
  const workshop = newWorkshop();
  const consortium = workshop.consortium(workshop.allied());

  expect(memberCompanies(somebody('all', companyIds), consortium)).toEqual(companyIds.slice(0, 2));
  for (const person of [cityPerson, facilitator, somebody('third', [nth(companyIds, 2)])]) {
    expect(memberCompanies(person, consortium)).toEqual([]);
  }
});
