import { closeCodes, type CloseName } from '@brygga/shared/wire/closeCodes';
import type { WebSocket } from 'ws';

/** Bytes that a close frame leaves for the reason; ours are plain ASCII. */
const reasonBytesMax = 123;

/** Closes with the code that tells a client whether to try again, and a reason that a person can be told. */
export const closeSocket = (socket: WebSocket, name: CloseName, reason: string): void => {
  socket.close(closeCodes[name], reason.slice(0, reasonBytesMax));
};
