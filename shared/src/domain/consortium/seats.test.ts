import { expect, test } from 'vitest';
import { ConsortiumAgreement } from '../../agreements/consortium/state.ts';
import { Need } from '../../document/cards/challenge.ts';
import { NeedId, newId, OrganisationId, PersonId } from '../../ids.ts';
import { isClaimExpired, uncoveredNeeds, seatsOf } from './seats.ts';

const [first, second, third] = [newId(NeedId), newId(NeedId), newId(NeedId)];
const [nordvatten, solvarm] = [newId(OrganisationId), newId(OrganisationId)];
const needs = {
  [third]: Need.parse({ capability: 'finance', order: 'a2' }),
  [first]: Need.parse({ capability: 'heat_pumps', title: 'Heat pumps', importance: 'must', order: 'a0' }),
  [second]: Need.parse({ capability: 'operation_maintenance', order: 'a1' }),
};
const member = (status: 'joined' | 'committed') => ({ status, joinedAt: 1, by: newId(PersonId) });
const consortium = (seats: Record<string, { holder: string; state?: string; until?: number }>, status = 'forming') =>
  ConsortiumAgreement.parse({
    status,
    lead: nordvatten,
    members: { [nordvatten]: member('committed'), [solvarm]: member('joined') },
    seats,
  });

test('each need is a seat, in the city’s order', () => {
  const table = seatsOf(needs, consortium({}));
  expect(table.map(({ need, state }) => [need, state])).toEqual([
    [first, 'open'],
    [second, 'open'],
    [third, 'open'],
  ]);
});

test('a seat is agreed until its holder commits, and names holder and lead', () => {
  const [heat, upkeep] = seatsOf(needs, consortium({ [first]: { holder: nordvatten }, [second]: { holder: solvarm } }));
  expect(heat).toMatchObject({ state: 'confirmed', holder: nordvatten, lead: true, title: 'Heat pumps' });
  expect(upkeep).toMatchObject({ state: 'agreed', holder: solvarm, lead: false });
});

test('an uncovered need is one that no active consortium covers', () => {
  const one = consortium({ [first]: { holder: nordvatten } });
  const other = consortium({ [second]: { holder: solvarm } });
  const gone = consortium({ [third]: { holder: solvarm } }, 'dissolved');
  expect(uncoveredNeeds(needs, [one, other, gone])).toEqual([third]);
  expect(uncoveredNeeds(needs, [])).toEqual([first, second, third]);
});

test('a claim blocks its seat until it expires, and covers nothing', () => {
  const claimed = consortium({ [first]: { holder: solvarm, state: 'claimed', until: 90 } });

  expect(seatsOf(needs, claimed)[0]).toMatchObject({ state: 'claimed', holder: solvarm, until: 90 });
  expect(uncoveredNeeds(needs, [claimed])).toContain(first);
});

test('only a claim expires, at the millisecond of its end', () => {
  expect(isClaimExpired({ state: 'claimed', until: 90 }, 89)).toBe(false);
  expect(isClaimExpired({ state: 'claimed', until: 90 }, 90)).toBe(true);
  expect(isClaimExpired({ state: 'agreed', until: 90 }, 900)).toBe(false);
});
