import { expect, test } from 'vitest';
import { ConsortiumAgreement } from '../agreements/consortium.ts';
import { Need } from '../document/cards/challenge.ts';
import { NeedId, newId, OrganisationId, PersonId } from '../ids.ts';
import { needsNobodyCovers, seatsOf } from './seats.ts';

const [first, second, third] = [newId(NeedId), newId(NeedId), newId(NeedId)];
const [nordvatten, solvarm] = [newId(OrganisationId), newId(OrganisationId)];
const needs = {
  [third]: Need.parse({ capability: 'finance', order: 'a2' }),
  [first]: Need.parse({ capability: 'heat_pumps', title: 'Heat pumps', importance: 'must', order: 'a0' }),
  [second]: Need.parse({ capability: 'operation_maintenance', order: 'a1' }),
};
const member = (status: 'joined' | 'committed') => ({ status, joinedAt: 1, by: newId(PersonId) });
const consortium = (seats: Record<string, { holder: string }>, status = 'forming') =>
  ConsortiumAgreement.parse({
    status,
    lead: nordvatten,
    members: { [nordvatten]: member('committed'), [solvarm]: member('joined') },
    seats,
  });

test('each need is a seat, in the order in which the city names its needs', () => {
  const table = seatsOf(needs, consortium({}));
  expect(table.map(({ need, state }) => [need, state])).toEqual([
    [first, 'open'],
    [second, 'open'],
    [third, 'open'],
  ]);
});

test('a seat is taken until its holder commits, and says whose it is and who leads', () => {
  const [heat, upkeep] = seatsOf(needs, consortium({ [first]: { holder: nordvatten }, [second]: { holder: solvarm } }));
  expect(heat).toMatchObject({ state: 'committed', holder: nordvatten, lead: true, title: 'Heat pumps' });
  expect(upkeep).toMatchObject({ state: 'taken', holder: solvarm, lead: false });
});

test('what nobody covers is reckoned over all consortia that stand', () => {
  const one = consortium({ [first]: { holder: nordvatten } });
  const other = consortium({ [second]: { holder: solvarm } });
  const gone = consortium({ [third]: { holder: solvarm } }, 'dissolved');
  expect(needsNobodyCovers(needs, [one, other, gone])).toEqual([third]);
  expect(needsNobodyCovers(needs, [])).toEqual([first, second, third]);
});
