import type { RiskLevel } from '@brygga/shared/document/cards/risk';
import type { OrganisationId, PersonId } from '@brygga/shared/ids';
import type { LiveRoster } from '../../../documents/registry/liveBoard.ts';
import { m } from '../../../i18n/index.ts';

export const companyName = (roster: LiveRoster, id: OrganisationId): string => roster.organisation(id)?.name ?? id;

export const personName = (roster: LiveRoster, id: PersonId): string =>
  roster.person(id)?.name ?? m.activity_gone_person();

const riskLevelLabels = {
  low: m.workspace_level_low,
  medium: m.workspace_level_medium,
  high: m.workspace_level_high,
} as const;
export const riskLevelLabel = (level: RiskLevel): string => riskLevelLabels[level]();
