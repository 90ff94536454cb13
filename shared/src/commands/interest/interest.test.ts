import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { interestLevels } from '../../agreements/interest/state.ts';
import { type Circle, facilitatorsCircle, vaultCircle } from '../../document/circles.ts';
import { type CardId, OrganisationId } from '../../ids.ts';
import type { Person } from '../../rules/actor.ts';
import {
  challengeId,
  cityId,
  cityPerson,
  companyIds,
  companyPeople,
  facilitator,
  idOf,
  nth,
  observer,
  person,
} from '../../testing/fixtures.ts';
import { factNamesOf } from '../../testing/commandHarness.ts';
import { newWorkshop, type Workshop } from '../../testing/workshop.ts';

const [one, two, three] = [nth(companyIds, 0), nth(companyIds, 1), nth(companyIds, 2)];
const [ofOne, ofTwo, ofThree] = [nth(companyPeople, 0), nth(companyPeople, 1), nth(companyPeople, 2)];

const circleOf = (id: OrganisationId): Circle => ({ is: 'company', id });
const roomOf = (id: CardId): Circle => ({ is: 'consortium', id });

const below = (workshop: Workshop, circle: Circle, root: 'interests' | 'matches'): Record<string, unknown> =>
  workshop.docs(circle).getMap(root).toJSON();

/** Everything that a circle's document holds, what was deleted too. */
const contentOf = (workshop: Workshop, circle: Circle): string => JSON.stringify(structsOf(workshop, circle));
const structsOf = (workshop: Workshop, circle: Circle): unknown =>
  [...workshop.docs(circle).store.clients.values()].flat().map((struct) => ({
    ...('content' in struct ? { content: struct.content.getContent() } : {}),
    ...('parentSub' in struct ? { key: struct.parentSub } : {}),
  }));

const show = (workshop: Workshop, person: Person, input: object) =>
  workshop.execute('interest.show', { level: 'talk', note: '', ...input }, person);
const inCompany = (organisation: OrganisationId) => ({ to: { organisation } });

describe('an interest', () => {
  test('P9: is known to the company itself and to nobody else', () => {
    const workshop = newWorkshop();
    show(workshop, ofOne, { ...inCompany(two), note: 'Secret sails' });

    expect(below(workshop, circleOf(one), 'interests')).toEqual({
      [`company-${two}`]: { level: 'talk', note: 'Secret sails', by: ofOne.id, at: workshop.at },
    });
    for (const circle of [circleOf(two), circleOf(three), facilitatorsCircle, { is: 'board' }] as const) {
      expect(contentOf(workshop, circle)).not.toContain('Secret sails');
    }
  });

  test.each([
    ['a facilitator, who would know it then', facilitator, 'not-your-company'],
    ['an observer from the company', observer, 'observers-read'],
    ['a city', cityPerson, 'not-your-company'],
    ['another company', ofTwo, 'not-your-company'],
  ])('is not shown for a company by %s', (_who, person, reason) => {
    const workshop = newWorkshop();
    const input = { company: one, ...inCompany(three) };
    expect(show(workshop, person, input)).toEqual({ kind: 'forbidden', reason });
    expect(workshop.execute('interest.withdraw', input, person)).toEqual({ kind: 'forbidden', reason });
  });

  test.each([
    ['oneself', { organisation: one }, 'not-oneself'],
    ['a city', { organisation: cityId }, 'unknown-company'],
    ['a company that is not here', { organisation: idOf(OrganisationId, 'stranger') }, 'unknown-company'],
    ['a consortium that is not here', { consortium: challengeId }, 'unknown-consortium'],
  ])('is not shown in %s', (_whom, to, reason) => {
    expect(show(newWorkshop(), ofOne, { to })).toEqual({ kind: 'refused', reason });
  });

  test('is not shown in one’s own consortium, nor for it in its own member', () => {
    const workshop = newWorkshop();
    const consortium = workshop.commitConsortium();
    expect(show(workshop, ofTwo, { to: { consortium } })).toMatchObject({ reason: 'already-together' });
    expect(show(workshop, ofOne, { for: consortium, ...inCompany(two) })).toMatchObject({ reason: 'already-together' });
  });

  test('is not shown in a dissolved consortium', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();
    workshop.execute('member.withdraw', { consortium }, ofOne);
    expect(show(workshop, ofTwo, { to: { consortium } })).toMatchObject({ reason: 'consortium-dissolved' });
  });

  test('is shown for a consortium by its lead alone, and in companies alone', () => {
    const workshop = newWorkshop();
    const consortium = workshop.commitConsortium();
    const input = { for: consortium, ...inCompany(three) };
    expect(show(workshop, ofTwo, input)).toMatchObject({ reason: 'not-the-lead' });
    expect(show(workshop, ofThree, { ...input, ...inCompany(two) })).toMatchObject({ reason: 'not-a-member' });
    expect(show(workshop, ofOne, { for: consortium, to: { consortium } }).kind).toBe('malformed');
    expect(factNamesOf(show(workshop, ofOne, input))).toEqual(['interest.shown']);
  });

  test('that is shown again unchanged changes nothing', () => {
    const workshop = newWorkshop();
    show(workshop, ofOne, inCompany(two));
    expect(factNamesOf(show(workshop, ofOne, inCompany(two)))).toEqual([]);
  });

  test('P9: gives the same result, whether or not it is returned', () => {
    const alone = newWorkshop();
    const matched = newWorkshop();
    show(matched, ofTwo, inCompany(one));
    const answers = [alone, matched].map((workshop) => {
      const verdict = show(workshop, ofOne, inCompany(two));
      return verdict.kind === 'decided' ? verdict.result : verdict;
    });
    expect(answers).toEqual([{}, {}]);
  });
});

describe('a match', () => {
  const matched = () => {
    const workshop = newWorkshop();
    show(workshop, ofOne, { ...inCompany(two), note: 'We need pumps' });
    workshop.advanceClock(5);
    show(workshop, ofTwo, { ...inCompany(one), level: 'join', note: 'We have pumps' });
    return workshop;
  };

  test('tells both parties the other’s note at one time', () => {
    const workshop = matched();
    expect(below(workshop, circleOf(one), 'matches')).toEqual({
      [`company-${two}`]: {
        level: 'join',
        note: 'We have pumps',
        by: ofTwo.id,
        at: workshop.at,
        since: workshop.at,
      },
    });
    expect(below(workshop, circleOf(two), 'matches')).toEqual({
      [`company-${one}`]: {
        level: 'talk',
        note: 'We need pumps',
        by: ofOne.id,
        at: workshop.at - 5,
        since: workshop.at,
      },
    });
  });

  test('passes a changed note on, and stays the same match', () => {
    const workshop = matched();
    const again = { ...inCompany(two), level: 'lead', note: 'We would lead' };
    expect(factNamesOf(show(workshop, ofOne, again))).toEqual(['interest.shown', 'match.changed']);
    expect(below(workshop, circleOf(two), 'matches')[`company-${one}`]).toMatchObject({
      level: 'lead',
      note: 'We would lead',
      since: workshop.at,
    });
  });

  test('ends for both when one withdraws, who may show interest again', () => {
    const workshop = matched();
    workshop.advanceClock(5);
    workshop.execute('interest.withdraw', inCompany(two), ofOne);

    const ended = (id: OrganisationId, other: OrganisationId) =>
      below(workshop, circleOf(id), 'matches')[`company-${other}`];
    expect(ended(one, two)).toMatchObject({ ended: { at: workshop.at, by: 'us' } });
    expect(ended(two, one)).toMatchObject({ ended: { at: workshop.at, by: 'them' } });
    expect(below(workshop, circleOf(one), 'interests')).toEqual({});
    expect(Object.keys(below(workshop, circleOf(two), 'interests'))).toEqual([`company-${one}`]);

    show(workshop, ofOne, inCompany(two));
    expect(ended(two, one)).not.toHaveProperty('ended');
  });

  test('of a consortium and a company is told to all members', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();
    show(workshop, ofThree, { to: { consortium }, note: 'Room for finance?' });
    expect(contentOf(workshop, roomOf(consortium))).not.toContain('finance');
    show(workshop, ofOne, { for: consortium, ...inCompany(three) });

    expect(below(workshop, roomOf(consortium), 'matches')).toMatchObject({
      [`company-${three}`]: { note: 'Room for finance?' },
    });
    expect(below(workshop, circleOf(three), 'matches')).toHaveProperty([`consortium-${consortium}`]);
    expect(contentOf(workshop, circleOf(one))).not.toContain('finance');
  });

  test('is none where a company and the consortium’s lead are interested in each other', () => {
    const workshop = newWorkshop();
    const consortium = workshop.foundConsortium();
    show(workshop, ofThree, inCompany(one));
    show(workshop, ofOne, { for: consortium, ...inCompany(three) });
    expect(below(workshop, roomOf(consortium), 'matches')).toEqual({});
    expect(below(workshop, circleOf(three), 'matches')).toEqual({});
  });
});

test('withdrawing an interest that was never shown changes nothing', () => {
  const workshop = newWorkshop();
  expect(factNamesOf(workshop.execute('interest.withdraw', inCompany(two), ofOne))).toEqual([]);
});

/** Who shows or takes back what, one after the other. */
const pressed = fc.record({
  from: fc.nat({ max: 2 }),
  to: fc.nat({ max: 2 }),
  level: fc.constantFrom(undefined, ...interestLevels),
});

test('P9: a company is told of an interest exactly while it is returned', () => {
  fc.assert(
    fc.property(fc.array(pressed, { maxLength: 25 }), (presses) => {
      const workshop = newWorkshop();
      const parties = new Set<string>();
      const everMutual = new Set<string>();
      for (const { from, to, level } of presses) {
        const input = inCompany(nth(companyIds, to));
        const person = nth(companyPeople, from);
        const note = `from ${from} to ${to}!`;
        if (level) show(workshop, person, { ...input, level, note });
        else workshop.execute('interest.withdraw', input, person);
        if (from === to) continue;
        if (level) parties.add(`${from}${to}`);
        else parties.delete(`${from}${to}`);
        if (parties.has(`${from}${to}`) && parties.has(`${to}${from}`)) {
          everMutual.add(`${from}${to}`).add(`${to}${from}`);
        }
      }
      for (const a of [0, 1, 2]) {
        const mine = circleOf(nth(companyIds, a));
        for (const b of [0, 1, 2].filter((each) => each !== a)) {
          const match = below(workshop, mine, 'matches')[`company-${nth(companyIds, b)}`];
          const isOn = match !== undefined && !Object.hasOwn(Object(match), 'ended');
          expect(isOn).toBe(parties.has(`${a}${b}`) && parties.has(`${b}${a}`));
          const hears = contentOf(workshop, mine).includes(`from ${b} to ${a}!`);
          if (!everMutual.has(`${a}${b}`)) expect(hears).toBe(false);
          expect(
            workshop
              .docs(vaultCircle)
              .getMap('interests')
              .has(`company-${nth(companyIds, a)}>company-${nth(companyIds, b)}`),
          ).toBe(parties.has(`${a}${b}`));
        }
      }
      expect(contentOf(workshop, facilitatorsCircle)).toBe('[]');
    }),
  );
});

test('P9: a third company is told of no match', () => {
  const workshop = newWorkshop();
  show(workshop, ofOne, inCompany(two));
  show(workshop, ofTwo, inCompany(one));
  expect(contentOf(workshop, circleOf(three))).toBe('[]');
});

test('a person of both parties acts for the named one', () => {
  const workshop = newWorkshop();
  const both = person('both', [one, two]);
  expect(show(workshop, both, inCompany(three))).toEqual({ kind: 'forbidden', reason: 'company-needed' });
  expect(factNamesOf(show(workshop, both, { company: one, ...inCompany(two) }))).toEqual(['interest.shown']);
});
