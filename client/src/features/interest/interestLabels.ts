import { type InterestLevel, readParty, type InterestParty } from '@brygga/shared/agreements/interest/state';
import type { OrganisationId, PersonId } from '@brygga/shared/ids';
import type { LiveBoard } from '../../documents/registry/liveBoard.ts';
import { locale, m } from '../../i18n/index.ts';

const interestLevelLabels: Readonly<Record<InterestLevel, () => string>> = {
  curious: m.interest_level_curious,
  talk: m.interest_level_talk,
  join: m.interest_level_join,
  lead: m.interest_level_lead,
};

export const interestLevelLabel = (level: InterestLevel): string => interestLevelLabels[level]();

export const companyName = ({ roster }: LiveBoard, id: OrganisationId): string =>
  roster.organisation(id)?.name ?? m.interest_gone();

export const partyName = (live: LiveBoard, side: InterestParty): string => {
  if (side.is === 'company') return companyName(live, side.id);
  return live.board.consortium(side.id)?.name.trim() || m.interest_gone();
};

/** What a side's record goes by in another's document, as a name. */
export const partyNameByKey = (live: LiveBoard, key: string): string => {
  const side = readParty(key);
  return side ? partyName(live, side) : m.interest_gone();
};

export const personName = ({ roster }: LiveBoard, id: PersonId): string =>
  roster.person(id)?.name ?? m.interest_somebody_left();

export const formatDateTime = (at: number): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }).format(at);

/** How a command names a side. */
export const commandCounterparty = (
  side: InterestParty,
): { organisation: OrganisationId } | { consortium: Extract<InterestParty, { is: 'consortium' }>['id'] } =>
  side.is === 'company' ? { organisation: side.id } : { consortium: side.id };
