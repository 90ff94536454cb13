import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Need } from '../../document/cards/challenge.ts';
import { CardId, type OrganisationId } from '../../ids.ts';
import { idOf } from '../../testing/fixtures.ts';
import type { FitCompany } from '../fit/comparison.ts';
import { noVaultRelations } from './vaultRelations.ts';
import { type PartnerContext, nextPartners } from './nextPartners.ts';
import type { PartnerReason } from './partnerReasons.ts';
import {
  ada,
  partnerContext,
  bo,
  cai,
  challengeOf,
  companiesOf,
  company,
  dan,
  need,
  needs,
  sails,
  seatingOf,
  type Trade,
} from './testing/seatings.ts';

const adaSits = seatingOf([ada], { shade: { holder: ada } });

const partners = (
  others: Readonly<Record<OrganisationId, FitCompany>>,
  {
    table = adaSits,
    asked = needs,
    ...its
  }: Partial<PartnerContext> & { table?: typeof adaSits; asked?: typeof needs } = {},
) => {
  const companies = companiesOf({ [ada]: company(['shade', 'trees']), ...others });
  return nextPartners(challengeOf(companies, asked), table, partnerContext(companies, its));
};
const reasonsOf = (found: ReturnType<typeof partners>, is: PartnerReason['is']) =>
  (found[0]?.reasons ?? []).filter((reason) => reason.is === is);

describe('a suggested partner', () => {
  test('covers open needs, and shows the coverage before and after', () => {
    const suggestions = partners({ [bo]: company(['shade', 'money', 'study']), [cai]: company(['shade']) });
    expect(suggestions.map((partner) => partner.company)).toEqual([bo]);
    expect(suggestions[0]?.gain).toEqual({ needs: [need('money'), need('study')], before: 0.25, after: 0.75 });
  });

  test('comes first with a must-need, before one with two other needs', () => {
    const suggestions = partners({ [bo]: company(['money', 'study']), [cai]: company(['trees']) });
    expect(suggestions.map((partner) => partner.company)).toEqual([cai, bo]);
  });

  test('is no member, and has the asked level', () => {
    const withLevel = { ...needs, [need('trees')]: Need.parse({ ...needs[need('trees')], minLevel: 3 }) };
    expect(partners({ [bo]: company(['trees']) }, { asked: withLevel })).toEqual([]);
  });

  test('does not cover needs claimed by others, but those it has claimed itself', () => {
    const table = seatingOf([ada], { trees: { holder: bo, state: 'claimed' } });
    const suggestions = partners({ [bo]: company(['trees']), [cai]: company(['trees']) }, { table });
    expect(suggestions.map((partner) => partner.company)).toEqual([bo]);
    expect(reasonsOf(suggestions, 'claims')).toEqual([{ is: 'claims', need: need('trees') }]);
  });

  test('has a reason if it is an alternate', () => {
    const table = seatingOf([ada], { money: { alternates: [{ company: bo }] } });
    expect(reasonsOf(partners({ [bo]: company(['money']) }, { table }), 'waits')).toHaveLength(1);
  });
});

describe('reasons for a partner', () => {
  test('its level and its references', () => {
    const claims = [{ capability: 'urban_greening' as const, level: 3 as const, proof: [sails.id] }];
    const suggestions = partners({ [bo]: company([], { claims, references: [sails] }) });
    expect(reasonsOf(suggestions, 'covers')).toEqual([{ is: 'covers', need: need('trees'), level: 3 }]);
    expect(reasonsOf(suggestions, 'shown')).toEqual([
      { is: 'shown', need: need('trees'), reference: sails, there: true },
    ]);
  });

  test('that nobody else in the workshop is able', () => {
    expect(reasonsOf(partners({ [bo]: company(['money']) }), 'only_one')).toHaveLength(1);
    const two = partners({ [bo]: company(['money']), [cai]: company(['money']) });
    expect(reasonsOf(two, 'only_one')).toEqual([]);
  });

  test('that it is in the city’s country, with the needs that ask for that', () => {
    const withLocal = { ...needs, [need('trees')]: Need.parse({ ...needs[need('trees')], local: true }) };
    const there = { is: 'at_home', country: 'SE', local: [need('trees')] };
    expect(reasonsOf(partners({ [bo]: company(['trees'], {}, 'SE') }, { asked: withLocal }), 'at_home')).toEqual([
      there,
    ]);
    const works = partners({ [bo]: company(['money'], { countries: ['SE'] }) });
    expect(reasonsOf(works, 'works_there')).toEqual([{ is: 'works_there', country: 'SE', local: [] }]);
    const away = partners({ [bo]: company(['trees']) }, { asked: withLocal });
    expect(reasonsOf(away, 'lacks')).toContainEqual({ is: 'lacks', need: need('trees'), lack: { is: 'local' } });
  });

  test('that it can lead, if nobody does', () => {
    const leader = { [bo]: company(['money'], { canLead: true }) };
    expect(reasonsOf(partners(leader), 'can_lead')).toEqual([]);
    expect(reasonsOf(partners(leader, { table: { ...adaSits, lead: undefined } }), 'can_lead')).toHaveLength(1);
  });

  test('that it is at its capacity, and then it comes last', () => {
    const suggestions = partners(
      { [bo]: company(['trees'], { capacity: 2 }), [cai]: company(['study']) },
      { consortiumCount: (which) => (which === bo ? 2 : 0) },
    );
    expect(suggestions.map((partner) => partner.company)).toEqual([cai, bo]);
    expect(suggestions[1]?.reasons).toContainEqual({ is: 'full', used: 2, capacity: 2 });
  });
});

describe('the vault in partner suggestions', () => {
  const likes = (one: OrganisationId, other: OrganisationId) => (a: OrganisationId, b: OrganisationId) =>
    (a === one && b === other) || (a === other && b === one);
  const two = { [bo]: company(['money']), [cai]: company(['money']) };

  test('P9: shows a mutual interest to its two parties alone', () => {
    const vault = { ...noVaultRelations, isMutual: likes(ada, cai), areRivals: () => false };
    const own = partners(two, { vault, ownCompanies: [ada] });
    expect(own[0]).toMatchObject({ company: cai });
    expect(reasonsOf(own, 'mutual')).toEqual([{ is: 'mutual', with: ada }]);
    const table = seatingOf([ada, dan], { shade: { holder: ada } });
    const members = { ...two, [dan]: company(['study']) };
    expect(partners(members, { vault, ownCompanies: [dan], table })).toEqual(
      partners(members, { ownCompanies: [dan], table }),
    );
  });

  test('P9: shows a match of company and consortium to the company and all members', () => {
    const table = { ...seatingOf([ada, dan], { shade: { holder: ada } }), id: idOf(CardId, 'table') };
    const vault = { ...noVaultRelations, isWanted: (_table: CardId, company: OrganisationId) => company === cai };
    const members = { ...two, [dan]: company(['study']) };
    const mutualReasons = (own: OrganisationId) =>
      reasonsOf(partners(members, { vault, ownCompanies: [own], table }), 'mutual');
    for (const own of [ada, dan, cai]) expect(mutualReasons(own)).toEqual([{ is: 'mutual', with: ada }]);
    expect(mutualReasons(bo)).toEqual([]);
  });

  test('P9: leaves out a rival of a member, without a trace', () => {
    const vault = { ...noVaultRelations, isMutual: () => false, areRivals: likes(cai, ada) };
    const suggestions = partners(two, { vault });
    const without = partners(two).filter((partner) => partner.company !== cai);
    expect(suggestions).toEqual(without);
  });
});

const trades = fc.uniqueArray(fc.constantFrom<Trade>('shade', 'money', 'trees', 'study'));

test('the gain is that of coverage, and only open needs are named', () => {
  fc.assert(
    fc.property(trades, trades, trades, (own, second, third) => {
      const seats = Object.fromEntries(own.map((trade) => [trade, { holder: ada }]));
      const table = seatingOf([ada], seats);
      for (const { gain, reasons } of partners({ [bo]: company(second), [cai]: company(third) }, { table })) {
        expect(gain.before).toBeCloseTo(own.length / 4);
        expect(gain.after - gain.before).toBeCloseTo(gain.needs.length / 4);
        for (const id of gain.needs) expect(own.map(need)).not.toContain(id);
        expect(reasons.filter(({ is }) => is === 'covers')).toHaveLength(gain.needs.length);
      }
    }),
  );
});
