import { challengeId, companyIds, companyPeople, needIds, nth } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import { describe, expect, test } from 'vitest';
import { bestCoverage, activeConsortia } from './needsCoverage.ts';

const challengeOf = (workshop: ReturnType<typeof newWorkshop>) => {
  const challenge = workshop.board.challenge(challengeId);
  if (!challenge) throw new Error('No challenge');
  return challenge;
};
const seatStates = (workshop: ReturnType<typeof newWorkshop>) =>
  bestCoverage(workshop.board, challengeOf(workshop)).beads.map(({ state }) => state);

describe('coverage of a challenge', () => {
  test('every need is open without a consortium', () => {
    const workshop = newWorkshop();
    expect(seatStates(workshop)).toEqual(['open', 'open', 'open']);
    expect(bestCoverage(workshop.board, challengeOf(workshop)).share).toBe(0);
  });

  test('a seat is agreed when the lead takes it, and confirmed once it has committed', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();
    workshop.execute('seat.take', { consortium, need: nth(needIds, 0) }, nth(companyPeople, 0));
    expect(seatStates(workshop)).toEqual(['agreed', 'open', 'open']);
    workshop.execute('member.commit', { consortium }, nth(companyPeople, 0));
    const { beads } = bestCoverage(workshop.board, challengeOf(workshop));
    expect(nth(beads, 0)).toMatchObject({ state: 'confirmed', holder: companyIds[0] });
  });

  test('the best of several consortia counts, not their sum', () => {
    const workshop = newWorkshop();
    const first = workshop.foundConsortium(0);
    const second = workshop.foundConsortium(1, 'Green yards');
    workshop.execute('seat.take', { consortium: first, need: nth(needIds, 0) }, nth(companyPeople, 0));
    for (const need of [1, 2]) {
      workshop.execute('seat.take', { consortium: second, need: nth(needIds, need) }, nth(companyPeople, 1));
    }
    expect(seatStates(workshop)).toEqual(['open', 'agreed', 'agreed']);
    expect(activeConsortia(workshop.board, challengeOf(workshop))).toHaveLength(2);
  });
});
