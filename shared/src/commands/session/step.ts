import { z } from 'zod';
import { type Fact, createFact } from '../../agreements/facts.ts';
import { agendaStepsMax, Step } from '../../agreements/session/state.ts';
import { StepId } from '../../ids.ts';
import { mayRunSession, rightReasons } from '../../rules/actor.ts';
import { defineCommand } from '../command.ts';
import { runningTimer } from './timer.ts';

const haveUniqueIds = (steps: readonly Step[]) => new Set(steps.map(({ id }) => id)).size === steps.length;

/** The timer ends with the step. */
const endStepFacts = (step: StepId): Fact[] => [
  createFact('step.ended', { step }),
  createFact('timer.changed', { timer: null }),
];

export const setAgenda = defineCommand({
  input: z.object({ steps: z.array(Step).max(agendaStepsMax).refine(haveUniqueIds, 'Two steps have the same id') }),
  reasons: {
    forbidden: rightReasons.mayRunSession,
    refused: [],
  },
  may: (_input, actor) => mayRunSession(actor),
  decide({ steps }, { board }) {
    const { step } = board.session();
    const facts: Fact[] = [createFact('agenda.set', { steps })];
    if (step && !steps.some(({ id }) => id === step)) facts.push(...endStepFacts(step));
    return { facts, result: { steps: steps.length } };
  },
});

/** Starts a step of the agenda, with a timer of its planned minutes. Starting the running step changes nothing. */
export const start = defineCommand({
  input: z.object({ step: StepId }),
  reasons: {
    forbidden: rightReasons.mayRunSession,
    refused: ['unknown-step'],
  },
  may: (_input, actor) => mayRunSession(actor),
  decide({ step }, { board, at }) {
    const session = board.session();
    const planned = session.agenda.find(({ id }) => id === step);
    if (!planned) return 'unknown-step';
    const result = { step };
    if (session.step === step) return { facts: [], result };
    const timer = runningTimer(planned.minutes * 60, at);
    return { facts: [createFact('step.started', { step }), createFact('timer.changed', { timer })], result };
  },
});

export const end = defineCommand({
  input: z.object({}),
  reasons: {
    forbidden: rightReasons.mayRunSession,
    refused: ['no-step-runs'],
  },
  may: (_input, actor) => mayRunSession(actor),
  decide(_input, { board }) {
    const { step } = board.session();
    if (!step) return 'no-step-runs';
    return { facts: endStepFacts(step), result: { step } };
  },
});
