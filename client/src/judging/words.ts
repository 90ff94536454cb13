import type { ConflictKind, DecisionOutcome, Panel } from '@brygga/shared/agreements/judging';
import type { Conflict } from '@brygga/shared/agreements/judging';
import type { LiveBoard } from '../document/types.ts';
import { locale, m } from '../i18n/index.ts';

const conflicts: Readonly<Record<ConflictKind, () => string>> = {
  employer: m.judging_tie_employer,
  ownership: m.judging_tie_ownership,
  family: m.judging_tie_family,
  other: m.judging_tie_other,
};
export const conflictWords = (kind: ConflictKind): string => conflicts[kind]();

const outcomes: Readonly<Record<DecisionOutcome, () => string>> = {
  chosen: m.judging_outcome_chosen,
  notChosen: m.judging_outcome_not_chosen,
};
export const outcomeWords = (outcome: DecisionOutcome): string => outcomes[outcome]();

const panels: Readonly<Record<Panel, () => string>> = { city: m.judging_panel_city, others: m.judging_panel_others };
export const panelWords = (panel: Panel): string => panels[panel]();

export const againstWords = ({ roster, board }: LiveBoard, { consortium, company }: Conflict): string => {
  const name = consortium ? board.consortium(consortium)?.name.trim() : company && roster.organisation(company)?.name;
  return name || m.judging_gone();
};

/** With one decimal, in the reader's numbers. */
export const decimal = (value: number): string =>
  new Intl.NumberFormat(locale(), { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value);

export const whole = (value: number): string => new Intl.NumberFormat(locale()).format(Math.round(value));

export const whenOf = (at: number): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }).format(at);
