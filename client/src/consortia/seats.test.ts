import type { ChallengeCard, OfferCard } from '@brygga/shared/document/cards/index';
import { CardId, type NeedId } from '@brygga/shared/ids';
import type { CapabilityId } from '@brygga/shared/taxonomy/capabilities';
import {
  challengeId,
  companyIds,
  companyPeople,
  idOf,
  needIds,
  newWorkshop,
  nth,
} from '@brygga/shared/testing/workshop';
import { describe, expect, test } from 'vitest';
import { needsUs } from './seats.ts';

const offerOf = (...capabilities: CapabilityId[]): OfferCard => ({
  kind: 'offer',
  id: idOf(CardId, 'offer'),
  title: 'Trees in a box',
  text: '',
  company: nth(companyIds, 2),
  capabilities,
  claims: [],
  references: [],
  x: 0,
  y: 0,
  w: 260,
  h: 160,
  order: 'a1',
  locked: false,
  createdBy: nth(companyPeople, 2).id,
  createdAt: 1,
});

const begun = () => {
  const workshop = newWorkshop();
  const challenge = (): ChallengeCard => {
    const found = workshop.board.challenge(challengeId);
    if (!found) throw new Error('No challenge');
    return found;
  };
  return {
    workshop,
    answered: () => [{ challenge: challenge(), consortia: workshop.board.consortiaOf(challengeId) }],
    take: (consortium: CardId, need: NeedId, company = 0) =>
      workshop.ask('seat.take', { consortium, need }, nth(companyPeople, company)),
  };
};

describe('where a company is needed', () => {
  test('are open seats whose capability it offers, with the coverage that it would bring', () => {
    const { workshop, answered, take } = begun();
    const consortium = workshop.founded();
    take(consortium, nth(needIds, 0));
    const { seats, challenges } = needsUs(answered(), [offerOf('urban_greening', 'heat_shade')]);
    expect(seats).toMatchObject([{ consortium, need: nth(needIds, 1), capability: 'heat_shade' }]);
    expect(nth(seats, 0).before).toBeCloseTo(1 / 3);
    expect(nth(seats, 0).after).toBeCloseTo(2 / 3);
    expect(challenges).toEqual([]);
  });

  test('come first where the company would complete the table', () => {
    const { workshop, answered, take } = begun();
    const [far, near] = [workshop.founded(0), workshop.founded(1)];
    take(near, nth(needIds, 0), 1);
    take(near, nth(needIds, 1), 1);
    const { seats } = needsUs(answered(), [offerOf('finance')]);
    expect(seats.map(({ consortium, after }) => [consortium, after])).toEqual([
      [near, 1],
      [far, 1 / 3],
    ]);
  });

  test('are challenges without a consortium too, each once', () => {
    const { answered } = begun();
    const { seats, challenges } = needsUs(answered(), [offerOf('finance', 'heat_shade')]);
    expect(seats).toEqual([]);
    expect(challenges).toMatchObject([{ challenge: challengeId, need: nth(needIds, 1) }]);
  });

  test('are never tables that have committed, nor needs that it does not offer', () => {
    const { workshop, answered } = begun();
    workshop.committed();
    expect(needsUs(answered(), [offerOf('finance')])).toEqual({ seats: [], challenges: [] });
    expect(needsUs(answered(), [offerOf('charging')]).seats).toEqual([]);
  });
});
