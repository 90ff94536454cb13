import { boardCircle, type Circle, isSameCircle } from '@brygga/shared/document/circles';
import type { WorkshopId } from '@brygga/shared/ids';
import { documentName } from '../storage/documentName.ts';
import type { Room } from '../sync/room/room.ts';
import type { HeldRoom, Rooms } from '../sync/room/rooms.ts';

/** The rooms that a command reads and writes, the board's among them. */
export interface CommandRooms {
  /** @throws Error for a circle that the command didn't declare in its `circles`. */
  room(circle: Circle): Room;
}

/**
 * Holds the board's room and those of the circles that a command needs while `work` runs. Opening a room
 * takes time in which the board may change, so the needed circles are computed again until all of them
 * are open; `work` starts in the same turn.
 */
export const withCommandRooms = async <Result>(
  rooms: Rooms,
  workshop: WorkshopId,
  circles: (board: Room) => readonly Circle[],
  work: (rooms: CommandRooms) => Promise<Result>,
): Promise<Result> => {
  const held: { readonly circle: Circle; readonly hold: HeldRoom }[] = [];
  try {
    const open = async (circle: Circle): Promise<Room> => {
      const hold = await rooms.hold(documentName(workshop, circle));
      held.push({ circle, hold });
      return hold.room;
    };
    const board = await open(boardCircle);
    const missing = () => circles(board).find((circle) => !held.some((each) => isSameCircle(each.circle, circle)));
    for (let next = missing(); next; next = missing()) await open(next);
    return await work({
      room(circle) {
        const needed = held.find((each) => isSameCircle(each.circle, circle));
        if (!needed) throw new Error(`A command did not declare the circle ${JSON.stringify(circle)}`);
        return needed.hold.room;
      },
    });
  } finally {
    for (const { hold } of held) hold.release();
  }
};
