import type { Timer } from '@brygga/shared/agreements/session';
import { timeLeft } from '@brygga/shared/domain/timer';
import { m } from '../i18n/index.ts';

const minute = 60_000;
/** Below this the seconds are worth saying. */
const secondsBelow = 2 * minute;

/** Time left in words, for those who hear the timer. */
export const leftWords = (timer: Timer, now: number): string => {
  const left = timeLeft(timer, now);
  if (left === 0) return m.facilitation_time_up();
  const words =
    left < secondsBelow
      ? m.facilitation_left_seconds({ count: Math.ceil(left / 1000) })
      : m.facilitation_left_minutes({ count: Math.ceil(left / minute) });
  return timer.is === 'paused' ? m.facilitation_left_paused({ left: words }) : words;
};

export type Moment = 'one-minute' | 'time-up';

/** What a running timer has come to between two looks at the clock. A timer shorter than a minute has no last minute. */
export const momentBetween = (timer: Timer, before: number, now: number): Moment | undefined => {
  if (timer.is !== 'running') return undefined;
  const [was, is] = [timer.endsAt - before, timer.endsAt - now];
  if (was > 0 && is <= 0) return 'time-up';
  return was > minute && is <= minute && is > 0 ? 'one-minute' : undefined;
};

export const momentWords = (moment: Moment, step: string | undefined): string => {
  if (moment === 'time-up') return step ? m.facilitation_time_up_of({ step }) : m.facilitation_time_up();
  return step ? m.facilitation_one_minute_of({ step }) : m.facilitation_one_minute();
};
