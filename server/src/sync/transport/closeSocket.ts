import { closeCodes, type CloseName } from '@brygga/shared/wire/closeCodes';
import type { WebSocket } from 'ws';

/** Room for the reason in a close frame, in bytes; our reasons are plain ASCII. */
const reasonBytesMax = 123;

/** The code tells a client whether to reconnect; the reason is for people. */
export const closeSocket = (socket: WebSocket, name: CloseName, reason: string): void => {
  socket.close(closeCodes[name], reason.slice(0, reasonBytesMax));
};
