import type { SeatView } from '@brygga/shared/domain/consortium/seats';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';
import { importanceName, needName } from '../../../i18n/index.ts';
import type { TableSeat } from '../../../ui/seats/tableSeat.ts';

/** Seats as the round table draws them, with nothing to press. */
export const tableSeats = (board: LiveBoard, seats: readonly SeatView[]): readonly TableSeat[] =>
  seats.map((seat) => ({
    id: seat.need,
    label: needName(seat),
    state: seat.state,
    importance: importanceName(seat.importance),
    holder: seat.holder && board.roster.organisation(seat.holder)?.name,
    lead: seat.lead,
    mine: board.actor.organisations.some(({ id }) => id === seat.holder),
  }));
