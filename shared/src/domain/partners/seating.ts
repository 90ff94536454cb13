import type { Seat } from '../../agreements/consortium/state.ts';
import { type CardId, type NeedId, OrganisationId } from '../../ids.ts';

/** A seat, as far as a reckoning looks at it; an agreement's is one, and so is one that is only tried. */
export interface SeatAssignment {
  readonly holder?: OrganisationId | undefined;
  /** A claim counts once the lead has agreed; a seat that says nothing of it is agreed. */
  readonly state?: 'claimed' | 'agreed' | undefined;
  readonly alternates?: readonly { readonly company: OrganisationId }[] | undefined;
}

/** Who sits where, settled or tried. */
export interface ConsortiumSeating {
  /** Of a consortium that there is; one that is only tried has none. */
  readonly id?: CardId | undefined;
  readonly lead?: OrganisationId | undefined;
  readonly members: Readonly<Record<OrganisationId, unknown>>;
  readonly seats: Readonly<Record<NeedId, SeatAssignment>>;
}

/** Who covers a need: holds its seat, and is agreed on. */
export const coveringCompany = (
  { seats }: Pick<ConsortiumSeating, 'seats'>,
  need: NeedId,
): OrganisationId | undefined => (seats[need]?.state === 'claimed' ? undefined : seats[need]?.holder);

/** Who has asked for a need's seat and waits for the lead. */
export const claimingCompany = (
  { seats }: Pick<ConsortiumSeating, 'seats'>,
  need: NeedId,
): OrganisationId | undefined => (seats[need]?.state === 'claimed' ? seats[need].holder : undefined);

/** Who would follow if the seat came free, the first in line first. */
export const waitingCompanies = (
  { seats }: Pick<ConsortiumSeating, 'seats'>,
  need: NeedId,
): readonly OrganisationId[] => seats[need]?.alternates?.map(({ company }) => company) ?? [];

/** Companies at the table: the lead first, all others as they are listed. */
export const membersOf = ({ members, lead }: Pick<ConsortiumSeating, 'members' | 'lead'>): readonly OrganisationId[] =>
  Object.keys(members)
    .map((id) => OrganisationId.parse(id))
    .sort((a, b) => Number(b === lead) - Number(a === lead));

/** The seats as coverage looks at them. */
export const heldSeats = ({
  seats,
}: Pick<ConsortiumSeating, 'seats'>): Readonly<Record<NeedId, Pick<Seat, 'holder' | 'state'>>> =>
  Object.fromEntries(Object.entries(seats).map(([need, { holder, state = 'agreed' }]) => [need, { holder, state }]));
