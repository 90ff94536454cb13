import type { Timer } from '../agreements/session/state.ts';

/**
 * Milliseconds left at `now` (the server's clock), at least 0 and at most the timer's length: a clock of
 * whole seconds may be up to a second behind when the timer starts.
 */
export const timeLeft = (timer: Timer, now: number): number => {
  const left = timer.is === 'running' ? timer.endsAt - now : timer.left;
  return Math.min(Math.max(0, left), timer.seconds * 1000);
};

/** `12:05`, `1:00:00`. */
export const formatTimeLeft = (leftMs: number): string => {
  const seconds = Math.ceil(leftMs / 1000);
  const twoDigits = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0
    ? `${hours}:${twoDigits(minutes)}:${twoDigits(seconds % 60)}`
    : `${minutes}:${twoDigits(seconds % 60)}`;
};
