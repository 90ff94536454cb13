import type { ConsortiumView } from '../agreements/board.ts';
import { companyIds } from './workshop.ts';

/** What does not hold though it must at every moment, whatever the city does to its needs. */
export const brokenAlways = (its: ConsortiumView, companies: readonly string[] = companyIds): readonly string[] => {
  const members = new Set(Object.keys(its.members));
  const broken: string[] = [];
  for (const { holder } of Object.values(its.seats)) if (!members.has(holder)) broken.push(`${holder} sits uninvited`);
  if (!members.has(its.lead)) broken.push(`${its.lead} leads from outside`);
  for (const id of members) if (!companies.includes(id)) broken.push(`${id} is no company here`);
  if (its.status === 'dissolved' && Object.keys(its.seats).length > 0) broken.push('a dissolved table has seats');
  if (its.status === 'committed') {
    for (const [id, { status }] of Object.entries(its.members)) if (status !== 'committed') broken.push(`${id} waits`);
  }
  return broken;
};
