import { once } from 'node:events';
import { frameTypes, syncTypes } from '@brygga/shared/wire/frames';
import { readServerNotice, type ServerNotice } from '@brygga/shared/wire/notices';
import * as decoding from 'lib0/decoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { awarenessFrame, step1Frame, step2Frame, updateFrame } from '../transport/frames.ts';

/** A person's window: a document over a socket, as y-websocket would keep it, with its parts in reach. */
export interface TestClient {
  readonly doc: Y.Doc;
  readonly socket: WebSocket;
  /** What others are said to be doing, by client id. */
  readonly presenceStates: ReadonlyMap<number, unknown>;
  readonly notices: readonly ServerNotice[];
  /** Resolves when the server's SyncStep2 has come. */
  readonly synced: Promise<void>;
  /** Resolves with the code when the socket is closed. */
  readonly closed: Promise<number>;
  send(frame: Uint8Array): void;
  /** Tells a presence, with a clock that rises. */
  sendPresence(state: unknown, client?: number): void;
  /** Waits for something that a message may bring about. */
  waitUntil(what: string, done: () => boolean): Promise<void>;
  close(): void;
}

const waitTimeoutMs = 30_000;

export interface TestClientOptions {
  readonly doc?: Y.Doc;
  readonly headers?: Record<string, string>;
  /** Leaves the server's SyncStep1 without its answer. */
  readonly withoutStep2?: boolean;
}

export const connect = (
  url: string,
  { doc = new Y.Doc(), headers = {}, withoutStep2 = false }: TestClientOptions = {},
): TestClient => {
  const socket = new WebSocket(url, { headers });
  const others = new Map<number, unknown>();
  const notices: ServerNotice[] = [];
  const synced = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<number>();
  const watchers = new Set<() => void>();
  let clock = 0;

  const send = (frame: Uint8Array): void => {
    if (socket.readyState === socket.OPEN) socket.send(frame);
  };
  const read = (decoder: decoding.Decoder): void => {
    const type = decoding.readVarUint(decoder);
    if (type === frameTypes.sync) {
      const step = decoding.readVarUint(decoder);
      const bytes = decoding.readVarUint8Array(decoder);
      if (step !== syncTypes.step1) Y.applyUpdate(doc, bytes, socket);
      else if (!withoutStep2) send(step2Frame(Y.encodeStateAsUpdate(doc, bytes)));
      if (step === syncTypes.step2) synced.resolve();
    } else if (type === frameTypes.awareness) {
      const content = decoding.createDecoder(decoding.readVarUint8Array(decoder));
      for (let left = decoding.readVarUint(content); left > 0; left -= 1) {
        const client = decoding.readVarUint(content);
        decoding.readVarUint(content);
        const state: unknown = JSON.parse(decoding.readVarString(content));
        if (state === null) others.delete(client);
        else others.set(client, state);
      }
    } else if (type === frameTypes.notice) notices.push(readServerNotice(decoder));
  };

  socket.on('message', (data: Buffer) => {
    read(decoding.createDecoder(new Uint8Array(data)));
    for (const watcher of watchers) watcher();
  });
  socket.on('open', () => send(step1Frame(Y.encodeStateVector(doc))));
  socket.on('error', () => undefined);
  socket.on('close', (code) => {
    closed.resolve(code);
    for (const watcher of watchers) watcher();
  });
  doc.on('update', (update, origin) => {
    if (origin !== socket) send(updateFrame(update));
  });

  return {
    doc,
    socket,
    presenceStates: others,
    notices,
    synced: synced.promise,
    closed: closed.promise,
    send,
    sendPresence(state, client = doc.clientID) {
      clock += 1;
      send(awarenessFrame([{ client, clock, state: JSON.stringify(state) }]));
    },
    waitUntil(what, done) {
      if (done()) return Promise.resolve();
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => finish(() => reject(new Error(`waited in vain for ${what}`))), waitTimeoutMs);
        const finish = (end: () => void) => {
          clearTimeout(timer);
          watchers.delete(look);
          doc.off('update', look);
          end();
        };
        const look = () => {
          if (done()) finish(resolve);
        };
        watchers.add(look);
        doc.on('update', look);
      });
    },
    close: () => socket.close(),
  };
};

/** A raw socket that is open, for who sends what no client would. */
export const openSocket = async (url: string, headers: Record<string, string> = {}): Promise<WebSocket> => {
  const socket = new WebSocket(url, { headers });
  await once(socket, 'open');
  socket.on('error', () => undefined);
  return socket;
};
