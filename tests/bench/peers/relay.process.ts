import { type WebSocket, WebSocketServer } from 'ws';
import { reportListening, port } from './listening.ts';

const rooms = new Map<string, Set<WebSocket>>();
const roomOf = (url = '/'): Set<WebSocket> => {
  const room = rooms.get(url) ?? new Set();
  rooms.set(url, room);
  return room;
};

const server = new WebSocketServer({ port, host: '127.0.0.1', perMessageDeflate: false }, () => {
  const address = server.address();
  reportListening(typeof address === 'object' && address ? address.port : port);
});

server.on('connection', (socket, { url }) => {
  const room = roomOf(url);
  room.add(socket);
  socket.on('error', () => socket.terminate());
  socket.on('close', () => room.delete(socket));
  socket.on('message', (data) => {
    for (const other of room) if (other !== socket) other.send(data);
  });
});

process.once('SIGTERM', () => process.exit(0));
