import type { Session, Step } from '@brygga/shared/agreements/session/state';
import { timeLeft } from '@brygga/shared/domain/timer';
import type { StepId } from '@brygga/shared/ids';
import { locale, m } from '../../../i18n/index.ts';

export type StepProgress = 'past' | 'now' | 'next' | 'later';

/** Progress of each step. While none runs, the first is next. */
export const stepProgresses = (agenda: readonly Step[], running: StepId | null): readonly StepProgress[] => {
  const runningIndex = agenda.findIndex(({ id }) => id === running);
  return agenda.map((_step, index) => {
    if (index < runningIndex) return 'past';
    if (index === runningIndex) return 'now';
    return index === runningIndex + 1 ? 'next' : 'later';
  });
};

export const runningStep = ({ agenda, step }: Pick<Session, 'agenda' | 'step'>): Step | undefined =>
  agenda.find(({ id }) => id === step);

export const totalMinutes = (steps: readonly Pick<Step, 'minutes'>[]): number =>
  steps.reduce((sum, { minutes }) => sum + minutes, 0);

const minuteMs = 60_000;

/** When the agenda ends, in ms since 1970: after the rest of the running step and all later ones, or after all from now. */
export const agendaEnd = (
  { agenda, step, timer }: { readonly agenda: readonly Step[] } & Pick<Session, 'step' | 'timer'>,
  now: number,
): number => {
  const runningIndex = agenda.findIndex(({ id }) => id === step);
  const leftMs = runningIndex >= 0 && timer ? timeLeft(timer, now) : 0;
  return now + leftMs + totalMinutes(agenda.slice(runningIndex + 1)) * minuteMs;
};

/** `14:05`, in the reader's time zone. */
export const formatTimeOfDay = (at: number): string =>
  new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);

/** `45 min`, `2 h 5 min`. */
export const durationLabel = (minutes: number): string =>
  minutes < 60
    ? m.session_minutes({ count: minutes })
    : m.session_total_hours({ hours: Math.floor(minutes / 60), minutes: minutes % 60 });

export const stepProgressNames = {
  past: m.session_past,
  now: m.session_now,
  next: m.session_next,
  later: m.session_later,
} satisfies Record<StepProgress, () => string>;
