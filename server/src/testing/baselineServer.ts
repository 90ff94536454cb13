import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { type WebSocket, WebSocketServer } from 'ws';
import { readConfig } from '../config.ts';
import { openJournal } from '../storage/sqlite/journal.ts';
import { Broadcaster, type Reader } from '../sync/broadcast/broadcaster.ts';
import { readFrame } from '../sync/transport/frames.ts';
import type { EncodedFrame } from '../sync/transport/encodedFrame.ts';
import { createSocketWriter } from '../sync/transport/socketWriter.ts';

/*
 * The least that "what anyone sees is on disk" can cost on this machine: every update is committed by
 * the product's own journal before it is relayed by the product's own fan-out, and nothing else is
 * done. It knows no document, no rule, no session and no presence, and answers no joiner: whatever
 * such a server costs, one that keeps the promise costs as well.
 */

const { port, host, dataDir } = readConfig(process.env);
const journal = openJournal(join(dataDir, 'floor.sqlite'));
const nothingBefore: ReadonlyMap<number, number> = new Map();

const rooms = new Map<string, Broadcaster>();
const broadcasterOf = (name: string): Broadcaster => {
  const room = rooms.get(name) ?? new Broadcaster();
  rooms.set(name, room);
  return room;
};

const readerOn = (socket: WebSocket): Reader => {
  const wire = createSocketWriter(socket);
  const write = (message: EncodedFrame) => wire.write(message);
  return { audience: 'stock', relayUpdate: write, relayPresence: write };
};

const acceptSocket = (socket: WebSocket, { url = '/' }: IncomingMessage): void => {
  const room = broadcasterOf(url);
  const reader = readerOn(socket);
  room.add(reader);
  socket.on('error', () => socket.terminate());
  socket.on('close', () => room.delete(reader));
  socket.on('message', (data: Buffer) => {
    const frame = readFrame(data);
    if (frame.kind !== 'update') return;
    const { update } = frame;
    const row = { document: url, update, by: 'system', newClients: [], at: Date.now() } as const;
    journal.append(row).then(() => room.broadcastUpdate(update, nothingBefore, reader), exitOnError);
  });
};

/** A floor that loses something is none. */
const exitOnError = (error: unknown): void => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
};

await journal.load('');
const server = new WebSocketServer({ port, host, perMessageDeflate: false }, () => {
  const address = server.address();
  const on = typeof address === 'object' && address ? address.port : port;
  process.stdout.write(`${JSON.stringify({ msg: 'listening', port: on })}\n`);
});
server.on('connection', acceptSocket);
process.once('SIGTERM', () => process.exit(0));
