import { type InterestLevel, readParty, type InterestParty } from '@brygga/shared/agreements/interest/state';
import type { OrganisationId, PersonId } from '@brygga/shared/ids';
import type { LiveBoard } from '../../documents/registry/liveBoard.ts';
import { m } from '../../i18n/index.ts';

const interestLevelLabels: Readonly<Record<InterestLevel, () => string>> = {
  curious: m.interest_level_curious,
  talk: m.interest_level_talk,
  join: m.interest_level_join,
  lead: m.interest_level_lead,
};

export const interestLevelLabel = (level: InterestLevel): string => interestLevelLabels[level]();

export const companyName = ({ roster }: LiveBoard, id: OrganisationId): string =>
  roster.organisation(id)?.name ?? m.interest_gone();

export const partyName = (live: LiveBoard, party: InterestParty): string => {
  if (party.is === 'company') return companyName(live, party.id);
  return live.agreements.consortium(party.id)?.name.trim() || m.interest_gone();
};

/** Name of the party behind a record's key. */
export const partyNameByKey = (live: LiveBoard, key: string): string => {
  const party = readParty(key);
  return party ? partyName(live, party) : m.interest_gone();
};

export const personName = ({ roster }: LiveBoard, id: PersonId): string =>
  roster.person(id)?.name ?? m.interest_somebody_left();

/** The party as the `to` of a command. */
export const commandCounterparty = (
  party: InterestParty,
): { organisation: OrganisationId } | { consortium: Extract<InterestParty, { is: 'consortium' }>['id'] } =>
  party.is === 'company' ? { organisation: party.id } : { consortium: party.id };
