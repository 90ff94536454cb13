import type { Timer } from '@brygga/shared/agreements/session/state';
import { timeLeft } from '@brygga/shared/domain/timer';
import { m } from '../../../i18n/index.ts';

const minuteMs = 60_000;
/** Below this, seconds are said instead of minutes. */
const secondsShownBelowMs = 2 * minuteMs;

/** The time left in words, for screen readers. */
export const timeLeftLabel = (timer: Timer, now: number): string => {
  const leftMs = timeLeft(timer, now);
  if (leftMs === 0) return m.session_time_up();
  const left =
    leftMs < secondsShownBelowMs
      ? m.session_left_seconds({ count: Math.ceil(leftMs / 1000) })
      : m.session_left_minutes({ count: Math.ceil(leftMs / minuteMs) });
  return timer.is === 'paused' ? m.session_left_paused({ left }) : left;
};

export type TimerMilestone = 'one-minute' | 'time-up';

/** The milestone that a running timer reached between two readings of the clock. */
export const milestoneBetween = (timer: Timer, before: number, now: number): TimerMilestone | undefined => {
  if (timer.is !== 'running') return undefined;
  const [leftBefore, leftNow] = [timer.endsAt - before, timer.endsAt - now];
  if (leftBefore > 0 && leftNow <= 0) return 'time-up';
  return leftBefore > minuteMs && leftNow <= minuteMs ? 'one-minute' : undefined;
};

export const milestoneLabel = (milestone: TimerMilestone, step: string | undefined): string => {
  if (milestone === 'time-up') return step ? m.session_time_up_of({ step }) : m.session_time_up();
  return step ? m.session_one_minute_of({ step }) : m.session_one_minute();
};
