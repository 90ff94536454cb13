import type { ConsortiumView } from '@brygga/shared/agreements/board';
import type { NeedId, OrganisationId } from '@brygga/shared/ids';

/** What changed between two views of a consortium, named after the fact that caused it. */
export type ConsortiumChange =
  | {
      readonly kind: 'seat.claimed' | 'seat.taken' | 'seat.freed' | 'claim.ended';
      readonly company: OrganisationId;
      readonly need: NeedId;
    }
  | {
      readonly kind: 'member.joined' | 'member.committed' | 'member.uncommitted' | 'member.withdrawn';
      readonly company: OrganisationId;
    }
  | { readonly kind: 'lead.handed'; readonly company: OrganisationId; readonly from: OrganisationId }
  | { readonly kind: 'consortium.committed' | 'consortium.reopened' | 'consortium.dissolved' };

const idsOf = <Id extends string, Value>(
  before: Readonly<Record<Id, Value>>,
  after: Readonly<Record<Id, Value>>,
): readonly Id[] =>
  // Object.keys loses the key type.
  [...new Set([...Object.keys(before), ...Object.keys(after)])] as Id[];

const seatChanges = (before: ConsortiumView, after: ConsortiumView): ConsortiumChange[] =>
  idsOf(before.seats, after.seats).flatMap((need): ConsortiumChange[] => {
    const [old, current] = [before.seats[need], after.seats[need]];
    if (old?.holder === current?.holder && old?.state === current?.state) return [];
    const left = old?.holder !== current?.holder ? old?.holder : undefined;
    return [
      ...(left
        ? [{ kind: old?.state === 'claimed' ? 'claim.ended' : 'seat.freed', company: left, need } as const]
        : []),
      ...(current?.holder
        ? [
            {
              kind: current.state === 'claimed' ? 'seat.claimed' : 'seat.taken',
              company: current.holder,
              need,
            } as const,
          ]
        : []),
    ];
  });

const memberChanges = (before: ConsortiumView, after: ConsortiumView): ConsortiumChange[] =>
  idsOf(before.members, after.members).flatMap((company): ConsortiumChange[] => {
    const [old, current] = [before.members[company]?.status, after.members[company]?.status];
    if (old === current) return [];
    if (!current) return [{ kind: 'member.withdrawn', company }];
    if (!old) return [{ kind: 'member.joined', company }];
    return [{ kind: current === 'committed' ? 'member.committed' : 'member.uncommitted', company }];
  });

const statusChanges = (before: ConsortiumView, after: ConsortiumView): ConsortiumChange[] => {
  if (before.status === after.status) return [];
  if (after.status === 'forming') return [{ kind: 'consortium.reopened' }];
  return [{ kind: after.status === 'committed' ? 'consortium.committed' : 'consortium.dissolved' }];
};

/**
 * The changes by weight, the weightiest last. A taken seat implies joining, and withdrawing implies
 * freed seats: what is implied is left out.
 */
export const diffConsortium = (before: ConsortiumView, after: ConsortiumView): readonly ConsortiumChange[] => {
  const seats = seatChanges(before, after);
  const members = memberChanges(before, after);
  const tookSeat = new Set(seats.flatMap((change) => (change.kind === 'seat.taken' ? [change.company] : [])));
  const withdrew = new Set(members.flatMap((change) => (change.kind === 'member.withdrawn' ? [change.company] : [])));
  return [
    ...seats.filter((change) => !(change.kind === 'seat.freed' && withdrew.has(change.company))),
    ...members.filter((change) => !(change.kind === 'member.joined' && tookSeat.has(change.company))),
    ...(before.lead === after.lead ? [] : [{ kind: 'lead.handed', company: after.lead, from: before.lead } as const]),
    ...statusChanges(before, after),
  ];
};
