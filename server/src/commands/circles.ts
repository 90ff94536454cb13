import { board, type Circle, isSameCircle } from '@brygga/shared/document/circles';
import type { WorkshopId } from '@brygga/shared/ids';
import { documentOf } from '../sync/documents.ts';
import type { Room } from '../sync/room.ts';
import type { Held, Rooms } from '../sync/rooms.ts';

/** The rooms that a command reads and writes, the board's among them. */
export interface OpenCircles {
  /** @throws Error for a circle that the command has not asked for. */
  room(circle: Circle): Room;
}

/** Holds the board's room and those of these circles while `work` runs. */
export const withCircles = async <Result>(
  rooms: Rooms,
  workshop: WorkshopId,
  circles: readonly Circle[],
  work: (open: OpenCircles) => Promise<Result>,
): Promise<Result> => {
  const held: { readonly circle: Circle; readonly its: Held }[] = [];
  try {
    for (const circle of [board, ...circles]) {
      held.push({ circle, its: await rooms.hold(documentOf(workshop, circle)) });
    }
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
