import type { Seat } from '../../agreements/consortium/state.ts';
import { type CardId, type NeedId, OrganisationId } from '../../ids.ts';

/** What partner suggestions read of a seat, whether it is agreed or only tried. */
export interface SeatAssignment {
  readonly holder?: OrganisationId | undefined;
  /** Left out for an agreed seat. */
  readonly state?: 'claimed' | 'agreed' | undefined;
  readonly alternates?: readonly { readonly company: OrganisationId }[] | undefined;
}

/** Who holds which seat, agreed or tried. */
export interface ConsortiumSeating {
  /** Left out for a seating that is only tried. */
  readonly id?: CardId | undefined;
  readonly lead?: OrganisationId | undefined;
  readonly members: Readonly<Record<OrganisationId, unknown>>;
  readonly seats: Readonly<Record<NeedId, SeatAssignment>>;
}

/** The company that holds a need's seat by agreement. */
export const coveringCompany = (
  { seats }: Pick<ConsortiumSeating, 'seats'>,
  need: NeedId,
): OrganisationId | undefined => (seats[need]?.state === 'claimed' ? undefined : seats[need]?.holder);

/** The company that has claimed a need's seat. */
export const claimingCompany = (
  { seats }: Pick<ConsortiumSeating, 'seats'>,
  need: NeedId,
): OrganisationId | undefined => (seats[need]?.state === 'claimed' ? seats[need].holder : undefined);

/** The alternates of a need's seat, in their order. */
export const waitingCompanies = (
  { seats }: Pick<ConsortiumSeating, 'seats'>,
  need: NeedId,
): readonly OrganisationId[] => seats[need]?.alternates?.map(({ company }) => company) ?? [];

/** Members: the lead first, the others as they are listed. */
export const membersOf = ({ members, lead }: Pick<ConsortiumSeating, 'members' | 'lead'>): readonly OrganisationId[] =>
  Object.keys(members)
    .map((id) => OrganisationId.parse(id))
    .sort((a, b) => Number(b === lead) - Number(a === lead));

/** The seats as `coverageOf` takes them. */
export const heldSeats = ({
  seats,
}: Pick<ConsortiumSeating, 'seats'>): Readonly<Record<NeedId, Pick<Seat, 'holder' | 'state'>>> =>
  Object.fromEntries(Object.entries(seats).map(([need, { holder, state = 'agreed' }]) => [need, { holder, state }]));
