import { z } from 'zod';
import { type Fact, settled } from '../agreements/facts.ts';
import { Area, agendaStepsMax, spotlightCardsMax, Step, type Timer, timerSecondsMax } from '../agreements/session.ts';
import { timeLeft } from '../domain/timer.ts';
import { CardId, StepId } from '../ids.ts';
import { runsTheSession } from '../rules/actor.ts';
import { command } from './command.ts';

const byFacilitator = (_input: unknown, actor: Parameters<typeof runsTheSession>[0]) => runsTheSession(actor);
const seconds = z.number().int().min(1).max(timerSecondsMax);

const eachOwnId = (steps: readonly Step[]) => new Set(steps.map(({ id }) => id)).size === steps.length;

/** A step takes its timer along. */
const ended = (step: StepId): Fact[] => [settled('step.ended', { step }), settled('timer.changed', { timer: null })];

const running = (forSeconds: number, at: number): Timer => ({
  is: 'running',
  endsAt: at + forSeconds * 1000,
  seconds: forSeconds,
});

export const setAgenda = command({
  input: z.object({ steps: z.array(Step).max(agendaStepsMax).refine(eachOwnId, 'Two steps have the same id') }),
  may: byFacilitator,
  decide({ steps }, { board }) {
    const { step } = board.session();
    const facts: Fact[] = [settled('agenda.set', { steps })];
    if (step && !steps.some(({ id }) => id === step)) facts.push(...ended(step));
    return { facts, result: { steps: steps.length } };
  },
});

/** Starts a step of the agenda, and with it a timer of its planned minutes. Starting the step that runs changes nothing. */
export const startStep = command({
  input: z.object({ step: StepId }),
  may: byFacilitator,
  decide({ step }, { board, at }) {
    const session = board.session();
    const planned = session.agenda.find(({ id }) => id === step);
    if (!planned) return 'unknown-step';
    const facts: Fact[] =
      session.step === step
        ? []
        : [settled('step.started', { step }), settled('timer.changed', { timer: running(planned.minutes * 60, at) })];
    return { facts, result: { step } };
  },
});

export const endStep = command({
  input: z.object({}),
  may: byFacilitator,
  decide(_input, { board }) {
    const { step } = board.session();
    if (!step) return 'no-step-runs';
    return { facts: ended(step), result: { step } };
  },
});

export const startTimer = command({
  input: z.object({ seconds }),
  may: byFacilitator,
  decide: (input, { at }) => ({
    facts: [settled('timer.changed', { timer: running(input.seconds, at) })],
    result: { endsAt: at + input.seconds * 1000 },
  }),
});

export const pauseTimer = command({
  input: z.object({}),
  may: byFacilitator,
  decide(_input, { board, at }) {
    const { timer } = board.session();
    if (!timer) return 'no-timer';
    const left = timeLeft(timer, at);
    const facts: Fact[] =
      timer.is === 'paused'
        ? []
        : [settled('timer.changed', { timer: { is: 'paused', left, seconds: timer.seconds } })];
    return { facts, result: { left } };
  },
});

export const resumeTimer = command({
  input: z.object({}),
  may: byFacilitator,
  decide(_input, { board, at }) {
    const { timer } = board.session();
    if (!timer) return 'no-timer';
    if (timer.is === 'running') return { facts: [], result: { endsAt: timer.endsAt } };
    const endsAt = at + timer.left;
    return {
      facts: [settled('timer.changed', { timer: { is: 'running', endsAt, seconds: timer.seconds } })],
      result: { endsAt },
    };
  },
});

/** Puts the timer away, whether or not a step runs. */
export const stopTimer = command({
  input: z.object({}),
  may: byFacilitator,
  decide(_input, { board }) {
    const facts: Fact[] = board.session().timer ? [settled('timer.changed', { timer: null })] : [];
    return { facts, result: { timer: null } };
  },
});

/** More time, counted from now where the time was already up. */
export const extendTimer = command({
  input: z.object({ seconds }),
  may: byFacilitator,
  decide(input, { board, at }) {
    const { timer } = board.session();
    if (!timer) return 'no-timer';
    const left = timeLeft(timer, at) + input.seconds * 1000;
    const total = timer.seconds + input.seconds;
    const extended: Timer =
      timer.is === 'running'
        ? { is: 'running', endsAt: at + left, seconds: total }
        : { is: 'paused', left, seconds: total };
    return { facts: [settled('timer.changed', { timer: extended })], result: { left } };
  },
});

/** Brings everyone to the same place: these cards, or where none is named, an area of the board. */
export const setSpotlight = command({
  input: z.object({ cards: z.array(CardId).max(spotlightCardsMax), area: Area.optional() }),
  may: byFacilitator,
  decide({ cards, area }, { actor, at }) {
    if (actor.is === 'system' || (cards.length === 0 && !area)) return 'nothing-to-show';
    return {
      facts: [settled('spotlight.set', { cards, ...(area ? { area } : {}), by: actor.id, at })],
      result: { at },
    };
  },
});
