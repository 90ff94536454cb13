import type { WebSocket } from 'ws';

const beatMs = 20_000;

/**
 * Finds out that a socket is dead, which TCP tells only after minutes: each beat asks for a sign of
 * life, and ends the socket that gave none since the last.
 *
 * @param onBeat runs with each beat of a socket that lives.
 * @returns a function that stops it.
 */
export const startPulse = (socket: WebSocket, onBeat: () => void): (() => void) => {
  let alive = true;
  const live = () => {
    alive = true;
  };
  socket.on('pong', live);
  socket.on('message', live);
  const timer = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
    onBeat();
  }, beatMs);
  return () => clearInterval(timer);
};
