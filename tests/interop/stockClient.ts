import type { WorkshopId } from '@brygga/shared/ids';
import { frameTypes, syncTypes } from '@brygga/shared/wire/frames';
import { readServerNotice } from '@brygga/shared/wire/notices';
import { syncStep2Frames } from '@brygga/shared/wire/syncChunks';
import * as decoding from 'lib0/decoding';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { TestUser } from '../world/people.ts';

export interface StockClient {
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
  /** The clock up to which the server has confirmed this client's edits; 0 without notices. */
  savedClock(): number;
  /** How many document frames have gone out on the current socket. */
  frames(): number;
  /** Waits until `shown` holds; checked when the document, the presence or the connection changes. */
  until(what: string, shown: () => boolean): Promise<void>;
  /** Resolves when all edits of this client are confirmed. */
  saved(): Promise<void>;
  close(): void;
}

export interface StockOptions {
  readonly doc?: Y.Doc;
  /** Asks for notices, which a stock client ignores. */
  readonly notices?: boolean;
  /** Answers a SyncStep1 in chunks, as our own client does. */
  readonly inPieces?: boolean;
}

const timeoutMs = 15_000;

/** An unmodified WebsocketProvider with a user's cookie, which a browser would add by itself. */
export const stockClient = (user: TestUser, workshop: WorkshopId, options: StockOptions = {}): StockClient => {
  const { doc = new Y.Doc(), notices = false, inPieces = false } = options;
  /** The clock of this client's own edits after each document frame of the current socket. */
  let clocks: number[] = [];
  let saved = 0;
  /** How many frames of the current socket are confirmed. */
  let confirmed = 0;
  const ownClock = () => Y.getState(doc.store, doc.clientID);

  class SocketWithCookie extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, { headers: { cookie: user.cookie } });
      clocks = [];
      confirmed = 0;
    }
    override send(data: Parameters<WebSocket['send']>[0]): void {
      if (isDocumentFrame(data)) clocks.push(ownClock());
      super.send(data);
    }
  }

  const provider = new WebsocketProvider(`${user.url.replace('http', 'ws')}/sync`, workshop, doc, {
    // Its type is the browser's class; it only uses what `ws` has too.
    WebSocketPolyfill: SocketWithCookie as unknown as typeof globalThis.WebSocket,
    // Else two clients of one process would exchange updates without the server.
    disableBc: true,
    maxBackoffTime: 200,
    ...(notices ? { params: { notices: '' } } : {}),
  });
  provider.messageHandlers[frameTypes.notice] = (_encoder, decoder) => {
    const notice = readServerNotice(decoder);
    if (notice.is === 'saved') {
      confirmed = notice.frames;
      saved = Math.max(saved, clocks[confirmed - 1] ?? 0);
    }
    provider.emit('sync', [provider.synced]);
  };

  const readSync = provider.messageHandlers[frameTypes.sync];
  provider.messageHandlers[frameTypes.sync] = (...its) => {
    const [, decoder] = its;
    if (!inPieces || decoding.peekVarUint(decoder) !== syncTypes.step1) return readSync?.(...its);
    decoding.readVarUint(decoder);
    for (const frame of syncStep2Frames(doc, decoding.readVarUint8Array(decoder)))
      provider.ws?.send(Uint8Array.from(frame));
  };

  const until = (what: string, shown: () => boolean): Promise<void> => {
    if (shown()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const finish = (end: () => void) => {
        clearTimeout(timer);
        doc.off('update', look);
        provider.off('sync', look);
        provider.off('connection-close', look);
        provider.awareness.off('change', look);
        end();
      };
      const look = () => {
        if (shown()) finish(resolve);
      };
      const timer = setTimeout(() => finish(() => reject(new Error(`Waited in vain for ${what}`))), timeoutMs);
      doc.on('update', look);
      provider.on('sync', look);
      provider.on('connection-close', look);
      provider.awareness.on('change', look);
    });
  };

  return {
    doc,
    provider,
    savedClock: () => saved,
    until,
    saved: () => until('everything saved', () => saved >= ownClock() && confirmed === clocks.length),
    frames: () => clocks.length,
    close() {
      provider.destroy();
      // Its interval would keep the whole document in memory.
      provider.awareness.destroy();
    },
  };
};

const isDocumentFrame = (data: unknown): boolean =>
  data instanceof Uint8Array && data[0] === frameTypes.sync && data[1] !== syncTypes.step1;
