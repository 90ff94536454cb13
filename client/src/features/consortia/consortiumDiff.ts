import type { ConsortiumView } from '@brygga/shared/agreements/board';
import type { NeedId, OrganisationId } from '@brygga/shared/ids';

/** What has been decided between two looks at a consortium, as its facts say it. */
export type ConsortiumChange =
  | {
      readonly fact: 'seat.claimed' | 'seat.taken' | 'seat.freed' | 'claim.ended';
      readonly company: OrganisationId;
      readonly need: NeedId;
    }
  | {
      readonly fact: 'member.joined' | 'member.committed' | 'member.uncommitted' | 'member.withdrawn';
      readonly company: OrganisationId;
    }
  | { readonly fact: 'lead.handed'; readonly company: OrganisationId; readonly from: OrganisationId }
  | { readonly fact: 'consortium.committed' | 'consortium.reopened' | 'consortium.dissolved' };

const idsOf = <Id extends string, It>(
  before: Readonly<Record<Id, It>>,
  after: Readonly<Record<Id, It>>,
): readonly Id[] =>
  // The keys of a record are its key type; Object.keys forgets it.
  [...new Set([...Object.keys(before), ...Object.keys(after)])] as Id[];

const seatChanges = (before: ConsortiumView, after: ConsortiumView): ConsortiumChange[] =>
  idsOf(before.seats, after.seats).flatMap((need): ConsortiumChange[] => {
    const [was, is] = [before.seats[need], after.seats[need]];
    if (was?.holder === is?.holder && was?.state === is?.state) return [];
    const left = was?.holder !== is?.holder ? was?.holder : undefined;
    return [
      ...(left
        ? [{ fact: was?.state === 'claimed' ? 'claim.ended' : 'seat.freed', company: left, need } as const]
        : []),
      ...(is?.holder
        ? [{ fact: is.state === 'claimed' ? 'seat.claimed' : 'seat.taken', company: is.holder, need } as const]
        : []),
    ];
  });

const memberChanges = (before: ConsortiumView, after: ConsortiumView): ConsortiumChange[] =>
  idsOf(before.members, after.members).flatMap((company): ConsortiumChange[] => {
    const [was, is] = [before.members[company]?.status, after.members[company]?.status];
    if (was === is) return [];
    if (!is) return [{ fact: 'member.withdrawn', company }];
    if (!was) return [{ fact: 'member.joined', company }];
    return [{ fact: is === 'committed' ? 'member.committed' : 'member.uncommitted', company }];
  });

const statusChanges = (before: ConsortiumView, after: ConsortiumView): ConsortiumChange[] => {
  if (before.status === after.status) return [];
  if (after.status === 'forming') return [{ fact: 'consortium.reopened' }];
  return [{ fact: after.status === 'committed' ? 'consortium.committed' : 'consortium.dissolved' }];
};

/**
 * What has been decided since, the weightiest last. Joining goes without saying where a seat was
 * taken with it, and so do the seats of who withdraws.
 */
export const diffConsortium = (before: ConsortiumView, after: ConsortiumView): readonly ConsortiumChange[] => {
  const seats = seatChanges(before, after);
  const members = memberChanges(before, after);
  const tookSeat = new Set(seats.flatMap((news) => (news.fact === 'seat.taken' ? [news.company] : [])));
  const withdrew = new Set(members.flatMap((news) => (news.fact === 'member.withdrawn' ? [news.company] : [])));
  return [
    ...seats.filter((news) => !(news.fact === 'seat.freed' && withdrew.has(news.company))),
    ...members.filter((news) => !(news.fact === 'member.joined' && tookSeat.has(news.company))),
    ...(before.lead === after.lead ? [] : [{ fact: 'lead.handed', company: after.lead, from: before.lead } as const]),
    ...statusChanges(before, after),
  ];
};
