import { expect, test } from 'vitest';
import { Need } from '../../document/cards/challenge.ts';
import { RecordId } from '../../ids.ts';
import { idOf } from '../../testing/fixtures.ts';
import { CompanyProfile } from '../../document/profile.ts';
import { abilitiesOf, fitCompanyFrom, isEnough } from './abilities.ts';
import type { FitCompany } from '../fit/comparison.ts';
import { ada, company, companiesOf, need, needs, sails, sweden } from './testing/seatings.ts';

const abilitiesFor = (profile: FitCompany, asked = needs) => {
  const own = abilitiesOf(companiesOf({ [ada]: profile }), sweden, asked).get(ada);
  if (!own) throw new Error('a company without abilities');
  return own;
};

test('a company has the abilities that it claims, and no other', () => {
  const able = abilitiesFor(company(['shade', 'study']));
  expect([...able.keys()]).toEqual([need('shade'), need('study')]);
  expect(able.get(need('study'))).toEqual({ level: 2, references: [], lacks: [] });
});

test('an ability names its references, those in the city’s country first', () => {
  const abroad = { ...sails, id: idOf(RecordId, 'abroad'), country: 'DK' };
  const able = abilitiesFor(
    company(['shade'], {
      claims: [{ capability: 'heat_shade', level: 3, proof: [abroad.id, sails.id] }],
      references: [abroad, sails],
    }),
  );
  expect(able.get(need('shade'))?.references).toEqual([sails, abroad]);
});

test('a claim below the asked level is no ability', () => {
  const levelNeed = { [need('shade')]: Need.parse({ capability: 'heat_shade', minLevel: 3 }) };
  const ability = abilitiesFor(company(['shade']), levelNeed).get(need('shade'));
  expect(ability?.lacks).toEqual([{ is: 'level', asked: 3, level: 2 }]);
  expect(isEnough(ability)).toBe(false);
});

test('other lacks are named, and exclude nobody', () => {
  const ability = abilitiesFor(company(['shade'])).get(need('shade'));
  expect(ability?.lacks).toEqual([{ is: 'proof' }]);
  expect(isEnough(ability)).toBe(true);
});

test('offers give abilities where the profile cannot be read', () => {
  const offer = { capabilities: ['heat_shade' as const, 'finance' as const], claims: [], references: [] };
  const withClaims = { ...offer, claims: [{ capability: 'heat_shade' as const, level: 3 as const, proof: [] }] };
  const fitting = fitCompanyFrom('SE', [withClaims]);
  expect(fitting.profile.claims).toEqual([
    { capability: 'heat_shade', level: 3, proof: [] },
    { capability: 'finance', level: 1, proof: [] },
  ]);
});

test('of profile and offer the higher level counts, with the proof of both', () => {
  const profile = CompanyProfile.parse({
    claims: [{ capability: 'heat_shade', level: 2, trl: 8, proof: [sails.id] }],
    references: [sails],
  });
  const trees = { ...sails, id: idOf(RecordId, 'trees'), title: 'Trees' };
  const offer = {
    capabilities: [],
    claims: [{ capability: 'heat_shade' as const, level: 3 as const, proof: [trees.id] }],
    references: [trees, sails],
  };
  const { claims, references } = fitCompanyFrom('SE', [offer], profile).profile;
  expect(claims).toEqual([{ capability: 'heat_shade', level: 3, trl: 8, proof: [trees.id, sails.id] }]);
  expect(references).toEqual([sails, trees]);
});
