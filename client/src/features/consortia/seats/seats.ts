import { type SeatView, isAlternate } from '@brygga/shared/domain/consortium/seats';
import type { OrganisationId } from '@brygga/shared/ids';

/** The seats that a company holds, claims and waits for. */
export const seatsOfCompany = (
  company: OrganisationId,
  seats: readonly SeatView[],
): Readonly<Record<'held' | 'claimed' | 'waited', readonly SeatView[]>> => {
  const companySeats = seats.filter(({ holder }) => holder === company);
  return {
    held: companySeats.filter(({ state }) => state !== 'claimed'),
    claimed: companySeats.filter(({ state }) => state === 'claimed'),
    waited: seats.filter((seat) => isAlternate(seat, company)),
  };
};

/** Seats as the beads of a coverage ring. */
export const seatBeads = (seats: readonly SeatView[], nameOf: (seat: SeatView) => string) =>
  seats.map((seat) => ({ state: seat.state, label: nameOf(seat) }));
