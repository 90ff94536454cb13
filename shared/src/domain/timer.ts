import type { Timer } from '../agreements/session/state.ts';

/**
 * Milliseconds left at `now` (the server's clock), never below zero. Never above the timer's whole
 * length either: a clock that shows whole seconds stands up to one behind when the timer starts.
 */
export const timeLeft = (timer: Timer, now: number): number => {
  const left = timer.is === 'running' ? timer.endsAt - now : timer.left;
  return Math.min(Math.max(0, left), timer.seconds * 1000);
};

/** `12:05`, `1:00:00`: the same second for everyone who knows the server's clock. */
export const formatTimeLeft = (millis: number): string => {
  const seconds = Math.ceil(millis / 1000);
  const two = (part: number) => String(part).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
};
