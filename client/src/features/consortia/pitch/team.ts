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

/** Members with their seats: the lead first, then in the order in which they joined. */
export const teamOf = (challenge: ChallengeCard | undefined, consortium: ConsortiumView): readonly TeamMember[] => {
  const seats = seatsOf(challenge?.needs ?? {}, consortium);
  return Object.entries(consortium.members)
    .map(([id, { joinedAt }]) => ({ company: OrganisationId.parse(id), joinedAt }))
    .sort(
      (a, b) =>
        Number(b.company === consortium.lead) - Number(a.company === consortium.lead) || a.joinedAt - b.joinedAt,
    )
    .map(({ company }) => ({
      company,
      isLead: company === consortium.lead,
      seats: seats.filter(({ holder, state }) => holder === company && state !== 'claimed'),
    }));
};
