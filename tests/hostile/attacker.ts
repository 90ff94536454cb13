import { once } from 'node:events';
import type { WorkshopId } from '@brygga/shared/ids';
import { frameTypes, syncTypes } from '@brygga/shared/wire/frames';
import { noticesParam, readServerNotice, type ServerNotice } from '@brygga/shared/wire/notices';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import type { TestUser } from '../world/people.ts';

export const syncFrame = (type: keyof typeof syncTypes, bytes: Uint8Array): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, frameTypes.sync);
    encoding.writeVarUint(encoder, syncTypes[type]);
    encoding.writeVarUint8Array(encoder, bytes);
  });

/** An update without structs: one deleted range of one client id. */
export const deletionOf = ({ client, clock }: Y.ID, length = 1): Uint8Array =>
  encoding.encode((encoder) => {
    for (const number of [0, 1, client, 1, clock, length]) encoding.writeVarUint(encoder, number);
  });

/** Applies a change to a document, and returns it as an update. */
export const updateOf = (doc: Y.Doc, change: (doc: Y.Doc) => void): Uint8Array => {
  let update: Uint8Array | undefined;
  doc.once('update', (bytes: Uint8Array) => (update = bytes));
  doc.transact(() => change(doc));
  if (!update) throw new Error('This changes nothing');
  return update;
};

export type Refusal = Extract<ServerNotice, { is: 'refused' }>;

export interface Attacker {
  /** The board as the server has sent it, with the attacker's own changes. */
  readonly doc: Y.Doc;
  readonly socket: WebSocket;
  send(frame: Uint8Array | string): void;
  /** Sends a change as a frame of this type, and waits for the notice of what was reverted. */
  attempt(change: (doc: Y.Doc) => void, type?: 'update' | 'step2'): Promise<Refusal>;
  /** Waits for the next notice of what was reverted. */
  nextRefusal(): Promise<Refusal>;
  /** Resolves with the close code. */
  readonly closed: Promise<number>;
}

const timeoutMs = 15_000;

/** A signed-in member after the handshake, who can send any frame. */
export const attack = async (user: TestUser, workshop: WorkshopId): Promise<Attacker> => {
  const socket = new WebSocket(`${user.url.replace('http', 'ws')}/sync/${workshop}?${noticesParam}`, {
    headers: { cookie: user.cookie },
  });
  const doc = new Y.Doc();
  const visible = Promise.withResolvers<void>();
  const refusals: Refusal[] = [];
  const waiting: ((refusal: Refusal) => void)[] = [];
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  socket.on('error', () => undefined);
  socket.on('message', (data: Buffer) => {
    const decoder = decoding.createDecoder(new Uint8Array(data));
    const kind = decoding.readVarUint(decoder);
    if (kind === frameTypes.notice) {
      const notice = readServerNotice(decoder);
      if (notice.is !== 'refused') return;
      const next = waiting.shift();
      if (next) next(notice);
      else refusals.push(notice);
    }
    if (kind !== frameTypes.sync) return;
    const type = decoding.readVarUint(decoder);
    if (type === syncTypes.step1) return socket.send(syncFrame('step2', Y.encodeStateAsUpdate(new Y.Doc())));
    Y.applyUpdate(doc, decoding.readVarUint8Array(decoder));
    if (type === syncTypes.step2) visible.resolve();
  });
  await once(socket, 'open');
  socket.send(syncFrame('step1', Y.encodeStateVector(doc)));
  await visible.promise;

  const nextRefusal = (): Promise<Refusal> => {
    const early = refusals.shift();
    if (early) return Promise.resolve(early);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('Nothing was refused')), timeoutMs);
      waiting.push((refusal) => {
        clearTimeout(timer);
        resolve(refusal);
      });
      void closed.then((code) => reject(new Error(`The socket was closed with ${code}`)));
    });
  };
  return {
    doc,
    socket,
    closed,
    send: (frame) => socket.send(frame),
    nextRefusal,
    attempt(change, type = 'update') {
      socket.send(syncFrame(type, updateOf(doc, change)));
      return nextRefusal();
    },
  };
};
