import { expect, test } from 'vitest';
import { CardId } from '../../ids.ts';
import { idOf } from '../../testing/fixtures.ts';
import { noVaultRelations } from './vaultRelations.ts';
import { type AnsweredChallenge, neededBy } from './neededBy.ts';
import { nextPartners } from './nextPartners.ts';
import {
  ada,
  partnerContext,
  bo,
  cai,
  challengeOf,
  companiesOf,
  company,
  need,
  seatingOf,
} from './testing/seatings.ts';

const companies = companiesOf({
  [ada]: company(['shade']),
  [bo]: company(['trees', 'money'], { canLead: true }),
  [cai]: company(['study']),
});
const challenge = challengeOf(companies);
const card = (name: string) => idOf(CardId, name);
const answeredChallenge = (name: string, tables: AnsweredChallenge['consortia']): AnsweredChallenge => ({
  ...challenge,
  id: card(name),
  consortia: tables,
});

const weak = { id: card('weak'), seating: seatingOf([cai], { trees: { holder: cai } }), open: true };
const keen = { id: card('keen'), seating: seatingOf([ada], { shade: { holder: ada } }), open: true };
const full = { ...keen, id: card('full'), open: false };

test('a company gets the consortia that need it, those with the largest gain first', () => {
  const challenges = neededBy(bo, [answeredChallenge('school', [weak, keen, full])], partnerContext(companies));
  expect(challenges.consortia.map(({ consortium, gain }) => [consortium, gain.needs])).toEqual([
    [keen.id, [need('money'), need('trees')]],
    [weak.id, [need('money')]],
  ]);
});

test('company and consortium get the same gain', () => {
  const [own] = neededBy(bo, [answeredChallenge('school', [keen])], partnerContext(companies)).consortia;
  const [theirs] = nextPartners(challenge, keen.seating, partnerContext(companies));
  expect(theirs).toEqual({ company: bo, gain: own?.gain, reasons: own?.reasons });
});

test('a challenge without a consortium is listed apart, with what the company could do and lead', () => {
  const challenges = neededBy(
    bo,
    [answeredChallenge('school', [keen]), answeredChallenge('street', [])],
    partnerContext(companies),
  );
  expect(challenges.challenges).toHaveLength(1);
  expect(challenges.challenges[0]).toMatchObject({ challenge: card('street'), gain: { before: 0, after: 0.5 } });
  expect(challenges.challenges[0]?.reasons).toContainEqual({ is: 'can_lead' });
});

test('P9: a consortium with a rival is left out', () => {
  const vault = { ...noVaultRelations, isMutual: () => false, areRivals: () => true };
  expect(neededBy(bo, [answeredChallenge('school', [keen])], partnerContext(companies, { vault })).consortia).toEqual(
    [],
  );
});

test('P9: a mutual interest is a reason for its two parties alone', () => {
  const vault = { ...noVaultRelations, isMutual: () => true, areRivals: () => false };
  const mutual = { is: 'mutual', with: ada };
  const reasonsFor = (own: readonly (typeof ada)[]) =>
    neededBy(bo, [answeredChallenge('school', [keen])], partnerContext(companies, { vault, ownCompanies: own }))
      .consortia[0]?.reasons;
  expect(reasonsFor([bo])).toContainEqual(mutual);
  expect(reasonsFor([])).not.toContainEqual(mutual);
});
