import type { ConsortiumView } from '@brygga/shared/agreements/board';
import type { ChallengeCard } from '@brygga/shared/document/cards/index';
import { type SeatView, seatsOf } from '@brygga/shared/domain/consortium/seats';
import { OrganisationId } from '@brygga/shared/ids';

export interface TeamMember {
  readonly company: OrganisationId;
  readonly isLead: boolean;
  /** Seats that it holds and the lead has agreed to, in the city's order. */
  readonly seats: readonly SeatView[];
}

/** Who is in a consortium, and for what: the lead first, then in the order in which they joined. */
export const teamOf = (challenge: ChallengeCard | undefined, its: ConsortiumView): readonly TeamMember[] => {
  const table = seatsOf(challenge?.needs ?? {}, its);
  return Object.entries(its.members)
    .map(([id, { joinedAt }]) => ({ company: OrganisationId.parse(id), joinedAt }))
    .sort((a, b) => Number(b.company === its.lead) - Number(a.company === its.lead) || a.joinedAt - b.joinedAt)
    .map(({ company }) => ({
      company,
      isLead: company === its.lead,
      seats: table.filter(({ holder, state }) => holder === company && state !== 'claimed'),
    }));
};
