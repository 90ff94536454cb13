import { cityPerson, companyIds, facilitator, nth, person } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import { expect, test } from 'vitest';
import { memberCompanies } from './organisations.ts';

test('a person enters a workspace by their own companies that are members, and by nothing else', () => {
  const workshop = newWorkshop();
  const consortium = workshop.consortium(workshop.formConsortium());

  expect(memberCompanies(person('all', companyIds), consortium)).toEqual(companyIds.slice(0, 2));
  for (const outsider of [cityPerson, facilitator, person('third', [nth(companyIds, 2)])]) {
    expect(memberCompanies(outsider, consortium)).toEqual([]);
  }
});
