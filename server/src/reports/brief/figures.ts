import type { Budget } from '@brygga/shared/document/cards/challenge';
import type { Words } from '../words.ts';

export const numberIn = (value: number, { language }: Words): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 6 }).format(value);

/** @param day as ISO 8601 has it; it is nobody's midnight. */
export const dayIn = (day: string, { language }: Words): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

const sum = (amount: number, currency: string, { language }: Words): string =>
  new Intl.NumberFormat(language, { style: 'currency', currency, maximumFractionDigits: 0 }).format(amount);

/** A budget in words: that there is none yet is said, too. */
export const moneyIn = ({ is, from, to, currency }: Budget, words: Words): string => {
  if (is === 'none' || is === 'unknown') return words.say(`exports_budget_${is}`);
  const ends = [from, is === 'range' ? to : undefined].filter((end) => end !== undefined);
  if (ends.length === 0) return words.say('exports_budget_unknown');
  return ends.map((end) => sum(end, currency, words)).join('–');
};
