import type { Budget } from '@brygga/shared/document/cards/challenge';
import type { ReportMessages } from './reportMessages.ts';

export const formatNumber = (value: number, { language }: ReportMessages): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 6 }).format(value);

/** @param day ISO 8601, without a time zone. */
export const formatDay = (day: string, { language }: ReportMessages): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

const formatAmount = (amount: number, currency: string, { language }: ReportMessages): string =>
  new Intl.NumberFormat(language, { style: 'currency', currency, maximumFractionDigits: 0 }).format(amount);

/** A budget as text; that there is none, or none known, is a text too. */
export const formatBudget = ({ is, from, to, currency }: Budget, messages: ReportMessages): string => {
  if (is === 'none' || is === 'unknown') return messages.message(`exports_budget_${is}`);
  const amounts = [from, is === 'range' ? to : undefined].filter((amount) => amount !== undefined);
  if (amounts.length === 0) return messages.message('exports_budget_unknown');
  return amounts.map((amount) => formatAmount(amount, currency, messages)).join('–');
};
