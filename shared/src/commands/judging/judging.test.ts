import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { ChallengeResult } from '../../agreements/judging/state.ts';
import { readVault } from '../../agreements/vault.ts';
import {
  type Circle,
  circleName,
  circleOfCity,
  circleOfCompany,
  circleOfConsortium,
  circleOfPerson,
  facilitatorsCircle,
  vaultCircle,
} from '../../document/circles.ts';
import { markStatistics, weightedTotal } from '../../domain/judging.ts';
import { CardId, OrganisationId, RecordId } from '../../ids.ts';
import type { Person } from '../../rules/actor.ts';
import {
  challengeId,
  cityId,
  cityPerson,
  companyIds,
  companyPeople,
  criterionIds,
  facilitator,
  idOf,
  nth,
  observer,
  person,
} from '../../testing/fixtures.ts';
import { factNamesOf } from '../../testing/commandHarness.ts';
import { newWorkshop, type Workshop } from '../../testing/workshop.ts';

const colleague = person('colleague', [cityId]);
const neighbour = person('neighbour', [idOf(OrganisationId, 'citynorth')]);
const rivalCity = person('northern', [idOf(OrganisationId, 'citynorth')]);
const outsider = nth(companyPeople, 2);
const reveal = { challenge: challengeId, city: cityId };

const give = (workshop: Workshop, consortium: CardId, judge: Person, marks?: readonly number[]) =>
  workshop.execute('score.give', { consortium, scores: workshop.scoreSheet(marks) }, judge);
const vaultOf = (workshop: Workshop) => readVault(workshop.docs(vaultCircle));
const below = (workshop: Workshop, circle: Circle, root: string): Record<string, unknown> =>
  workshop.docs(circle).getMap(root).toJSON();
const resultIn = (workshop: Workshop, circle: Circle): ChallengeResult | undefined =>
  // The server has written it by its schema.
  below(workshop, circle, 'results')[challengeId] as ChallengeResult | undefined;

/** A second consortium that answers the same challenge, of the third company. */
const second = (workshop: Workshop): CardId => {
  workshop.execute('consortium.found', { challenge: challengeId, name: 'Green roofs' }, outsider);
  const consortium = workshop.board.consortiaOf(challengeId).find(({ lead }) => lead === companyIds[2]);
  if (!consortium) throw new Error('No second consortium');
  return consortium.id;
};

describe('a score', () => {
  test('P9: is sealed: its judge alone can read it', () => {
    const workshop = newWorkshop();
    const consortium = workshop.pitchConsortium();
    const before = workshop.contents();
    expect(factNamesOf(give(workshop, consortium, cityPerson))).toEqual(['score.given']);

    expect(below(workshop, circleOfPerson(cityPerson.id), 'scores')).toMatchObject({
      [consortium]: { panel: 'city', scores: workshop.scoreSheet() },
    });
    expect(workshop.contents()).toEqual(before);
    for (const circle of [facilitatorsCircle, circleOfCity(cityId), circleOfConsortium(consortium)]) {
      expect(below(workshop, circle, 'results')).toEqual({});
    }
  });

  test('can be changed until the reveal, and the last one counts', () => {
    const workshop = newWorkshop();
    const consortium = workshop.pitchConsortium();
    give(workshop, consortium, cityPerson, [5, 5]);
    give(workshop, consortium, cityPerson, [1, 2]);
    expect(
      vaultOf(workshop)
        .scoreSheetsOf(challengeId)
        .map(({ scores }) => scores.map(({ mark }) => mark)),
    ).toEqual([[1, 2]]);
    workshop.execute('scores.reveal', reveal, cityPerson);
    expect(give(workshop, consortium, cityPerson)).toMatchObject({ reason: 'scores-revealed' });
    expect(give(workshop, consortium, colleague)).toMatchObject({ reason: 'scores-revealed' });
  });

  test.each([
    ['a facilitator, who favours nobody', facilitator, 'facilitators-dont-judge'],
    ['a facilitator of the city', person('both', [cityId], 'facilitator'), 'facilitators-dont-judge'],
    ['an observer', observer, 'observers-read'],
    ['a company', outsider, 'not-a-judge'],
  ])('is not given by %s', (_who, judge, reason) => {
    const workshop = newWorkshop();
    expect(give(workshop, workshop.pitchConsortium(), judge)).toEqual({ kind: 'forbidden', reason });
  });

  test.each([
    ['the challenge’s city', cityPerson, 'city'],
    ['another city', neighbour, 'others'],
  ])('of %s counts in its own panel', (_who, judge, panel) => {
    const workshop = newWorkshop();
    const consortium = workshop.pitchConsortium();
    give(workshop, consortium, judge);
    expect(vaultOf(workshop).scoreSheetsOf(challengeId)).toMatchObject([{ panel }]);
  });

  test('of a host counts in the panel of others', () => {
    const workshop = newWorkshop();
    const consortium = workshop.pitchConsortium();
    const host: Person = {
      ...person('hostess', []),
      organisations: [{ id: idOf(OrganisationId, 'cluster'), kind: 'host' }],
    };
    give(workshop, consortium, host);
    expect(vaultOf(workshop).scoreSheetsOf(challengeId)).toMatchObject([{ panel: 'others' }]);
  });

  test.each([
    ['misses a criterion', (workshop: Workshop) => workshop.scoreSheet().slice(1)],
    [
      'scores something else',
      (workshop: Workshop) => [
        ...workshop.scoreSheet().slice(1),
        { criterion: idOf(RecordId, 'gone'), mark: 1, why: 'x' },
      ],
    ],
  ])('is whole or none: one that %s is refused', (_what, scores) => {
    const workshop = newWorkshop();
    const consortium = workshop.pitchConsortium();
    expect(workshop.execute('score.give', { consortium, scores: scores(workshop) }, cityPerson)).toMatchObject({
      reason: 'sheet-incomplete',
    });
  });

  test.each([
    ['a mark above five', { mark: 6 }],
    ['a mark below none', { mark: -1 }],
    ['half a mark', { mark: 2.5 }],
    ['no reason', { why: '  ' }],
  ])('with %s is no score', (_what, wrong) => {
    const workshop = newWorkshop();
    const consortium = workshop.pitchConsortium();
    const scores = workshop.scoreSheet().map((score) => ({ ...score, ...wrong }));
    expect(workshop.execute('score.give', { consortium, scores }, cityPerson).kind).toBe('malformed');
  });

  test('is given during pitching, to an active consortium', () => {
    const workshop = newWorkshop();
    expect(give(workshop, workshop.foundConsortium(), cityPerson)).toMatchObject({ reason: 'not-pitching' });
    expect(give(workshop, idOf(CardId, 'gone'), cityPerson)).toMatchObject({ reason: 'unknown-consortium' });
    const later = newWorkshop();
    later.pitchConsortium();
    const dissolved = second(later);
    later.execute('member.withdraw', { consortium: dissolved }, outsider);
    expect(give(later, dissolved, cityPerson)).toMatchObject({ reason: 'consortium-dissolved' });
  });
});

describe('a conflict', () => {
  test('with a member’s company takes the right to score any consortium of the challenge', () => {
    const workshop = newWorkshop();
    const [first, other] = [workshop.pitchConsortium(), second(workshop)];
    const both = person('both', [cityId, nth(companyIds, 2)]);
    for (const consortium of [first, other]) expect(give(workshop, consortium, both)).toMatchObject({ reason: 'tied' });
  });

  test.each([
    ['the consortium', (consortium: CardId) => ({ consortium })],
    ['a member of it', () => ({ company: nth(companyIds, 1) })],
    ['another that answers', (_its: CardId, other: CardId) => ({ consortium: other })],
  ])('that is declared to %s takes it as well', (_whom, against) => {
    const workshop = newWorkshop();
    const consortium = workshop.pitchConsortium();
    const other = second(workshop);
    workshop.execute('conflict.declare', { against: against(consortium, other), kind: 'family' }, cityPerson);
    expect(give(workshop, consortium, cityPerson)).toMatchObject({ reason: 'tied' });
    expect(factNamesOf(give(workshop, consortium, colleague))).toEqual(['score.given']);
  });

  test('with a consortium of another challenge takes nothing', () => {
    const workshop = newWorkshop();
    const consortium = workshop.pitchConsortium();
    workshop.execute('conflict.declare', { against: { company: nth(companyIds, 2) }, kind: 'employer' }, cityPerson);
    expect(factNamesOf(give(workshop, consortium, cityPerson))).toEqual(['score.given']);
  });

  test('voids earlier scores, and a withdrawn one lets the judge score again', () => {
    const workshop = newWorkshop();
    const consortium = workshop.pitchConsortium();
    give(workshop, consortium, cityPerson);
    const against = { consortium };
    expect(factNamesOf(workshop.execute('conflict.declare', { against, kind: 'ownership' }, cityPerson))).toEqual([
      'conflict.declared',
      'score.voided',
    ]);
    expect(vaultOf(workshop).scoreSheetsOf(challengeId)).toEqual([]);
    expect(below(workshop, circleOfPerson(cityPerson.id), 'scores')).toEqual({});

    expect(factNamesOf(workshop.execute('conflict.withdraw', { against }, cityPerson))).toEqual(['conflict.withdrawn']);
    expect(factNamesOf(workshop.execute('conflict.withdraw', { against }, cityPerson))).toEqual([]);
    expect(factNamesOf(give(workshop, consortium, cityPerson))).toEqual(['score.given']);
  });

  test('P9: is known to the person alone', () => {
    const workshop = newWorkshop();
    const consortium = workshop.pitchConsortium();
    const before = workshop.contents();
    const input = { against: { consortium }, kind: 'other', note: 'An old quarrel' };
    workshop.execute('conflict.declare', input, cityPerson);
    expect(workshop.contents()).toEqual(before);
    expect(below(workshop, circleOfPerson(cityPerson.id), 'conflicts')).toMatchObject({
      [consortium]: { kind: 'other', note: 'An old quarrel' },
    });
    expect(workshop.docs(circleOfCity(cityId)).store.clients.size).toBe(0);
  });

  test.each([
    ['a consortium', { consortium: idOf(CardId, 'gone') }, 'unknown-consortium'],
    ['a company', { company: idOf(OrganisationId, 'stranger') }, 'unknown-company'],
    ['a company that is a city', { company: cityId }, 'unknown-company'],
  ])('is to %s that is here', (_whom, against, reason) => {
    expect(newWorkshop().execute('conflict.declare', { against, kind: 'other' }, cityPerson)).toEqual({
      kind: 'refused',
      reason,
    });
  });

  test('that arises after scoring keeps the sheet out of the result', () => {
    const workshop = newWorkshop();
    const consortium = workshop.pitchConsortium();
    const both = person('both', [cityId, nth(companyIds, 2)]);
    give(workshop, consortium, both, [0, 0]);
    give(workshop, consortium, cityPerson, [5, 5]);
    second(workshop);
    workshop.execute('scores.reveal', reveal, cityPerson);
    const [cooler] = resultIn(workshop, circleOfCity(cityId))?.consortia[consortium]?.criteria ?? [];
    expect(cooler?.city.counts).toEqual([0, 0, 0, 0, 0, 1]);
  });
});

describe('revealed scores', () => {
  const revealed = () => {
    const workshop = newWorkshop();
    const [first, other] = [workshop.pitchConsortium(), second(workshop)];
    give(workshop, first, cityPerson, [4, 2]);
    give(workshop, first, colleague, [5, 1]);
    give(workshop, first, neighbour, [0, 0]);
    give(workshop, other, cityPerson, [1, 1]);
    workshop.execute('scores.reveal', reveal, cityPerson);
    return { workshop, first, other };
  };

  test('P9: go to the city and the facilitators in full, to each consortium its own alone', () => {
    const { workshop, first, other } = revealed();
    for (const circle of [facilitatorsCircle, circleOfCity(cityId)]) {
      expect(Object.keys(resultIn(workshop, circle)?.consortia ?? {}).sort()).toEqual([first, other].sort());
    }
    const own = JSON.stringify(below(workshop, circleOfConsortium(first), 'results'));
    expect(own).not.toContain(other);
    expect(below(workshop, circleOfConsortium(first), 'results')).toMatchObject({
      [challengeId]: { result: resultIn(workshop, facilitatorsCircle)?.consortia[first] },
    });
  });

  test('leave the board as it is, so that nobody is ranked in public', () => {
    const { workshop } = revealed();
    expect(JSON.stringify(workshop.contents())).not.toContain('Reason 1');
  });

  test('keep the two panels apart, with marks and reasons and without names', () => {
    const { workshop, first } = revealed();
    const result = resultIn(workshop, facilitatorsCircle)?.consortia[first];
    const [cooler, upkeep] = result?.criteria ?? [];
    expect(cooler).toMatchObject({ text: 'How much cooler', weight: 70, mustHave: false });
    expect(cooler?.city).toEqual({ counts: [0, 0, 0, 0, 1, 1], reasons: ['Reason 1', 'Reason 1'] });
    expect(cooler?.others).toEqual({ counts: [1, 0, 0, 0, 0, 0], reasons: ['Reason 1'] });
    expect(markStatistics(cooler?.city ?? { counts: [] })).toEqual({ count: 2, mean: 4.5, lowest: 4, highest: 5 });
    expect(upkeep).toMatchObject({ mustHave: true });
    // (70 × 4.5 + 30 × 1.5) of (100 × 5)
    expect(weightedTotal(result?.criteria ?? [], 'city')).toBe(72);
    expect(weightedTotal(result?.criteria ?? [], 'others')).toBe(0);
    const content = JSON.stringify(resultIn(workshop, facilitatorsCircle)?.consortia);
    for (const { id } of [cityPerson, colleague, neighbour]) expect(content).not.toContain(id);
  });

  test('count those who declared a conflict, and name none', () => {
    const workshop = newWorkshop();
    const consortium = workshop.pitchConsortium();
    for (const against of [{ consortium }, { company: nth(companyIds, 0) }]) {
      workshop.execute('conflict.declare', { against, kind: 'other' }, colleague);
    }
    give(workshop, consortium, cityPerson);
    workshop.execute('scores.reveal', reveal, cityPerson);
    expect(resultIn(workshop, facilitatorsCircle)?.tied).toBe(1);
    expect(JSON.stringify(resultIn(workshop, facilitatorsCircle))).not.toContain(colleague.id);
  });

  test.each([
    ['a company', outsider, 'not-your-city'],
    ['another city', rivalCity, 'not-your-city'],
    ['an observer', observer, 'observers-read'],
  ])('are not opened by %s', (_who, person, reason) => {
    const workshop = newWorkshop();
    workshop.scoreConsortium();
    expect(workshop.execute('scores.reveal', reveal, person)).toEqual({ kind: 'forbidden', reason });
  });

  test('are revealed by the challenge’s own city, during pitching', () => {
    const workshop = newWorkshop();
    workshop.scoreConsortium();
    const north = idOf(OrganisationId, 'citynorth');
    expect(workshop.execute('scores.reveal', { ...reveal, city: north }, rivalCity)).toMatchObject({
      reason: 'not-your-city',
    });
    expect(workshop.execute('scores.reveal', { ...reveal, challenge: idOf(CardId, 'gone') }, cityPerson)).toMatchObject(
      {
        reason: 'unknown-challenge',
      },
    );
    expect(newWorkshop().execute('scores.reveal', reveal, cityPerson)).toMatchObject({ reason: 'not-pitching' });
  });

  test('can still be revealed after the decision about the challenge', () => {
    const workshop = newWorkshop();
    const consortium = workshop.scoreConsortium();
    const moved = { challenge: challengeId, to: 'decided', outcome: 'pilot', why: 'A pilot' };
    workshop.execute('challenge.status', moved, cityPerson);
    expect(give(workshop, consortium, colleague)).toMatchObject({ reason: 'not-pitching' });
    expect(factNamesOf(workshop.execute('scores.reveal', reveal, cityPerson))).toContain('scores.revealed');
    const decided = { consortium, city: cityId, outcome: 'chosen', why: 'It cools the most.' };
    expect(factNamesOf(workshop.execute('consortium.decide', decided, cityPerson))).toEqual(['consortium.decided']);
  });

  test('are given again when the challenge is pitched again', () => {
    const { workshop, first } = revealed();
    workshop.advanceClock(1_000);
    for (const to of ['forming', 'pitching']) {
      workshop.execute('challenge.status', { challenge: challengeId, to, why: 'Once more' }, cityPerson);
    }
    expect(workshop.execute('scores.reveal', reveal, cityPerson)).toMatchObject({ reason: 'nothing-scored' });
    give(workshop, first, cityPerson, [3, 3]);
    expect(factNamesOf(workshop.execute('scores.reveal', reveal, cityPerson))?.[0]).toBe('scores.revealed');
    const [cooler] = resultIn(workshop, facilitatorsCircle)?.consortia[first]?.criteria ?? [];
    expect(cooler?.city.counts).toEqual([0, 0, 0, 1, 0, 0]);
  });
});

describe('a city’s decision about a consortium', () => {
  const decision = (consortium: CardId) => ({ consortium, city: cityId, outcome: 'chosen', why: 'It cools the most.' });

  test('is public, with its reasons', () => {
    const workshop = newWorkshop();
    const consortium = workshop.scoreConsortium();
    workshop.execute('scores.reveal', reveal, cityPerson);
    expect(factNamesOf(workshop.execute('consortium.decide', decision(consortium), cityPerson))).toEqual([
      'consortium.decided',
    ]);
    expect(workshop.consortium(consortium).decision).toEqual({
      outcome: 'chosen',
      why: 'It cools the most.',
      by: cityPerson.id,
      at: workshop.at,
    });
  });

  test('is possible without scores, but not while scores are sealed', () => {
    const workshop = newWorkshop();
    const consortium = workshop.pitchConsortium();
    expect(factNamesOf(workshop.execute('consortium.decide', decision(consortium), cityPerson))).toEqual([
      'consortium.decided',
    ]);
    give(workshop, consortium, colleague);
    expect(workshop.execute('consortium.decide', decision(consortium), cityPerson)).toMatchObject({
      reason: 'scores-sealed',
    });
  });

  test.each([
    ['nothing to read', { why: ' ' }, cityPerson, 'why-needed'],
    ['another city', { city: idOf(OrganisationId, 'citynorth') }, rivalCity, 'not-your-city'],
    ['the company itself', {}, outsider, 'not-your-city'],
    ['an observer', {}, observer, 'observers-read'],
  ])('is not decided with or by %s', (_what, input, person, reason) => {
    const workshop = newWorkshop();
    expect(
      workshop.execute('consortium.decide', { ...decision(workshop.pitchConsortium()), ...input }, person),
    ).toMatchObject({
      reason,
    });
  });

  test('is possible from pitching on', () => {
    const workshop = newWorkshop();
    expect(workshop.execute('consortium.decide', decision(workshop.foundConsortium()), cityPerson)).toMatchObject({
      reason: 'not-pitching',
    });
  });
});

/** Everything that anybody could read but one’s own circle, as it lies in the documents. */
const seenByOthers = (workshop: Workshop, own: Person): Record<string, unknown> => {
  const rooms = workshop.board.consortiaOf(challengeId).map(({ id }) => circleOfConsortium(id));
  const persons = [cityPerson, colleague, neighbour].filter(({ id }) => id !== own.id);
  const circles = [
    ...[facilitatorsCircle, circleOfCity(cityId), ...rooms, ...companyIds.map(circleOfCompany)],
    ...persons.map(({ id }) => circleOfPerson(id)),
  ];
  const bytes = circles.map((circle) => [circleName(circle), [...Y.encodeStateAsUpdate(workshop.docs(circle))]]);
  // That something was decided is counted; nothing else on the board changes.
  return { ...Object.fromEntries(bytes), ...workshop.contents(), meta: undefined };
};

const judged = fc.record({
  judge: fc.constantFrom(cityPerson, colleague, neighbour),
  does: fc.oneof(
    { weight: 4, arbitrary: fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 })).map((marks) => ({ marks })) },
    { weight: 1, arbitrary: fc.constantFrom('declare' as const, 'withdraw' as const).map((tie) => ({ tie })) },
  ),
  which: fc.nat({ max: 1 }),
});

test('P9: before the reveal a judge changes no document but the vault and their own', () => {
  fc.assert(
    fc.property(fc.array(judged, { maxLength: 12 }), (story) => {
      const workshop = newWorkshop();
      const consortia = [workshop.pitchConsortium(), second(workshop)];
      for (const { judge, does, which } of story) {
        const consortium = nth(consortia, which);
        const before = seenByOthers(workshop, judge);
        if ('marks' in does) give(workshop, consortium, judge, does.marks);
        else if (does.tie === 'declare') {
          workshop.execute('conflict.declare', { against: { consortium }, kind: 'other' }, judge);
        } else workshop.execute('conflict.withdraw', { against: { consortium } }, judge);
        expect(seenByOthers(workshop, judge)).toEqual(before);
      }
      const sheets = vaultOf(workshop).scoreSheetsOf(challengeId);
      const tied = new Set(
        vaultOf(workshop)
          .conflicts()
          .map(({ person }) => person),
      );
      expect(sheets.filter(({ judge }) => tied.has(judge))).toEqual([]);
    }),
  );
});

test('a panel without marks has no total, and criteria without weights count the same', () => {
  const none = { counts: [0, 0, 0, 0, 0, 0], reasons: [] };
  const some = { counts: [0, 0, 1, 0, 0, 0], reasons: ['x'] };
  const best = { counts: [0, 0, 0, 0, 0, 1], reasons: ['x'] };
  const criterion = { criterion: nth(criterionIds, 0), text: '', weight: 0, mustHave: false, others: none };
  const criteria = [
    { ...criterion, city: some },
    { ...criterion, city: best },
  ];
  expect(markStatistics(none)).toBeUndefined();
  expect(weightedTotal(criteria, 'others')).toBeUndefined();
  expect(weightedTotal(criteria, 'city')).toBe(70);
});
