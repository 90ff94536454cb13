import type { ConsortiumAgreement } from '../agreements/consortium/state.ts';
import { nextAlternate } from '../domain/consortium/seats.ts';
import { companyIds } from './fixtures.ts';

/** The invariants of a consortium that are broken; they hold at every moment, whatever the city does to its needs. */
export const brokenConsortiumInvariants = (
  consortium: Pick<ConsortiumAgreement, 'lead' | 'members' | 'seats' | 'status'>,
  companies: readonly string[] = companyIds,
): readonly string[] => {
  const members = new Set(Object.keys(consortium.members));
  const broken: string[] = [];
  for (const { holder, state, alternates } of Object.values(consortium.seats)) {
    if (holder !== undefined && state === 'agreed' && !members.has(holder))
      broken.push(`${holder} holds a seat and is no member`);
    const waiting = alternates.map(({ company }) => company);
    if (new Set(waiting).size < waiting.length) broken.push('a company waits twice for a seat');
    if (holder !== undefined && waiting.includes(holder)) broken.push(`${holder} waits for its own seat`);
    if (holder === undefined && nextAlternate({ alternates }))
      broken.push('a seat is open though somebody waits for it');
    if (holder === consortium.lead && state === 'claimed') broken.push('the lead waits for its own agreement');
  }
  if (!members.has(consortium.lead)) broken.push(`${consortium.lead} leads and is no member`);
  for (const id of members) if (!companies.includes(id)) broken.push(`${id} is no company here`);
  if (consortium.status === 'dissolved' && Object.keys(consortium.seats).length > 0)
    broken.push('a dissolved consortium has seats');
  if (consortium.status === 'committed') {
    if (Object.values(consortium.seats).some(({ holder, state }) => holder && state === 'claimed'))
      broken.push('a claim waits in a committed consortium');
    for (const [id, { status }] of Object.entries(consortium.members))
      if (status !== 'committed') broken.push(`${id} has not committed`);
  }
  return broken;
};
