import type { WebSocketServerLike } from '@hono/node-server';
import { type WebSocket, WebSocketServer } from 'ws';
import { limits } from '../../sync/transport/limits.ts';

/**
 * The WebSocket server that the HTTP adapter needs: `createAdaptorServer({ …, websocket: { server: createSocketServer() } })`.
 * Without compression, which costs more than it saves, and with low limits on what one message consists of.
 */
export const createSocketServer = (): WebSocketServerLike => {
  const server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: limits.frameBytesMax,
    maxFragments: 1024,
    maxBufferedChunks: 16 * 1024,
  });
  // An error event without a listener ends the process. `ws` closes the socket; the connection logs.
  server.on('connection', (socket) => socket.on('error', () => undefined));
  // What the adapter asks for is a subset of `ws`, written in types that the strictest compiler holds apart.
  return server as WebSocketServerLike;
};

/**
 * Removes the listeners that `@hono/node-server` adds to a socket after `onOpen`. They do nothing here, and hold
 * the whole request in memory for as long as the socket lives. Call within `onOpen`.
 */
export const releaseRequest = (socket: WebSocket): void => {
  const events = ['message', 'close', 'error'] as const;
  const ownListeners = new Set(events.flatMap((event) => socket.listeners(event)));
  queueMicrotask(() => {
    for (const event of events) {
      for (const listener of socket.listeners(event)) {
        // `listeners` is typed as functions of any kind; `off` takes back what it returned.
        if (!ownListeners.has(listener)) socket.off(event, listener as () => void);
      }
    }
  });
};
