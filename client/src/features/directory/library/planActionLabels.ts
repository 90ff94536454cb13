import type { PlanAction, PlanField } from '@brygga/shared/domain/plan/action';
import { key, locale, m, sectorName } from '../../../i18n/index.ts';

export const formatNumber = (value: number): string =>
  new Intl.NumberFormat(locale(), { maximumFractionDigits: 2 }).format(value);

const formatMoney = (cost: number, currency: string | undefined): string =>
  currency === undefined
    ? formatNumber(cost)
    : new Intl.NumberFormat(locale(), { style: 'currency', currency, maximumFractionDigits: 0 }).format(cost);

/** A count as messages take it: the number decides the form, and is shown as people write it. */
export const countInputs = (count: number): { count: number; shown: string } => ({ count, shown: formatNumber(count) });

/** When an action runs, in a few characters; undefined where the plan does not say. */
export const actionYears = ({ from, until }: PlanAction): string | undefined => {
  if (from !== undefined && until !== undefined) return from === until ? `${from}` : m.library_years({ from, until });
  if (from !== undefined) return m.library_from_year({ from });
  return until === undefined ? undefined : m.library_until_year({ until });
};

export const actionReduction = ({ reduction }: PlanAction): string | undefined =>
  reduction === undefined ? undefined : m.library_reduction({ amount: formatNumber(reduction) });

export const actionCost = ({ cost, currency }: PlanAction): string | undefined =>
  cost === undefined ? undefined : formatMoney(cost, currency);

/** A field as people read it; undefined where the plan does not say. */
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

/** A column as spreadsheets call it, from 0: A, B … Z, AA. */
export const columnLetters = (column: number): string => {
  const before = Math.floor(column / 26) - 1;
  return (before < 0 ? '' : columnLetters(before)) + String.fromCharCode('A'.charCodeAt(0) + (column % 26));
};
