import { boardCircle, type Circle, isSameCircle } from '@brygga/shared/document/circles';
import type { WorkshopId } from '@brygga/shared/ids';
import { documentName } from '../storage/documentName.ts';
import type { Room } from '../sync/room/room.ts';
import type { HeldRoom, Rooms } from '../sync/room/rooms.ts';

/** The rooms that a command reads and writes, the board's among them. */
export interface CommandRooms {
  /** @throws Error for a circle that the command has not asked for. */
  room(circle: Circle): Room;
}

/**
 * Holds the board's room and those of the circles that the board, as it is, asks for, while `work` runs.
 * What it asks for may have changed while a room was opened: `work` begins in the turn in which all are open.
 */
export const withCommandRooms = async <Result>(
  rooms: Rooms,
  workshop: WorkshopId,
  circles: (onBoard: Room) => readonly Circle[],
  work: (open: CommandRooms) => Promise<Result>,
): Promise<Result> => {
  const held: { readonly circle: Circle; readonly its: HeldRoom }[] = [];
  try {
    const hold = async (circle: Circle): Promise<Room> => {
      const its = await rooms.hold(documentName(workshop, circle));
      held.push({ circle, its });
      return its.room;
    };
    const onBoard = await hold(boardCircle);
    const missing = () => circles(onBoard).find((circle) => !held.some((each) => isSameCircle(each.circle, circle)));
    for (let next = missing(); next; next = missing()) await hold(next);
    return await work({
      room(circle) {
        const found = held.find((each) => isSameCircle(each.circle, circle));
        if (!found) throw new Error(`A command has not said that it needs the circle ${JSON.stringify(circle)}`);
        return found.its.room;
      },
    });
  } finally {
    for (const { its } of held) its.release();
  }
};
