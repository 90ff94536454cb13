import type { RiskLevel } from '@brygga/shared/document/cards/risk';
import type { Need } from '@brygga/shared/document/cards/challenge';
import type { OrganisationId, PersonId } from '@brygga/shared/ids';
import type { LiveRoster } from '../../../documents/live/liveRoster.ts';
import { capabilityName, locale, m } from '../../../i18n/index.ts';

/** A seat in the city's own words, else by its capability. */
export const seatName = (need: Pick<Need, 'title' | 'capability'>): string =>
  need.title.trim() || capabilityName(need.capability);

export const companyName = (roster: LiveRoster, id: OrganisationId): string => roster.organisation(id)?.name ?? id;

export const personName = (roster: LiveRoster, id: PersonId): string =>
  roster.person(id)?.name ?? m.activity_gone_person();

/** `25 Nov 2026, 14:05` */
export const formatDateTime = (at: number): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }).format(at);

export const formatList = (names: readonly string[]): string =>
  new Intl.ListFormat(locale(), { type: 'conjunction' }).format(names);

const riskLevelLabels = {
  low: m.workspace_level_low,
  medium: m.workspace_level_medium,
  high: m.workspace_level_high,
} as const;
export const riskLevelLabel = (level: RiskLevel): string => riskLevelLabels[level]();
