import { once } from 'node:events';
import { frameTypes, syncTypes } from '@brygga/shared/wire/frames';
import { readServerNotice, type ServerNotice } from '@brygga/shared/wire/notices';
import * as decoding from 'lib0/decoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { awarenessFrame, step1Frame, step2Frame, updateFrame } from '../transport/frames.ts';

/** A document kept over a socket, as y-websocket does. */
export interface TestClient {
  readonly doc: Y.Doc;
  readonly socket: WebSocket;
  /** The presence of others by client id. */
  readonly presenceStates: ReadonlyMap<number, unknown>;
  readonly notices: readonly ServerNotice[];
  /** Resolves when the server's SyncStep2 has come. */
  readonly synced: Promise<void>;
  /** Resolves with the code when the socket is closed. */
  readonly closed: Promise<number>;
  send(frame: Uint8Array): void;
  /** Sends a presence with the next clock. */
  sendPresence(state: unknown, client?: number): void;
  /** Waits until a message or update makes the condition true. */
  waitUntil(description: string, isDone: () => boolean): Promise<void>;
  close(): void;
}

const waitTimeoutMs = 30_000;

export interface TestClientOptions {
  readonly doc?: Y.Doc;
  readonly headers?: Record<string, string>;
  /** Doesn't answer the server's SyncStep1. */
  readonly withoutStep2?: boolean;
}

export const connect = (
  url: string,
  { doc = new Y.Doc(), headers = {}, withoutStep2 = false }: TestClientOptions = {},
): TestClient => {
  const socket = new WebSocket(url, { headers });
  const presenceStates = new Map<number, unknown>();
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
        if (state === null) presenceStates.delete(client);
        else presenceStates.set(client, state);
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
    presenceStates,
    notices,
    synced: synced.promise,
    closed: closed.promise,
    send,
    sendPresence(state, client = doc.clientID) {
      clock += 1;
      send(awarenessFrame([{ client, clock, state: JSON.stringify(state) }]));
    },
    waitUntil(description, isDone) {
      if (isDone()) return Promise.resolve();
      return new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => finish(() => reject(new Error(`waited in vain for ${description}`))),
          waitTimeoutMs,
        );
        const finish = (end: () => void) => {
          clearTimeout(timer);
          watchers.delete(check);
          doc.off('update', check);
          end();
        };
        const check = () => {
          if (isDone()) finish(resolve);
        };
        watchers.add(check);
        doc.on('update', check);
      });
    },
    close: () => socket.close(),
  };
};

/** An open raw socket, for sending what no client sends. */
export const openSocket = async (url: string, headers: Record<string, string> = {}): Promise<WebSocket> => {
  const socket = new WebSocket(url, { headers });
  await once(socket, 'open');
  socket.on('error', () => undefined);
  return socket;
};
