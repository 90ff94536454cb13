import { describe, expect, test } from 'vitest';
import {
  cityId,
  cityPerson,
  companyIds,
  companyPeople,
  facilitator,
  nth,
  observer,
  person,
  system,
} from '../testing/fixtures.ts';
import { mayActFor, isMemberOf, soleOrganisation, mayRunSession, mayWrite } from './actor.ts';

const own = nth(companyIds, 0);
const other = nth(companyIds, 1);
const worker = nth(companyPeople, 0);

describe('an actor', () => {
  test('who is a facilitator runs the session; nobody else does', () => {
    expect(mayRunSession(facilitator)).toBe(true);
    expect(mayRunSession(system)).toBe(true);
    for (const actor of [worker, cityPerson, observer]) expect(mayRunSession(actor)).toBe('facilitators-only');
  });

  test('who observes writes nothing', () => {
    expect(mayWrite(observer)).toBe('observers-read');
    for (const actor of [worker, cityPerson, facilitator, system]) expect(mayWrite(actor)).toBe(true);
  });

  test('acts for the own company and for no other', () => {
    expect(mayActFor(worker, own)).toBe(true);
    expect(mayActFor(worker, other)).toBe('not-your-company');
  });

  test('who is of a city acts for no company, not even under its own id', () => {
    expect(mayActFor(cityPerson, own)).toBe('not-your-company');
    expect(mayActFor(cityPerson, cityId)).toBe('not-your-company');
  });

  test('who observes acts not even for the own company', () => {
    expect(isMemberOf(observer, own, 'company')).toBe(true);
    expect(mayActFor(observer, own)).toBe('observers-read');
  });

  test('who facilitates acts on behalf of every company', () => {
    expect(mayActFor(facilitator, own)).toBe(true);
    expect(mayActFor(facilitator, other)).toBe(true);
  });

  test('is a member of an organisation only as the kind that it is', () => {
    expect(isMemberOf(cityPerson, cityId, 'city')).toBe(true);
    expect(isMemberOf(cityPerson, cityId, 'company')).toBe(false);
    expect(isMemberOf(system, cityId, 'city')).toBe(false);
  });

  test('has an only company where it is just one, whatever else they are of', () => {
    expect(soleOrganisation(worker, 'company')).toBe(own);
    expect(soleOrganisation(person('both', [cityId, own]), 'company')).toBe(own);
    expect(soleOrganisation(person('twofold', [own, other]), 'company')).toBeUndefined();
    expect(soleOrganisation(cityPerson, 'company')).toBeUndefined();
    expect(soleOrganisation(system, 'company')).toBeUndefined();
  });
});
