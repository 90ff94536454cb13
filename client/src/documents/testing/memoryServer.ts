import { closeCodes, type CloseName } from '@brygga/shared/wire/closeCodes';
import { frameTypes, syncTypes } from '@brygga/shared/wire/frames';
import { encodeNotice, readClientNotice } from '@brygga/shared/wire/notices';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync';
import * as Y from 'yjs';

const frame = (type: number, write: (encoder: encoding.Encoder) => void): Uint8Array => {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  write(encoder);
  return encoding.toUint8Array(encoder);
};

/**
 * A server of one document in this process. Sockets open and messages arrive in microtasks; it
 * confirms document frames when the test calls `confirm`.
 */
export class MemoryServer {
  readonly doc = new Y.Doc();
  /** The socket that was opened last. */
  socket: MemorySocket | undefined;
  readonly urls: string[] = [];
  /** False: sockets fail to open, as without a network. */
  reachable = true;
  /** First bytes of every frame that came in. */
  readonly types: number[] = [];
  documentFrames = 0;
  /** Sockets that were opened and are not closed yet. */
  openSockets = 0;
  /** Bytes of the largest frame that came in. */
  largest = 0;

  /** A WebSocket class whose sockets connect here; it implements what the provider uses. */
  readonly Socket = socketTo(() => this) as unknown as typeof WebSocket;

  opened(socket: MemorySocket): void {
    this.socket = socket;
    this.documentFrames = 0;
    this.send(frame(frameTypes.sync, (encoder) => writeSyncStep1(encoder, this.doc)));
  }

  take(data: Uint8Array): void {
    const decoder = decoding.createDecoder(data);
    const type = decoding.readVarUint(decoder);
    this.types.push(type);
    this.largest = Math.max(this.largest, data.length);
    if (type === frameTypes.notice) {
      const { asked } = readClientNotice(decoder);
      this.send(encodeNotice({ is: 'clock', asked, at: Date.now() }));
    }
    if (type !== frameTypes.sync) return;
    if (data[1] !== syncTypes.step1) this.documentFrames += 1;
    const reply = frame(type, (encoder) => readSyncMessage(decoder, encoder, this.doc, this));
    if (reply.length > 1) this.send(reply);
  }

  send(data: Uint8Array): void {
    const socket = this.socket;
    queueMicrotask(() => socket?.onmessage?.({ data: data.slice().buffer }));
  }

  /** An edit of somebody else's, committed and passed on. */
  change(write: (doc: Y.Doc) => void): void {
    const updates: Uint8Array[] = [];
    const collect = (update: Uint8Array) => updates.push(update);
    this.doc.on('update', collect);
    this.doc.transact(() => write(this.doc), this);
    this.doc.off('update', collect);
    for (const update of updates) this.send(frame(frameTypes.sync, (encoder) => writeUpdate(encoder, update)));
  }

  confirm(frames = this.documentFrames): void {
    this.send(encodeNotice({ is: 'saved', frames }));
  }

  queryPresence(): void {
    this.send(frame(frameTypes.queryAwareness, () => {}));
  }

  close(name: CloseName): void {
    this.socket?.closeWith(closeCodes[name]);
  }
}

class MemorySocket {
  static readonly OPEN = 1;
  readonly OPEN = 1;
  readyState = 0;
  binaryType = 'arraybuffer';
  onopen: (() => void) | null = null;
  onmessage: ((event: { readonly data: ArrayBuffer }) => void) | null = null;
  onclose: ((event: { readonly code: number; readonly reason: string }) => void) | null = null;
  onerror: (() => void) | null = null;
  readonly #server: MemoryServer;

  constructor(server: MemoryServer) {
    this.#server = server;
    server.openSockets += 1;
    queueMicrotask(() => {
      if (!server.reachable) return this.closeWith(1006);
      this.readyState = 1;
      this.onopen?.();
      server.opened(this);
    });
  }

  send(data: Uint8Array): void {
    const copy = data.slice();
    queueMicrotask(() => this.#server.take(copy));
  }

  close(): void {
    if (this.readyState !== 3) this.#server.openSockets -= 1;
    this.readyState = 3;
  }

  closeWith(code: number): void {
    this.close();
    this.onclose?.({ code, reason: '' });
  }
}

/** Servers of one document each, by the document's name in the URL: `<workshop>` or `<workshop>/<circle>`. */
export class MemoryServers {
  readonly byName = new Map<string, MemoryServer>();
  readonly Socket = socketTo((url) =>
    this.serverOf(new URL(url).pathname.replace('/sync/', '')),
  ) as unknown as typeof WebSocket;

  serverOf(name: string): MemoryServer {
    const server = this.byName.get(name) ?? new MemoryServer();
    this.byName.set(name, server);
    return server;
  }

  /** Sockets opened so far, by the document's name. */
  get opened(): Record<string, number> {
    return Object.fromEntries([...this.byName].map(([name, { urls }]) => [name, urls.length]));
  }

  /** Sockets open now, by the document's name; documents without one are left out. */
  get open(): Record<string, number> {
    return Object.fromEntries(
      [...this.byName].flatMap(([name, { openSockets }]) => (openSockets > 0 ? [[name, openSockets]] : [])),
    );
  }
}

const socketTo = (serverOf: (url: string) => MemoryServer) =>
  class extends MemorySocket {
    constructor(url: string) {
      const server = serverOf(url);
      super(server);
      server.urls.push(url);
    }
  };
