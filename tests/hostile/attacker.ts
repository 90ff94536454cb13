import { once } from 'node:events';
import { frameTypes, syncTypes } from '@brygga/shared/wire/frames';
import type { WorkshopId } from '@brygga/shared/ids';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import type { Visitor } from '../world/people.ts';

export const syncFrame = (type: keyof typeof syncTypes, bytes: Uint8Array): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, frameTypes.sync);
    encoding.writeVarUint(encoder, syncTypes[type]);
    encoding.writeVarUint8Array(encoder, bytes);
  });

export interface Attacker {
  /** The board as the server has shown it. */
  readonly doc: Y.Doc;
  readonly socket: WebSocket;
  send(frame: Uint8Array | string): void;
  /** Resolves with the close code. */
  readonly closed: Promise<number>;
}

/** A signed-in member who has done the handshake, and from here on sends whatever they like. */
export const attack = async (who: Visitor, workshop: WorkshopId): Promise<Attacker> => {
  const socket = new WebSocket(`${who.url.replace('http', 'ws')}/sync/${workshop}`, {
    headers: { cookie: who.cookie },
  });
  const doc = new Y.Doc();
  const shown = Promise.withResolvers<void>();
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  socket.on('error', () => undefined);
  socket.on('message', (data: Buffer) => {
    const decoder = decoding.createDecoder(new Uint8Array(data));
    if (decoding.readVarUint(decoder) !== frameTypes.sync) return;
    const type = decoding.readVarUint(decoder);
    if (type === syncTypes.step1) return socket.send(syncFrame('step2', Y.encodeStateAsUpdate(new Y.Doc())));
    Y.applyUpdate(doc, decoding.readVarUint8Array(decoder));
    if (type === syncTypes.step2) shown.resolve();
  });
  await once(socket, 'open');
  socket.send(syncFrame('step1', Y.encodeStateVector(doc)));
  await shown.promise;
  return { doc, socket, closed, send: (frame) => socket.send(frame) };
};
