import { expect, test } from 'vitest';
import { challengeId, companyPeople, needIds, nth } from '../testing/fixtures.ts';
import { newWorkshop, type Workshop } from '../testing/workshop.ts';
import { agreementsAllowNeedDelete, agreementsAllowDelete } from './agreements.ts';

const challengeOf = (workshop: Workshop) => {
  const challenge = workshop.board.challenge(challengeId);
  if (!challenge) throw new Error('There is a challenge');
  return challenge;
};

test('a challenge without a consortium may be deleted', () => {
  const workshop = newWorkshop();

  expect(agreementsAllowDelete(workshop.board, challengeOf(workshop))).toBe(true);
});

test('a challenge with a consortium is not deleted until that is removed', () => {
  const workshop = newWorkshop();
  const consortium = workshop.foundConsortium();
  const lead = nth(companyPeople, 0);
  const rights = () => agreementsAllowDelete(workshop.board, challengeOf(workshop));

  expect(rights()).toBe('card-has-consortia');
  workshop.execute('member.withdraw', { consortium }, lead);
  expect(rights()).toBe('card-has-consortia');
  workshop.execute('consortium.remove', { consortium }, lead);
  expect(rights()).toBe(true);
});

test('a need with a seat holder is not deleted', () => {
  const workshop = newWorkshop();
  const consortium = workshop.foundConsortium();
  const [heldNeed, openNeed] = [nth(needIds, 0), nth(needIds, 1)];
  workshop.execute('seat.take', { consortium, need: heldNeed }, nth(companyPeople, 1));

  expect(agreementsAllowNeedDelete(workshop.board, challengeId, heldNeed)).toBe('need-held');
  expect(agreementsAllowNeedDelete(workshop.board, challengeId, openNeed)).toBe(true);

  workshop.execute('seat.leave', { consortium, need: heldNeed }, nth(companyPeople, 1));
  expect(agreementsAllowNeedDelete(workshop.board, challengeId, heldNeed)).toBe(true);
});
