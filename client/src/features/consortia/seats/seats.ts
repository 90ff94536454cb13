import { type SeatView, isAlternate } from '@brygga/shared/domain/consortium/seats';
import type { OrganisationId } from '@brygga/shared/ids';

/** What a company has at a table: seats that it holds, seats that it claims, and seats that it waits for. */
export const seatsOfCompany = (
  company: OrganisationId,
  table: readonly SeatView[],
): Readonly<Record<'held' | 'claimed' | 'waited', readonly SeatView[]>> => {
  const its = table.filter(({ holder }) => holder === company);
  return {
    held: its.filter(({ state }) => state !== 'claimed'),
    claimed: its.filter(({ state }) => state === 'claimed'),
    waited: table.filter((seat) => isAlternate(seat, company)),
  };
};

/** A table's seats as the beads of a coverage ring. */
export const seatBeads = (table: readonly SeatView[], nameOf: (seat: SeatView) => string) =>
  table.map((seat) => ({ state: seat.state, label: nameOf(seat) }));
