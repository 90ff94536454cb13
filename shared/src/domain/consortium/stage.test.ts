import { describe, expect, test } from 'vitest';
import { challengeId, companyIds, companyPeople, needIds, nth } from '../../testing/fixtures.ts';
import { newWorkshop } from '../../testing/workshop.ts';
import { consortiumTransitions, consortiumStage, consortiumStages } from './stage.ts';

const [lead, partner] = [nth(companyPeople, 0), nth(companyPeople, 1)];

/** A consortium of the first company, and how far it has come. */
const begun = () => {
  const workshop = newWorkshop();
  const consortium = workshop.foundConsortium();
  return {
    workshop,
    consortium,
    stage: () => consortiumStage(workshop.board.challenge(challengeId)?.needs ?? {}, workshop.consortium(consortium)),
  };
};

describe('the stage of a consortium', () => {
  test('is a sketch while the lead is alone and a must-need is open', () => {
    expect(begun().stage()).toBe('sketch');
  });

  test('is forming once another company is a member, not by a claim', () => {
    const { workshop, consortium, stage } = begun();
    workshop.execute('seat.take', { consortium, need: nth(needIds, 2) }, partner);
    expect(stage()).toBe('sketch');
    workshop.execute('seat.agree', { consortium, need: nth(needIds, 2), claimant: nth(companyIds, 1) }, lead);
    expect(stage()).toBe('forming');
  });

  test('is viable while every must-need is covered', () => {
    const { workshop, consortium, stage } = begun();
    workshop.seatCompany(consortium, 0, 0);
    workshop.seatCompany(consortium, 1, 1);
    expect(stage()).toBe('viable');
    workshop.execute('seat.leave', { consortium, need: nth(needIds, 1) }, partner);
    expect(stage()).toBe('forming');
  });

  test('is committed when all members are, and then has the stages of its letter', () => {
    const workshop = newWorkshop();
    const consortium = workshop.consortium(workshop.commitConsortium());
    const needs = workshop.board.challenge(challengeId)?.needs ?? {};
    const letter = { hash: 'f'.repeat(64), at: 1 };
    expect(consortiumStage(needs, consortium)).toBe('committed');
    expect(consortiumStage(needs, { ...consortium, letter })).toBe('lettered');
    expect(consortiumStage(needs, { ...consortium, status: 'forming', letter })).toBe('viable');
  });

  test('ends with the city’s decision, or when it is dissolved', () => {
    const { workshop, consortium, stage } = begun();
    const decision = { outcome: 'chosen', why: 'It fits.', by: lead.id, at: 1 } as const;
    expect(consortiumStage({}, { ...workshop.consortium(consortium), decision })).toBe('chosen');
    workshop.execute('member.withdraw', { consortium }, lead);
    expect(stage()).toBe('dissolved');
  });

  test('changes to known stages, and from dissolved to none', () => {
    for (const [from, ways] of Object.entries(consortiumTransitions)) {
      expect(ways).not.toContain(from);
      expect(consortiumStages).toEqual(expect.arrayContaining([...ways]));
    }
    expect(consortiumTransitions.dissolved).toEqual([]);
  });
});
