import { z } from 'zod';
import { type Fact, createFact } from '../../agreements/facts.ts';
import {
  Area,
  agendaStepsMax,
  spotlightCardsMax,
  Step,
  type Timer,
  timerSecondsMax,
} from '../../agreements/session/state.ts';
import { timeLeft } from '../../domain/timer.ts';
import { CardId, StepId } from '../../ids.ts';
import { mayRunSession } from '../../rules/actor.ts';
import { defineCommand } from '../command.ts';

const mayFacilitate = (_input: unknown, actor: Parameters<typeof mayRunSession>[0]) => mayRunSession(actor);
const seconds = z.number().int().min(1).max(timerSecondsMax);

const haveUniqueIds = (steps: readonly Step[]) => new Set(steps.map(({ id }) => id)).size === steps.length;

/** A step takes its timer along. */
const endStepFacts = (step: StepId): Fact[] => [
  createFact('step.ended', { step }),
  createFact('timer.changed', { timer: null }),
];

const runningTimer = (forSeconds: number, at: number): Timer => ({
  is: 'running',
  endsAt: at + forSeconds * 1000,
  seconds: forSeconds,
});

export const setAgenda = defineCommand({
  input: z.object({ steps: z.array(Step).max(agendaStepsMax).refine(haveUniqueIds, 'Two steps have the same id') }),
  may: mayFacilitate,
  decide({ steps }, { board }) {
    const { step } = board.session();
    const facts: Fact[] = [createFact('agenda.set', { steps })];
    if (step && !steps.some(({ id }) => id === step)) facts.push(...endStepFacts(step));
    return { facts, result: { steps: steps.length } };
  },
});

/** Starts a step of the agenda, and with it a timer of its planned minutes. Starting the step that runs changes nothing. */
export const startStep = defineCommand({
  input: z.object({ step: StepId }),
  may: mayFacilitate,
  decide({ step }, { board, at }) {
    const session = board.session();
    const planned = session.agenda.find(({ id }) => id === step);
    if (!planned) return 'unknown-step';
    const facts: Fact[] =
      session.step === step
        ? []
        : [
            createFact('step.started', { step }),
            createFact('timer.changed', { timer: runningTimer(planned.minutes * 60, at) }),
          ];
    return { facts, result: { step } };
  },
});

export const endStep = defineCommand({
  input: z.object({}),
  may: mayFacilitate,
  decide(_input, { board }) {
    const { step } = board.session();
    if (!step) return 'no-step-runs';
    return { facts: endStepFacts(step), result: { step } };
  },
});

export const startTimer = defineCommand({
  input: z.object({ seconds }),
  may: mayFacilitate,
  decide: (input, { at }) => ({
    facts: [createFact('timer.changed', { timer: runningTimer(input.seconds, at) })],
    result: { endsAt: at + input.seconds * 1000 },
  }),
});

export const pauseTimer = defineCommand({
  input: z.object({}),
  may: mayFacilitate,
  decide(_input, { board, at }) {
    const { timer } = board.session();
    if (!timer) return 'no-timer';
    const left = timeLeft(timer, at);
    const facts: Fact[] =
      timer.is === 'paused'
        ? []
        : [createFact('timer.changed', { timer: { is: 'paused', left, seconds: timer.seconds } })];
    return { facts, result: { left } };
  },
});

export const resumeTimer = defineCommand({
  input: z.object({}),
  may: mayFacilitate,
  decide(_input, { board, at }) {
    const { timer } = board.session();
    if (!timer) return 'no-timer';
    if (timer.is === 'running') return { facts: [], result: { endsAt: timer.endsAt } };
    const endsAt = at + timer.left;
    return {
      facts: [createFact('timer.changed', { timer: { is: 'running', endsAt, seconds: timer.seconds } })],
      result: { endsAt },
    };
  },
});

/** Puts the timer away, whether or not a step runs. */
export const stopTimer = defineCommand({
  input: z.object({}),
  may: mayFacilitate,
  decide(_input, { board }) {
    const facts: Fact[] = board.session().timer ? [createFact('timer.changed', { timer: null })] : [];
    return { facts, result: { timer: null } };
  },
});

/** More time, counted from now where the time was already up. */
export const extendTimer = defineCommand({
  input: z.object({ seconds }),
  may: mayFacilitate,
  decide(input, { board, at }) {
    const { timer } = board.session();
    if (!timer) return 'no-timer';
    const left = timeLeft(timer, at) + input.seconds * 1000;
    const total = timer.seconds + input.seconds;
    const extended: Timer =
      timer.is === 'running'
        ? { is: 'running', endsAt: at + left, seconds: total }
        : { is: 'paused', left, seconds: total };
    return { facts: [createFact('timer.changed', { timer: extended })], result: { left } };
  },
});

/** Brings everyone to the same place: these cards, or where none is named, an area of the board. */
export const setSpotlight = defineCommand({
  input: z.object({ cards: z.array(CardId).max(spotlightCardsMax), area: Area.optional() }),
  may: mayFacilitate,
  decide({ cards, area }, { actor, at }) {
    if (actor.kind === 'system' || (cards.length === 0 && !area)) return 'nothing-to-show';
    return {
      facts: [createFact('spotlight.set', { cards, ...(area ? { area } : {}), by: actor.id, at })],
      result: { at },
    };
  },
});
