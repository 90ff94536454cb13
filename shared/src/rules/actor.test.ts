import { describe, expect, test } from 'vitest';
import {
  cityId,
  cityPerson,
  companyIds,
  companyPeople,
  facilitator,
  nth,
  observer,
  somebody,
  system,
} from '../testing/workshop.ts';
import { actsFor, isMemberOf, onlyOneOf, runsTheSession, writes } from './actor.ts';

const own = nth(companyIds, 0);
const other = nth(companyIds, 1);
const worker = nth(companyPeople, 0);

describe('an actor', () => {
  test('who is a facilitator runs the session; nobody else does', () => {
    expect(runsTheSession(facilitator)).toBe(true);
    expect(runsTheSession(system)).toBe(true);
    for (const actor of [worker, cityPerson, observer]) expect(runsTheSession(actor)).toBe('facilitators-only');
  });

  test('who observes writes nothing', () => {
    expect(writes(observer)).toBe('observers-read');
    for (const actor of [worker, cityPerson, facilitator, system]) expect(writes(actor)).toBe(true);
  });

  test('acts for the own company and for no other', () => {
    expect(actsFor(worker, own)).toBe(true);
    expect(actsFor(worker, other)).toBe('not-your-company');
  });

  test('who is of a city acts for no company, not even under its own id', () => {
    expect(actsFor(cityPerson, own)).toBe('not-your-company');
    expect(actsFor(cityPerson, cityId)).toBe('not-your-company');
  });

  test('who observes acts not even for the own company', () => {
    expect(isMemberOf(observer, own, 'company')).toBe(true);
    expect(actsFor(observer, own)).toBe('observers-read');
  });

  test('who facilitates acts on behalf of every company', () => {
    expect(actsFor(facilitator, own)).toBe(true);
    expect(actsFor(facilitator, other)).toBe(true);
  });

  test('is a member of an organisation only as the kind that it is', () => {
    expect(isMemberOf(cityPerson, cityId, 'city')).toBe(true);
    expect(isMemberOf(cityPerson, cityId, 'company')).toBe(false);
    expect(isMemberOf(system, cityId, 'city')).toBe(false);
  });

  test('has an only company where it is just one, whatever else they are of', () => {
    expect(onlyOneOf(worker, 'company')).toBe(own);
    expect(onlyOneOf(somebody('both', [cityId, own]), 'company')).toBe(own);
    expect(onlyOneOf(somebody('twofold', [own, other]), 'company')).toBeUndefined();
    expect(onlyOneOf(cityPerson, 'company')).toBeUndefined();
    expect(onlyOneOf(system, 'company')).toBeUndefined();
  });
});
