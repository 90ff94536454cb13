import type { PlanAction, PlanField } from '@brygga/shared/domain/plan/action';
import { formatNumber } from '../../../i18n/format.ts';
import { key, locale, m, sectorName } from '../../../i18n/index.ts';

const formatMoney = (cost: number, currency: string | undefined): string =>
  currency === undefined
    ? formatNumber(cost)
    : new Intl.NumberFormat(locale(), { style: 'currency', currency, maximumFractionDigits: 0 }).format(cost);

/** Message inputs of a count: the number selects the plural form, `shown` is its formatted text. */
export const countInputs = (count: number): { count: number; shown: string } => ({ count, shown: formatNumber(count) });

/** The years in which an action runs; undefined where the plan doesn't say. */
export const actionYears = ({ from, until }: PlanAction): string | undefined => {
  if (from !== undefined && until !== undefined) return from === until ? `${from}` : m.library_years({ from, until });
  if (from !== undefined) return m.library_from_year({ from });
  return until === undefined ? undefined : m.library_until_year({ until });
};

export const actionReduction = ({ reduction }: PlanAction): string | undefined =>
  reduction === undefined ? undefined : m.library_reduction({ amount: formatNumber(reduction) });

export const actionCost = ({ cost, currency }: PlanAction): string | undefined =>
  cost === undefined ? undefined : formatMoney(cost, currency);

/** A field's value for display; undefined where the plan doesn't say. */
export const actionFieldText = (action: PlanAction, field: PlanField): string | undefined => {
  switch (field) {
    case 'sector':
      return action.sector && sectorName(action.sector);
    case 'cost':
      return actionCost(action);
    case 'reduction':
      return action.reduction === undefined ? undefined : formatNumber(action.reduction);
    case 'from':
    case 'until':
      return action[field]?.toString();
    default:
      return action[field];
  }
};

export const planFieldName = (field: PlanField): string => m[key('library_field', field)]();

/** A column's letters in a spreadsheet, counted from 0: A, B … Z, AA. */
export const columnLetters = (column: number): string => {
  const leading = Math.floor(column / 26) - 1;
  return (leading < 0 ? '' : columnLetters(leading)) + String.fromCharCode('A'.charCodeAt(0) + (column % 26));
};
