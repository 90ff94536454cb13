/** The parts of a room, in the order in which a consortium comes to need them. */
export const roomParts = ['pitch', 'shares', 'risks', 'tasks', 'notes', 'letter', 'handed'] as const;
export type RoomPart = (typeof roomParts)[number];

export const isRoomPart = (name: string | null): name is RoomPart => roomParts.some((part) => part === name);
