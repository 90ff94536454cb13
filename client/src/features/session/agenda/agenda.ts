import type { Session, Step } from '@brygga/shared/agreements/session/state';
import { timeLeft } from '@brygga/shared/domain/timer';
import type { StepId } from '@brygga/shared/ids';
import { locale, m } from '../../../i18n/index.ts';

export type StepProgress = 'past' | 'now' | 'next' | 'later';

/** Where each step stands in time. While none runs, the first is what comes next. */
export const stepProgresses = (agenda: readonly Step[], running: StepId | null): readonly StepProgress[] => {
  const at = agenda.findIndex(({ id }) => id === running);
  return agenda.map((_step, index) => {
    if (index < at) return 'past';
    if (index === at) return 'now';
    return index === at + 1 ? 'next' : 'later';
  });
};

export const totalMinutes = (steps: readonly Pick<Step, 'minutes'>[]): number =>
  steps.reduce((sum, { minutes }) => sum + minutes, 0);

const minuteMs = 60_000;

/** When the agenda ends, ms since 1970: what is left of the running step and all after it, or all of it from now. */
export const agendaEnd = (
  { agenda, step, timer }: { readonly agenda: readonly Step[] } & Pick<Session, 'step' | 'timer'>,
  now: number,
): number => {
  const at = agenda.findIndex(({ id }) => id === step);
  const left = at >= 0 && timer ? timeLeft(timer, now) : 0;
  return now + left + totalMinutes(agenda.slice(at + 1)) * minuteMs;
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
