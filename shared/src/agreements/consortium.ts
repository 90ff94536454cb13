import { z } from 'zod';
import { Decision } from './judging.ts';
import { NeedId, OrganisationId, PersonId } from '../ids.ts';

export const MemberStatus = z.enum(['joined', 'committed']);
export const Member = z.object({ status: MemberStatus, joinedAt: z.number(), by: PersonId });
export type Member = z.output<typeof Member>;

export const Seat = z.object({ holder: OrganisationId });
export type Seat = z.output<typeof Seat>;

export const ConsortiumStatus = z.enum(['forming', 'committed', 'dissolved']);
export type ConsortiumStatus = z.output<typeof ConsortiumStatus>;

/** What the companies of a consortium have settled. */
export const ConsortiumAgreement = z.object({
  status: ConsortiumStatus,
  lead: OrganisationId,
  members: z.record(OrganisationId, Member).default({}),
  seats: z.record(NeedId, Seat).default({}),
  /** What the city has made of its answer, and why. */
  decision: Decision.optional(),
});
export type ConsortiumAgreement = z.output<typeof ConsortiumAgreement>;
