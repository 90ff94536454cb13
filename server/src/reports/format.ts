import type { Budget } from '@brygga/shared/document/cards/challenge';
import type { ReportMessages } from './reportMessages.ts';

export const formatNumber = (value: number, { language }: ReportMessages): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 6 }).format(value);

/** @param day as ISO 8601 has it; it is nobody's midnight. */
export const formatDay = (day: string, { language }: ReportMessages): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

const formatAmount = (amount: number, currency: string, { language }: ReportMessages): string =>
  new Intl.NumberFormat(language, { style: 'currency', currency, maximumFractionDigits: 0 }).format(amount);

/** A budget in words: that there is none yet is said, too. */
export const formatBudget = ({ is, from, to, currency }: Budget, words: ReportMessages): string => {
  if (is === 'none' || is === 'unknown') return words.message(`exports_budget_${is}`);
  const ends = [from, is === 'range' ? to : undefined].filter((end) => end !== undefined);
  if (ends.length === 0) return words.message('exports_budget_unknown');
  return ends.map((end) => formatAmount(end, currency, words)).join('–');
};
