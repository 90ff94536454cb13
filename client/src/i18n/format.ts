import { m } from './compiled/messages.js';
import { locale } from './locale.svelte.ts';

/** `Finance, Research, and 3 more`, in the reader's language. */
export const formatList = (names: readonly string[], namedMax = names.length): string => {
  const named = names.slice(0, namedMax);
  const more = names.length - named.length;
  return new Intl.ListFormat(locale(), { type: 'conjunction' }).format(
    more > 0 ? [...named, m.consortia_and_more({ count: more })] : named,
  );
};

/** `25 Nov 2026, 14:05`. Moments are milliseconds since 1970, shown in the reader's time zone. */
export const formatDateTime = (at: number): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }).format(at);

/** `25 Nov 2026` */
export const formatDate = (at: number): string => new Intl.DateTimeFormat(locale(), { dateStyle: 'medium' }).format(at);

/** `14:05` */
export const formatTime = (at: number): string => new Intl.DateTimeFormat(locale(), { timeStyle: 'short' }).format(at);

/** A calendar day as it is stored (`2026-03-01`): the same day in every time zone. */
export const formatCalendarDay = (day: string): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(day));

/** The calendar day of a moment as it is stored, `2026-03-01`: that of the reader's own time zone. */
export const calendarDayOf = (at: number, timeZone?: string): string =>
  // Swedish writes dates as ISO 8601 does.
  new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone }).format(at);

/** With at most two decimals. */
export const formatNumber = (value: number): string =>
  new Intl.NumberFormat(locale(), { maximumFractionDigits: 2 }).format(value);

/** With exactly one decimal. */
export const formatDecimal = (value: number): string =>
  new Intl.NumberFormat(locale(), { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value);

export const formatInteger = (value: number): string => new Intl.NumberFormat(locale()).format(Math.round(value));

/** A language by its BCP 47 tag: `German` for `de`. */
export const languageName = (tag: string): string =>
  new Intl.DisplayNames([locale()], { type: 'language' }).of(tag) ?? tag;
