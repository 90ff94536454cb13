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
  test('runs the session only as a facilitator', () => {
    expect(mayRunSession(facilitator)).toBe(true);
    expect(mayRunSession(system)).toBe(true);
    for (const actor of [worker, cityPerson, observer]) expect(mayRunSession(actor)).toBe('facilitators-only');
  });

  test('writes nothing as an observer', () => {
    expect(mayWrite(observer)).toBe('observers-read');
    for (const actor of [worker, cityPerson, facilitator, system]) expect(mayWrite(actor)).toBe(true);
  });

  test('acts for its own company and no other', () => {
    expect(mayActFor(worker, own)).toBe(true);
    expect(mayActFor(worker, other)).toBe('not-your-company');
  });

  test('of a city acts for no company, not even with the city’s id', () => {
    expect(mayActFor(cityPerson, own)).toBe('not-your-company');
    expect(mayActFor(cityPerson, cityId)).toBe('not-your-company');
  });

  test('acts for no company as an observer', () => {
    expect(isMemberOf(observer, own, 'company')).toBe(true);
    expect(mayActFor(observer, own)).toBe('observers-read');
  });

  test('acts for every company as a facilitator', () => {
    expect(mayActFor(facilitator, own)).toBe(true);
    expect(mayActFor(facilitator, other)).toBe(true);
  });

  test('is of an organisation only as its kind', () => {
    expect(isMemberOf(cityPerson, cityId, 'city')).toBe(true);
    expect(isMemberOf(cityPerson, cityId, 'company')).toBe(false);
    expect(isMemberOf(system, cityId, 'city')).toBe(false);
  });

  test('has a sole company if it is of just one, besides other organisations', () => {
    expect(soleOrganisation(worker, 'company')).toBe(own);
    expect(soleOrganisation(person('both', [cityId, own]), 'company')).toBe(own);
    expect(soleOrganisation(person('twofold', [own, other]), 'company')).toBeUndefined();
    expect(soleOrganisation(cityPerson, 'company')).toBeUndefined();
    expect(soleOrganisation(system, 'company')).toBeUndefined();
  });
});
