import type { Timer } from '@brygga/shared/agreements/session/state';
import { timeLeft } from '@brygga/shared/domain/timer';
import { m } from '../../../i18n/index.ts';

const minuteMs = 60_000;
/** Below this the seconds are worth saying. */
const secondsShownBelowMs = 2 * minuteMs;

/** Time left in words, for those who hear the timer. */
export const timeLeftLabel = (timer: Timer, now: number): string => {
  const left = timeLeft(timer, now);
  if (left === 0) return m.session_time_up();
  const words =
    left < secondsShownBelowMs
      ? m.session_left_seconds({ count: Math.ceil(left / 1000) })
      : m.session_left_minutes({ count: Math.ceil(left / minuteMs) });
  return timer.is === 'paused' ? m.session_left_paused({ left: words }) : words;
};

export type TimerMilestone = 'one-minute' | 'time-up';

/** What a running timer has come to between two looks at the clock. A timer shorter than a minute has no last minute. */
export const milestoneBetween = (timer: Timer, before: number, now: number): TimerMilestone | undefined => {
  if (timer.is !== 'running') return undefined;
  const [was, is] = [timer.endsAt - before, timer.endsAt - now];
  if (was > 0 && is <= 0) return 'time-up';
  return was > minuteMs && is <= minuteMs && is > 0 ? 'one-minute' : undefined;
};

export const milestoneLabel = (moment: TimerMilestone, step: string | undefined): string => {
  if (moment === 'time-up') return step ? m.session_time_up_of({ step }) : m.session_time_up();
  return step ? m.session_one_minute_of({ step }) : m.session_one_minute();
};
