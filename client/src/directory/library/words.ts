import type { PlanAction, PlanField } from '@brygga/shared/domain/plan/action';
import { key, locale, m, sectorName } from '../../i18n/index.ts';

export const shownNumber = (value: number): string =>
  new Intl.NumberFormat(locale(), { maximumFractionDigits: 2 }).format(value);

const money = (cost: number, currency: string | undefined): string =>
  currency === undefined
    ? shownNumber(cost)
    : new Intl.NumberFormat(locale(), { style: 'currency', currency, maximumFractionDigits: 0 }).format(cost);

/** A count as messages take it: the number decides the form, and is shown as people write it. */
export const counted = (count: number): { count: number; shown: string } => ({ count, shown: shownNumber(count) });

/** When an action runs, in a few characters; undefined where the plan does not say. */
export const yearsOf = ({ from, until }: PlanAction): string | undefined => {
  if (from !== undefined && until !== undefined) return from === until ? `${from}` : m.library_years({ from, until });
  if (from !== undefined) return m.library_from_year({ from });
  return until === undefined ? undefined : m.library_until_year({ until });
};

export const reductionOf = ({ reduction }: PlanAction): string | undefined =>
  reduction === undefined ? undefined : m.library_reduction({ amount: shownNumber(reduction) });

export const costOf = ({ cost, currency }: PlanAction): string | undefined =>
  cost === undefined ? undefined : money(cost, currency);

/** A field as people read it; undefined where the plan does not say. */
export const shownOf = (action: PlanAction, field: PlanField): string | undefined => {
  switch (field) {
    case 'sector':
      return action.sector && sectorName(action.sector);
    case 'cost':
      return costOf(action);
    case 'reduction':
      return action.reduction === undefined ? undefined : shownNumber(action.reduction);
    case 'from':
    case 'until':
      return action[field]?.toString();
    default:
      return action[field];
  }
};

export const fieldName = (field: PlanField): string => m[key('library_field', field)]();

/** A column as spreadsheets call it, from 0: A, B … Z, AA. */
export const columnLetters = (column: number): string => {
  const before = Math.floor(column / 26) - 1;
  return (before < 0 ? '' : columnLetters(before)) + String.fromCharCode('A'.charCodeAt(0) + (column % 26));
};
