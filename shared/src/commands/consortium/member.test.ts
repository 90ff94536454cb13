import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { cardsOf } from '../../document/cards/index.ts';
import type { CardId } from '../../ids.ts';
import { challengeId, companyIds, companyPeople, facilitator, needIds, nth } from '../../testing/fixtures.ts';
import { factNamesOf } from '../../testing/commandHarness.ts';
import { newWorkshop, type Workshop } from '../../testing/workshop.ts';

const lead = nth(companyPeople, 0);
const partner = nth(companyPeople, 1);
const third = nth(companyPeople, 2);
const leadCompany = nth(companyIds, 0);
const partnerCompany = nth(companyIds, 1);
const thirdCompany = nth(companyIds, 2);
const [mustNeed, otherMust, couldNeed] = [nth(needIds, 0), nth(needIds, 1), nth(needIds, 2)];

/** Claims a seat, and the lead agrees. */
const takes = (workshop: Workshop, consortium: CardId, need: string, actor: typeof lead) => {
  workshop.execute('seat.take', { consortium, need }, actor);
  const claimant = actor.organisations[0]?.id;
  if (actor !== lead) workshop.execute('seat.agree', { consortium, need, claimant }, lead);
};
const commits = (workshop: Workshop, consortium: CardId, actor: typeof lead) =>
  workshop.execute('member.commit', { consortium }, actor);

/** A city's edit of its needs, which no command sees. */
const editNeeds = (workshop: Workshop, edit: (needs: Y.Map<Y.Map<unknown>>) => void) => {
  const needs = cardsOf(workshop.doc).get(challengeId)?.get('needs');
  if (needs instanceof Y.Map) edit(needs);
};

describe('committing', () => {
  test('by the last member commits the consortium if every must-need is covered', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();
    takes(workshop, consortium, mustNeed, lead);
    takes(workshop, consortium, otherMust, partner);

    expect(factNamesOf(commits(workshop, consortium, lead))).toEqual(['member.committed']);
    expect(factNamesOf(commits(workshop, consortium, partner))).toEqual(['member.committed', 'consortium.committed']);
    expect(workshop.consortium(consortium).status).toBe('committed');
  });

  test('does not commit the consortium while a must-need is open', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();
    takes(workshop, consortium, mustNeed, lead);
    takes(workshop, consortium, couldNeed, partner);
    commits(workshop, consortium, lead);
    commits(workshop, consortium, partner);
    expect(workshop.consortium(consortium).status).toBe('forming');

    takes(workshop, consortium, otherMust, third);

    expect(factNamesOf(commits(workshop, consortium, third))).toEqual(['member.committed', 'consortium.committed']);
  });

  test('a second time is refused', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();
    takes(workshop, consortium, mustNeed, lead);
    commits(workshop, consortium, lead);
    expect(commits(workshop, consortium, lead)).toMatchObject({ reason: 'already-committed' });

    takes(workshop, consortium, otherMust, partner);
    commits(workshop, consortium, partner);
    for (const actor of [lead, partner]) {
      expect(commits(workshop, consortium, actor)).toMatchObject({ reason: 'already-committed' });
    }
  });

  test('again commits a consortium whose last uncommitted member withdrew', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();
    takes(workshop, consortium, mustNeed, lead);
    takes(workshop, consortium, otherMust, partner);
    takes(workshop, consortium, couldNeed, third);
    commits(workshop, consortium, lead);
    commits(workshop, consortium, partner);

    workshop.execute('member.withdraw', { consortium }, third);
    expect(workshop.consortium(consortium).status).toBe('forming');

    expect(factNamesOf(commits(workshop, consortium, partner))).toEqual(['consortium.committed']);
    expect(commits(workshop, consortium, lead)).toMatchObject({ reason: 'already-committed' });
  });

  test('again commits a consortium whose open must-need was dropped', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();
    takes(workshop, consortium, mustNeed, lead);
    commits(workshop, consortium, lead);

    editNeeds(workshop, (needs) => needs.get(otherMust)?.set('importance', 'could'));

    expect(factNamesOf(commits(workshop, consortium, lead))).toEqual(['consortium.committed']);
  });

  test('of the whole consortium ends its open claims', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();
    takes(workshop, consortium, mustNeed, lead);
    takes(workshop, consortium, otherMust, lead);
    workshop.execute('seat.take', { consortium, need: couldNeed }, partner);

    commits(workshop, consortium, lead);

    const seat = workshop.consortium(consortium).seats[couldNeed];
    expect(seat).toMatchObject({ alternates: [{ company: partnerCompany, lapsed: true }] });
    expect(seat?.holder).toBeUndefined();
  });

  test('needs a seat for a need that still exists', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();
    takes(workshop, consortium, couldNeed, lead);
    editNeeds(workshop, (needs) => needs.delete(couldNeed));

    expect(commits(workshop, consortium, lead)).toMatchObject({ reason: 'no-seat-taken' });
  });

  test('is refused if the challenge was deleted', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();
    takes(workshop, consortium, mustNeed, lead);
    cardsOf(workshop.doc).delete(challengeId);

    expect(commits(workshop, consortium, lead)).toMatchObject({ reason: 'no-seat-taken' });
  });

  test('a facilitator may do for a company', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();
    takes(workshop, consortium, mustNeed, partner);

    expect(workshop.execute('member.commit', { consortium, company: partnerCompany }, facilitator).kind).toBe(
      'decided',
    );
    expect(workshop.consortium(consortium).members[partnerCompany]?.status).toBe('committed');
  });

  test('stays when the city adds a need', () => {
    const workshop = newWorkshop();
    const consortium = workshop.commitConsortium();

    editNeeds(workshop, (needs) => needs.get(couldNeed)?.set('importance', 'must'));

    expect(workshop.consortium(consortium).status).toBe('committed');
  });
});

describe('committing with a claim that is not agreed', () => {
  test('is refused to a company that is no member yet', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();
    workshop.execute('seat.take', { consortium, need: mustNeed }, partner);

    expect(commits(workshop, consortium, partner)).toMatchObject({ reason: 'not-a-member' });
  });
});

describe('removing a member', () => {
  const why = 'You could not come.';

  test('frees its seats for alternates, and records why', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();
    takes(workshop, consortium, mustNeed, partner);
    workshop.execute('seat.standby', { consortium, need: mustNeed }, third);

    const verdict = workshop.execute('member.remove', { consortium, member: partnerCompany, why }, lead);

    expect(verdict).toMatchObject({
      facts: [
        { fact: 'seat.freed', holder: partnerCompany },
        { fact: 'seat.claimed', holder: thirdCompany },
        { fact: 'member.removed', company: partnerCompany, why },
      ],
    });
  });

  test('from a committed consortium reopens it', () => {
    const workshop = newWorkshop();
    const consortium = workshop.commitConsortium();

    workshop.execute('member.remove', { consortium, member: partnerCompany, why }, lead);

    expect(workshop.consortium(consortium).status).toBe('forming');
  });

  test('needs a reason', () => {
    const workshop = newWorkshop();
    const input = { consortium: workshop.commitConsortium(), member: partnerCompany, why: ' ' };

    expect(workshop.execute('member.remove', input, lead).kind).toBe('malformed');
  });

  test('is for the lead alone, and not of itself', () => {
    const workshop = newWorkshop();
    const consortium = workshop.commitConsortium();
    const ask = (member: string, actor: typeof lead) =>
      workshop.execute('member.remove', { consortium, member, why }, actor);

    expect(ask(leadCompany, partner)).toMatchObject({ reason: 'not-the-lead' });
    expect(ask(leadCompany, lead)).toMatchObject({ reason: 'lead-stays' });
    expect(ask(thirdCompany, lead)).toMatchObject({ reason: 'not-a-member' });
  });
});

describe('withdrawing', () => {
  test('frees every seat of the company and ends its membership', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();
    takes(workshop, consortium, mustNeed, partner);
    takes(workshop, consortium, couldNeed, partner);

    const verdict = workshop.execute('member.withdraw', { consortium }, partner);

    expect(factNamesOf(verdict)).toEqual(['seat.freed', 'seat.freed', 'member.withdrawn']);
    expect(workshop.consortium(consortium)).toMatchObject({ status: 'forming', seats: {} });
    expect(Object.keys(workshop.consortium(consortium).members)).toEqual([leadCompany]);
    expect(workshop.execute('member.withdraw', { consortium }, partner)).toMatchObject({ reason: 'not-a-member' });
  });

  test('frees seats of dropped needs too', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();
    takes(workshop, consortium, mustNeed, partner);
    editNeeds(workshop, (needs) => needs.delete(mustNeed));

    workshop.execute('member.withdraw', { consortium }, partner);

    expect(workshop.consortium(consortium).seats).toEqual({});
  });

  test('from a committed consortium reopens it; the others stay committed', () => {
    const workshop = newWorkshop();
    const consortium = workshop.commitConsortium();

    workshop.execute('member.withdraw', { consortium }, partner);

    expect(workshop.consortium(consortium)).toMatchObject({
      status: 'forming',
      members: { [leadCompany]: { status: 'committed' } },
      seats: { [mustNeed]: { holder: leadCompany } },
    });
    takes(workshop, consortium, otherMust, third);
    expect(factNamesOf(commits(workshop, consortium, third))).toContain('consortium.committed');
    expect(workshop.consortium(consortium).members[thirdCompany]?.status).toBe('committed');
  });

  test('is refused to a lead with other members', () => {
    const workshop = newWorkshop();

    expect(workshop.execute('member.withdraw', { consortium: workshop.commitConsortium() }, lead)).toMatchObject({
      reason: 'lead-stays',
    });
  });

  test('by a lead without other members dissolves the consortium', () => {
    for (const importances of [['could'], ['must']] as const) {
      const workshop = newWorkshop(importances);
      const consortium = workshop.foundConsortium();
      takes(workshop, consortium, mustNeed, lead);
      commits(workshop, consortium, lead);
      expect(workshop.consortium(consortium).status).toBe('committed');

      const verdict = workshop.execute('member.withdraw', { consortium }, lead);

      expect(factNamesOf(verdict)).toEqual(['consortium.dissolved']);
      expect(workshop.consortium(consortium)).toMatchObject({ status: 'dissolved', seats: {}, lead: leadCompany });
    }
  });

  test('from a dissolved consortium is refused', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();
    workshop.execute('member.withdraw', { consortium }, lead);

    for (const name of ['member.withdraw', 'member.commit'] as const) {
      expect(workshop.execute(name, { consortium }, lead)).toMatchObject({ reason: 'consortium-dissolved' });
    }
  });
});
