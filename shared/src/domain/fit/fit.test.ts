import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Need } from '../../document/cards/challenge.ts';
import { NeedId, RecordId } from '../../ids.ts';
import { capabilityIds } from '../../taxonomy/capabilities.ts';
import { idOf } from '../../testing/fixtures.ts';
import { type CapabilityClaim, CompanyProfile, type Level, type Reference } from '../../document/profile.ts';
import { type Fit, needFits, fittingNeeds } from './fit.ts';
import type { FitCity, FitCompany } from './comparison.ts';
import { fitLackCodes } from './lacks.ts';
import { fitReasonCodes } from './reasons.ts';

const shadeSails: Reference = {
  id: idOf(RecordId, 'sails'),
  title: 'Shade sails',
  place: 'Lund',
  country: 'SE',
  year: 2024,
  scale: '',
};
const ofDenmark: Reference = { ...shadeSails, id: idOf(RecordId, 'danish'), title: 'Trees', country: 'DK' };

const claim = (fields: Partial<CapabilityClaim> = {}): CapabilityClaim => ({
  capability: 'heat_shade',
  level: 2,
  proof: [shadeSails.id],
  ...fields,
});
const company = (profile: Partial<CompanyProfile> = {}, country: string | undefined = 'NO'): FitCompany => ({
  profile: CompanyProfile.parse({ claims: [claim()], references: [shadeSails, ofDenmark], ...profile }),
  country,
});
const lund: FitCity = { country: 'SE', languages: ['sv'] };
const askedNeeds = (fields: Partial<Need> = {}) => ({
  [idOf(NeedId, 'need')]: Need.parse({ capability: 'heat_shade', importance: 'must', ...fields }),
});
const only = (company: FitCompany, need: Partial<Need> = {}, city: FitCity = lund) => {
  const [fit] = needFits(company, city, askedNeeds(need));
  if (!fit) throw new Error('No need was asked for');
  return fit;
};
const reasons = (company: FitCompany, need: Partial<Need> = {}, city = lund) =>
  only(company, need, city).reasons.map(({ is }) => is);
const lacks = (company: FitCompany, need: Partial<Need> = {}, city = lund) =>
  only(company, need, city).lacks.map(({ is }) => is);

describe('a company fits a need because', () => {
  test.each([
    ['it has the capability', company(), {}, 'capability'],
    ['it has shown it in the city’s country', company(), {}, 'reference_there'],
    ['it has shown it elsewhere', company({ claims: [claim({ proof: [ofDenmark.id] })] }), {}, 'reference'],
    ['it is proven in use', company({ claims: [claim({ trl: 7 })] }), {}, 'ready'],
    ['it is at home there', company({}, 'SE'), {}, 'at_home'],
    ['it works there', company({ countries: ['SE'] }), {}, 'works_there'],
    ['it speaks the language', company({ languages: ['sv-FI'] }), {}, 'language'],
    [
      'it can lead where a lead is asked for',
      company({ canLead: true, claims: [claim({ capability: 'system_integration' })] }),
      { capability: 'system_integration' },
      'leads',
    ],
  ] as const)('%s', (_why, company, need, reason) => {
    expect(reasons(company, need)).toContain(reason);
  });

  test('every reason has an example here', () => {
    expect([...fitReasonCodes].sort()).toEqual(
      ['at_home', 'capability', 'language', 'leads', 'ready', 'reference', 'reference_there', 'works_there'].sort(),
    );
  });

  test.each([
    ['what is tried in a laboratory is not ready', company({ claims: [claim({ trl: 4 })] }), {}, 'ready'],
    ['who is at home there is not told that it works there', company({ countries: ['SE'] }, 'SE'), {}, 'works_there'],
    ['who leads is told so at the lead’s seat alone', company({ canLead: true }), {}, 'leads'],
  ] as const)('but %s', (_why, company, need, reason) => {
    expect(reasons(company, need)).not.toContain(reason);
  });
});

describe('a company lacks', () => {
  test.each([
    ['the level', company(), { minLevel: 3 as Level }, 'level'],
    ['what shows it, for a must', company({ claims: [claim({ proof: [] })] }), {}, 'proof'],
    ['somebody on the spot', company(), { local: true }, 'local'],
    ['the language', company({ languages: ['fi'] }), {}, 'language'],
  ] as const)('%s', (_what, company, need, lack) => {
    expect(only(company, need).fit).toBe('part');
    expect(lacks(company, need)).toEqual([lack]);
  });

  test('the capability, and is near if it has another of the same area', () => {
    expect(only(company(), { capability: 'urban_greening' })).toMatchObject({
      fit: 'near',
      reasons: [],
      lacks: [{ is: 'near', capability: 'heat_shade' }],
    });
  });

  test('what five lack functions find, and nothing else', () => {
    expect([...fitLackCodes].sort()).toEqual(['language', 'level', 'local', 'near', 'proof']);
  });

  test.each([
    ['a level that nobody has asked for', company(), {}],
    [
      'proof of what would merely be good to have',
      company({ claims: [claim({ proof: [] })] }),
      { importance: 'could' },
    ],
    ['a language where it has said none', company(), {}],
    ['somebody on the spot where it works there', company({ countries: ['SE'] }), { local: true }],
  ] as const)('not %s', (_what, company, need) => {
    expect(only(company, need)).toMatchObject({ fit: 'whole', lacks: [] });
  });

  test.each(['finance', 'translation', 'proposed:Tidal kites'] as const)(
    'no neighbour of %s, which is near to nothing',
    (capability) => {
      const who = company({ claims: [claim({ capability: 'insurance_risk' })] });
      expect(only(who, { capability })).toMatchObject({ fit: 'none', reasons: [], lacks: [] });
    },
  );

  test('nothing for a city without country and languages', () => {
    const unknown = { country: undefined, languages: [] };
    expect(lacks(company({ languages: ['fi'] }), { local: true }, unknown)).toEqual([]);
  });
});

const rank: Readonly<Record<Fit, number>> = { none: 0, near: 1, part: 2, whole: 3 };

const capability = fc.constantFrom(...capabilityIds.slice(0, 30), ...capabilityIds.slice(-15));
const country = fc.constantFrom('SE', 'DK', 'NO', undefined);
const references = fc.array(
  fc.record({ title: fc.constant('Work'), country: fc.constantFrom('SE', 'DK') }, { requiredKeys: ['title'] }),
  { maxLength: 4 },
);
const someCompany: fc.Arbitrary<FitCompany> = fc
  .record({
    claims: fc.uniqueArray(fc.record({ capability, level: fc.constantFrom<Level>(1, 2, 3), shows: fc.boolean() }), {
      maxLength: 8,
      selector: (each) => each.capability,
    }),
    references,
    languages: fc.subarray(['sv', 'da', 'en']),
    countries: fc.subarray(['SE', 'DK']),
    canLead: fc.boolean(),
    country,
  })
  .map(({ country: home, claims, references: made, ...rest }) => {
    const named = made.map((each, index) => ({ ...each, id: idOf(RecordId, 'reference', index) }));
    const claimed = claims.map(({ shows, ...each }) => ({ ...each, proof: shows ? named.map(({ id }) => id) : [] }));
    return { profile: CompanyProfile.parse({ ...rest, claims: claimed, references: named }), country: home };
  });
const someNeeds = fc
  .array(
    fc.record({
      capability,
      importance: fc.constantFrom('must', 'should', 'could'),
      minLevel: fc.constantFrom(undefined, 1, 2, 3),
      local: fc.boolean(),
    }),
    { maxLength: 10 },
  )
  .map((all) =>
    Object.fromEntries(all.map((each, at) => [idOf(NeedId, 'need', at), Need.parse({ ...each, order: `a${at}` })])),
  );
const someCity: fc.Arbitrary<FitCity> = fc.record({ country, languages: fc.subarray(['sv', 'en', 'fi']) });

describe('for random companies, cities and needs', () => {
  test('a whole fit has reasons and no lacks, any other fit names what lacks', () => {
    fc.assert(
      fc.property(someCompany, someCity, someNeeds, (who, city, needs) => {
        for (const { fit, reasons: why, lacks: missing } of needFits(who, city, needs)) {
          const lacksSomething = fit === 'part' || fit === 'near';
          expect([fit, why.length > 0 || fit !== 'whole', missing.length > 0]).toEqual([fit, true, lacksSomething]);
        }
      }),
    );
  });

  test('one more claim makes no fit worse', () => {
    fc.assert(
      fc.property(someCompany, someCity, someNeeds, capability, (who, city, needs, more) => {
        fc.pre(who.profile.claims.every((each) => each.capability !== more));
        const claims = [...who.profile.claims, claim({ capability: more, proof: [] })];
        const after = needFits({ ...who, profile: { ...who.profile, claims } }, city, needs);
        needFits(who, city, needs).forEach(({ fit }, at) => {
          expect(rank[after[at]?.fit ?? 'none']).toBeGreaterThanOrEqual(rank[fit]);
        });
      }),
    );
  });

  test('a reference that shows everything makes no fit worse', () => {
    fc.assert(
      fc.property(someCompany, someCity, someNeeds, (who, city, needs) => {
        const { profile } = who;
        const claims = profile.claims.map((each) => ({ ...each, proof: [...each.proof, shadeSails.id] }));
        const more = { ...profile, claims, references: [...profile.references, shadeSails] };
        const after = needFits({ ...who, profile: more }, city, needs);
        needFits(who, city, needs).forEach(({ fit }, at) => {
          expect(rank[after[at]?.fit ?? 'none']).toBeGreaterThanOrEqual(rank[fit]);
        });
      }),
    );
  });

  test('the order of a company’s claims does not matter', () => {
    fc.assert(
      fc.property(someCompany, someCity, someNeeds, (who, city, needs) => {
        const { profile } = who;
        const turned = { ...who, profile: { ...profile, claims: profile.claims.toReversed() } };
        const fits = (each: FitCompany) =>
          needFits(each, city, needs).map(({ id, fit, reasons: why }) => [id, fit, why]);
        expect(fits(turned)).toEqual(fits(who));
      }),
    );
  });

  test('an empty profile fits nothing', () => {
    fc.assert(
      fc.property(someCity, someNeeds, (city, needs) => {
        expect(fittingNeeds(needFits({ profile: CompanyProfile.parse({}), country: 'SE' }, city, needs))).toEqual([]);
      }),
    );
  });
});

test('whole fits come before partial ones, and must-needs before others', () => {
  const needs = {
    [idOf(NeedId, 'part')]: Need.parse({ capability: 'heat_shade', importance: 'must', minLevel: 3, order: 'a0' }),
    [idOf(NeedId, 'nice')]: Need.parse({ capability: 'heat_shade', importance: 'could', order: 'a1' }),
    [idOf(NeedId, 'must')]: Need.parse({ capability: 'heat_shade', importance: 'must', order: 'a2' }),
    [idOf(NeedId, 'none')]: Need.parse({ capability: 'finance', importance: 'must', order: 'a3' }),
    [idOf(NeedId, 'near')]: Need.parse({ capability: 'urban_greening', importance: 'must', order: 'a4' }),
  };
  expect(fittingNeeds(needFits(company(), lund, needs)).map(({ id }) => id)).toEqual([
    ...[idOf(NeedId, 'must'), idOf(NeedId, 'nice'), idOf(NeedId, 'part')],
  ]);
});
