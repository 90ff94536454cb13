import { z } from 'zod';
import { type Fact, createFact } from '../../agreements/facts.ts';
import { type Timer, timerSecondsMax } from '../../agreements/session/state.ts';
import { timeLeft } from '../../domain/timer.ts';
import { mayRunSession, rightReasons } from '../../rules/actor.ts';
import { defineCommand } from '../command.ts';

const seconds = z.number().int().min(1).max(timerSecondsMax);

export const runningTimer = (totalSeconds: number, at: number): Timer => ({
  is: 'running',
  endsAt: at + totalSeconds * 1_000,
  seconds: totalSeconds,
});

export const start = defineCommand({
  input: z.object({ seconds }),
  reasons: {
    forbidden: rightReasons.mayRunSession,
    refused: [],
  },
  may: (_input, actor) => mayRunSession(actor),
  decide: (input, { at }) => ({
    facts: [createFact('timer.changed', { timer: runningTimer(input.seconds, at) })],
    result: { endsAt: at + input.seconds * 1_000 },
  }),
});

export const pause = defineCommand({
  input: z.object({}),
  reasons: {
    forbidden: rightReasons.mayRunSession,
    refused: ['no-timer'],
  },
  may: (_input, actor) => mayRunSession(actor),
  decide(_input, { board, at }) {
    const { timer } = board.session();
    if (!timer) return 'no-timer';
    const left = timeLeft(timer, at);
    const result = { left };
    if (timer.is === 'paused') return { facts: [], result };
    return { facts: [createFact('timer.changed', { timer: { is: 'paused', left, seconds: timer.seconds } })], result };
  },
});

export const resume = defineCommand({
  input: z.object({}),
  reasons: {
    forbidden: rightReasons.mayRunSession,
    refused: ['no-timer'],
  },
  may: (_input, actor) => mayRunSession(actor),
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

/** Removes the timer, whether or not a step runs. */
export const stop = defineCommand({
  input: z.object({}),
  reasons: {
    forbidden: rightReasons.mayRunSession,
    refused: [],
  },
  may: (_input, actor) => mayRunSession(actor),
  decide(_input, { board }) {
    const facts: Fact[] = board.session().timer ? [createFact('timer.changed', { timer: null })] : [];
    return { facts, result: { timer: null } };
  },
});

/** Adds time, counted from now if the timer has run out. */
export const extend = defineCommand({
  input: z.object({ seconds }),
  reasons: {
    forbidden: rightReasons.mayRunSession,
    refused: ['no-timer'],
  },
  may: (_input, actor) => mayRunSession(actor),
  decide(input, { board, at }) {
    const { timer } = board.session();
    if (!timer) return 'no-timer';
    const left = timeLeft(timer, at) + input.seconds * 1_000;
    const totalSeconds = timer.seconds + input.seconds;
    const extended: Timer =
      timer.is === 'running'
        ? { is: 'running', endsAt: at + left, seconds: totalSeconds }
        : { is: 'paused', left, seconds: totalSeconds };
    return { facts: [createFact('timer.changed', { timer: extended })], result: { left } };
  },
});
