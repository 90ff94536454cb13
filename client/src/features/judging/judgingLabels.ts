import type { ConflictKind, DecisionOutcome, Panel } from '@brygga/shared/agreements/judging/state';
import type { Conflict } from '@brygga/shared/agreements/judging/state';
import type { LiveBoard } from '../../documents/registry/liveBoard.ts';
import { m } from '../../i18n/index.ts';

const conflictKindLabels: Readonly<Record<ConflictKind, () => string>> = {
  employer: m.judging_tie_employer,
  ownership: m.judging_tie_ownership,
  family: m.judging_tie_family,
  other: m.judging_tie_other,
};
export const conflictKindLabel = (kind: ConflictKind): string => conflictKindLabels[kind]();

const decisionOutcomeLabels: Readonly<Record<DecisionOutcome, () => string>> = {
  chosen: m.judging_outcome_chosen,
  notChosen: m.judging_outcome_not_chosen,
};
export const decisionOutcomeLabel = (outcome: DecisionOutcome): string => decisionOutcomeLabels[outcome]();

const panelLabels: Readonly<Record<Panel, () => string>> = {
  city: m.judging_panel_city,
  others: m.judging_panel_others,
};
export const panelLabel = (panel: Panel): string => panelLabels[panel]();

export const conflictPartyName = ({ roster, agreements }: LiveBoard, { consortium, company }: Conflict): string => {
  const name = consortium
    ? agreements.consortium(consortium)?.name.trim()
    : company && roster.organisation(company)?.name;
  return name || m.judging_gone();
};
