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
  /** How far this client's own edits are that the server has called saved; 0 without notices. */
  savedClock(): number;
  /** How many document frames have gone out on the current socket. */
  frames(): number;
  /** Waits until the document, or who is there, shows it. */
  until(what: string, shown: () => boolean): Promise<void>;
  /** Resolves when everything that is here now has been called saved. */
  saved(): Promise<void>;
  close(): void;
}

export interface StockOptions {
  readonly doc?: Y.Doc;
  /** Asks for notices, which a stock client passes over unless it is taught. */
  readonly notices?: boolean;
  /** Answers a SyncStep1 in pieces where it lacks much, as our own client does. */
  readonly inPieces?: boolean;
}

const timeoutMs = 15_000;

/** An unmodified WebsocketProvider with a visitor's cookie, which a browser would add by itself. */
export const stockClient = (user: TestUser, workshop: WorkshopId, options: StockOptions = {}): StockClient => {
  const { doc = new Y.Doc(), notices = false, inPieces = false } = options;
  /** The clock of this client's own edits after each document frame of the current socket. */
  let clocks: number[] = [];
  let saved = 0;
  /** How many frames of the current socket are called saved. */
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
    // Its type is the browser's class, of which it uses what `ws` has too.
    WebSocketPolyfill: SocketWithCookie as unknown as typeof globalThis.WebSocket,
    // Two clients of one process would else talk to each other past the server.
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
      // Its clock keeps the whole document alive.
      provider.awareness.destroy();
    },
  };
};

const isDocumentFrame = (data: unknown): boolean =>
  data instanceof Uint8Array && data[0] === frameTypes.sync && data[1] !== syncTypes.step1;
