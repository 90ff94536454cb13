import { describe, expect, test } from 'vitest';
import { agendaStepsMax, stepMinutesMax, timerSecondsMax } from '../../agreements/session/state.ts';
import { StepId } from '../../ids.ts';
import { challengeId, companyPeople, facilitator, idOf, nth, stepIds, system } from '../../testing/fixtures.ts';
import { factNamesOf } from '../../testing/commandHarness.ts';
import { newWorkshop } from '../../testing/workshop.ts';

const [welcome, build] = [nth(stepIds, 0), nth(stepIds, 1)];
const agenda = [
  { id: welcome, title: ' Welcome ', minutes: 5 },
  { id: build, title: 'Build consortia', instruction: 'Take seats.', minutes: 20, writing: 'notes' },
];

const withAgenda = () => {
  const workshop = newWorkshop();
  workshop.execute('agenda.set', { steps: agenda }, facilitator);
  return workshop;
};

test('a session that nobody has set up is empty', () => {
  expect(newWorkshop().board.session()).toEqual({ agenda: [], step: null, timer: null, spotlight: null });
});

test('only a facilitator, or the server, runs the session', () => {
  const workshop = withAgenda();

  expect(workshop.execute('step.start', { step: welcome }, nth(companyPeople, 0)).kind).toBe('forbidden');
  expect(workshop.execute('step.start', { step: welcome }, system).kind).toBe('decided');
});

describe('the agenda', () => {
  test('is set as a whole, trimmed', () => {
    expect(withAgenda().board.session().agenda).toEqual([
      { id: welcome, title: 'Welcome', instruction: '', minutes: 5, writing: 'open' },
      agenda[1],
    ]);
  });

  test('keeps the running step and its timer where the step is still in it', () => {
    const workshop = withAgenda();
    workshop.execute('step.start', { step: build }, facilitator);
    const { timer } = workshop.board.session();

    workshop.execute('agenda.set', { steps: agenda.toReversed() }, facilitator);

    expect(workshop.board.session()).toMatchObject({ step: build, timer });
  });

  test('ends the running step, and its timer, where the step is gone', () => {
    const workshop = withAgenda();
    workshop.execute('step.start', { step: build }, facilitator);

    workshop.execute('agenda.set', { steps: agenda.slice(0, 1) }, facilitator);

    expect(workshop.board.session()).toMatchObject({ step: null, timer: null });
  });

  test.each([
    ['two steps of one id', [agenda[0], { ...agenda[1], id: welcome }]],
    ['a step without a title', [{ ...agenda[0], title: ' ' }]],
    ['a step of no time', [{ ...agenda[0], minutes: 0 }]],
    ['a step of half a minute', [{ ...agenda[0], minutes: 0.5 }]],
    ['a step of a day', [{ ...agenda[0], minutes: stepMinutesMax + 1 }]],
    ['a step of endless time', [{ ...agenda[0], minutes: Number.POSITIVE_INFINITY }]],
    ['a step of writing that nobody knows', [{ ...agenda[0], writing: 'maybe' }]],
    ['a step of an endless title', [{ ...agenda[0], title: 'x'.repeat(121) }]],
    [
      'an endless list',
      Array.from({ length: agendaStepsMax + 1 }, (_, at) => ({ ...agenda[0], id: idOf(StepId, 's', at) })),
    ],
  ])('with %s is malformed', (_what, steps) => {
    expect(newWorkshop().execute('agenda.set', { steps }, facilitator).kind).toBe('malformed');
  });
});

describe('a step', () => {
  test('starts with a timer of its planned minutes, by the server’s clock', () => {
    const workshop = withAgenda();

    workshop.execute('step.start', { step: build }, facilitator);

    expect(workshop.board.session()).toMatchObject({
      step: build,
      timer: { is: 'running', endsAt: workshop.at + 20 * 60_000, seconds: 20 * 60 },
    });
  });

  test('that runs is not started again by a second press', () => {
    const workshop = withAgenda();
    workshop.execute('step.start', { step: build }, facilitator);
    workshop.advanceClock(60_000);

    expect(workshop.execute('step.start', { step: build }, facilitator)).toMatchObject({ kind: 'decided', facts: [] });
  });

  test('ends with its timer', () => {
    const workshop = withAgenda();
    workshop.execute('step.start', { step: welcome }, facilitator);

    expect(factNamesOf(workshop.execute('step.end', {}, facilitator))).toEqual(['step.ended', 'timer.changed']);
    expect(workshop.board.session()).toMatchObject({ step: null, timer: null });
  });
});

describe('the timer', () => {
  const running = () => {
    const workshop = newWorkshop();
    workshop.execute('timer.start', { seconds: 60 }, facilitator);
    return workshop;
  };

  test('runs for the seconds that were asked', () => {
    const workshop = running();

    expect(workshop.board.session().timer).toEqual({ is: 'running', endsAt: workshop.at + 60_000, seconds: 60 });
  });

  test('keeps what is left while it is paused, and goes on from there', () => {
    const workshop = running();
    workshop.advanceClock(20_000);
    workshop.execute('timer.pause', {}, facilitator);
    expect(workshop.board.session().timer).toEqual({ is: 'paused', left: 40_000, seconds: 60 });

    workshop.advanceClock(3_600_000);
    workshop.execute('timer.resume', {}, facilitator);

    expect(workshop.board.session().timer).toEqual({ is: 'running', endsAt: workshop.at + 40_000, seconds: 60 });
  });

  test('is paused and resumed once by two presses', () => {
    const workshop = running();
    expect(workshop.execute('timer.resume', {}, facilitator)).toMatchObject({ facts: [] });
    workshop.execute('timer.pause', {}, facilitator);
    expect(workshop.execute('timer.pause', {}, facilitator)).toMatchObject({ facts: [], result: { left: 60_000 } });
  });

  test('gets more time on top of what is left, running or paused', () => {
    const workshop = running();
    workshop.advanceClock(10_000);
    workshop.execute('timer.extend', { seconds: 30 }, facilitator);
    expect(workshop.board.session().timer).toEqual({ is: 'running', endsAt: workshop.at + 80_000, seconds: 90 });

    workshop.execute('timer.pause', {}, facilitator);
    workshop.execute('timer.extend', { seconds: 30 }, facilitator);
    expect(workshop.board.session().timer).toEqual({ is: 'paused', left: 110_000, seconds: 120 });
  });

  test('that is over gets more time from now', () => {
    const workshop = running();
    workshop.advanceClock(600_000);

    workshop.execute('timer.extend', { seconds: 30 }, facilitator);

    expect(workshop.board.session().timer).toMatchObject({ endsAt: workshop.at + 30_000 });
  });

  test('is not there to be paused, resumed or extended before it starts', () => {
    const workshop = newWorkshop();

    for (const name of ['timer.pause', 'timer.resume', 'timer.extend'] as const) {
      expect(workshop.execute(name, { seconds: 5 }, facilitator)).toMatchObject({ reason: 'no-timer' });
    }
  });

  test.each([0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, timerSecondsMax + 1, '60', null])(
    'of %s seconds is malformed',
    (seconds) => {
      for (const name of ['timer.start', 'timer.extend'] as const) {
        expect(running().execute(name, { seconds }, facilitator).kind).toBe('malformed');
      }
    },
  );
});

describe('the spotlight', () => {
  test('brings everyone to cards', () => {
    const workshop = newWorkshop();
    workshop.execute('spotlight.set', { cards: [challengeId] }, facilitator);

    expect(workshop.board.session().spotlight).toEqual({ cards: [challengeId], by: facilitator.id, at: workshop.at });
  });

  test('brings everyone to an area', () => {
    const workshop = newWorkshop();
    const area = { x: -10, y: 0, w: 500, h: 300 };
    workshop.execute('spotlight.set', { cards: [], area }, facilitator);

    expect(workshop.board.session().spotlight).toMatchObject({ cards: [], area });
  });

  test.each([
    { x: 0, y: 0, w: 0, h: 10 },
    { x: Number.NaN, y: 0, w: 10, h: 10 },
    { x: 2_000_000, y: 0, w: 10, h: 10 },
  ])('to the area %j is malformed', (area) => {
    expect(newWorkshop().execute('spotlight.set', { cards: [], area }, facilitator).kind).toBe('malformed');
  });
});

test('a part of the session that cannot be read counts as not set, and the rest still runs', () => {
  const workshop = withAgenda();
  const session = workshop.doc.getMap('session');
  session.set('timer', { is: 'backwards' });
  session.set('spotlight', 'there');
  session.set('step', 7);

  expect(workshop.board.session()).toMatchObject({ step: null, timer: null, spotlight: null });
  expect(workshop.board.session().agenda).toHaveLength(2);
});
