import { describe, expect, test } from 'vitest';
import { facts } from '../../agreements/facts.ts';
import { CardId, newId, OrganisationId, PersonId } from '../../ids.ts';
import { matches } from './filter.ts';
import { compareIds, type Happening, happeningOf } from './happening.ts';
import { kindOf } from './kinds.ts';
import { traceNames } from './trace.ts';

const by = newId(PersonId);
const happening = (what: object, id = '7.0') => happeningOf({ id, at: 1, by, what });

describe('a happening', () => {
  test('P9: names people and cards, and no text that people wrote', () => {
    const [consortium, challenge, lead] = [newId(CardId), newId(CardId), newId(OrganisationId)];
    const fields = { consortium, challenge, lead, name: 'A secret alliance', by, at: 1, x: 0, y: 0 };
    expect(happening({ fact: 'consortium.founded', ...fields })).toEqual({
      id: '7.0',
      at: 1,
      by,
      kind: 'consortia',
      what: 'consortium.founded',
      about: { consortium, challenge, company: lead },
    });
    const person = newId(PersonId);
    const listed = happening({ fact: 'person.listed', person, name: 'Åsa', role: 'observer', organisation: lead });
    expect(listed?.about).toEqual({ person, organisation: lead });
    expect(
      happening({ fact: 'challenge.moved', challenge, from: 'draft', to: 'scoping', why: 'Because' })?.about,
    ).toEqual({
      challenge,
      from: 'draft',
      to: 'scoping',
    });
  });

  test('of an unknown fact is none', () => {
    expect(happening({ fact: 'moon.landed' })).toBeUndefined();
    expect(happening({ something: 'else' })).toBeUndefined();
    expect(happening({ trace: 'card.written', card: 'no id' })?.about).toEqual({});
  });

  test('has a kind, for every fact and trace', () => {
    const names = [...Object.keys(facts), ...traceNames];
    expect(names.filter((name) => kindOf(name) === undefined)).toEqual([]);
  });

  test('is ordered by row, and by index within the row', () => {
    expect(['10.0', '9.1', '9.10', '9.2'].sort(compareIds)).toEqual(['9.1', '9.2', '9.10', '10.0']);
  });
});

describe('filtering happenings', () => {
  const [company, card, person] = [newId(OrganisationId), newId(CardId), newId(PersonId)];
  const happening: Happening = {
    id: '1.0',
    at: 100,
    by,
    kind: 'consortia',
    what: 'seat.taken',
    about: { company, consortium: card },
  };
  const nobodys = () => undefined;

  test.each([
    [{}, true],
    [{ kind: 'consortia' }, true],
    [{ kind: 'writing' }, false],
    [{ person: by }, true],
    [{ person }, false],
    [{ card }, true],
    [{ card: newId(CardId) }, false],
    [{ organisation: company }, true],
    [{ organisation: newId(OrganisationId) }, false],
    [{ from: 100, until: 101 }, true],
    [{ from: 101 }, false],
    [{ until: 100 }, false],
  ] as const)('%o finds it: %s', (filter, found) => {
    expect(matches(happening, filter, nobodys)).toBe(found);
  });

  test('an organisation has what its people do, and what is done for it', () => {
    const theirs = newId(OrganisationId);
    const filter = { organisation: theirs };
    expect(matches(happening, filter, (id) => (id === by ? theirs : undefined))).toBe(true);
    expect(matches({ ...happening, onBehalf: theirs }, filter, nobodys)).toBe(true);
    expect(matches({ ...happening, by: 'system' }, filter, () => theirs)).toBe(false);
  });
});
