import type { ConsortiumView } from '../agreements/board.ts';
import { nextAlternate } from '../domain/consortium/seats.ts';
import { companyIds } from './fixtures.ts';

/** What does not hold though it must at every moment, whatever the city does to its needs. */
export const brokenConsortiumInvariants = (
  its: ConsortiumView,
  companies: readonly string[] = companyIds,
): readonly string[] => {
  const members = new Set(Object.keys(its.members));
  const broken: string[] = [];
  for (const { holder, state, alternates } of Object.values(its.seats)) {
    if (holder !== undefined && state === 'agreed' && !members.has(holder)) broken.push(`${holder} sits uninvited`);
    const waiting = alternates.map(({ company }) => company);
    if (new Set(waiting).size < waiting.length) broken.push('somebody waits twice');
    if (holder !== undefined && waiting.includes(holder)) broken.push(`${holder} waits for its own seat`);
    if (holder === undefined && nextAlternate({ alternates }))
      broken.push('a seat is open though somebody waits for it');
    if (holder === its.lead && state === 'claimed') broken.push('the lead waits for its own yes');
  }
  if (!members.has(its.lead)) broken.push(`${its.lead} leads from outside`);
  for (const id of members) if (!companies.includes(id)) broken.push(`${id} is no company here`);
  if (its.status === 'dissolved' && Object.keys(its.seats).length > 0) broken.push('a dissolved table has seats');
  if (its.status === 'committed') {
    if (Object.values(its.seats).some(({ holder, state }) => holder && state === 'claimed'))
      broken.push('a claim waits for what stands');
    for (const [id, { status }] of Object.entries(its.members)) if (status !== 'committed') broken.push(`${id} waits`);
  }
  return broken;
};
