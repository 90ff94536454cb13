import { asParam } from '@brygga/shared/api/workshops';
import { type CloseName, closeCodes } from '@brygga/shared/wire/closeCodes';
import { frameTypes, syncTypes } from '@brygga/shared/wire/frames';
import { readCursorMoves } from '@brygga/shared/wire/cursorMoves';
import {
  type ClientNotice,
  encodeNotice,
  noticesParam,
  readServerNotice,
  type ServerNotice,
} from '@brygga/shared/wire/notices';
import { syncStep2Frames } from '@brygga/shared/wire/syncChunks';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { applyAwarenessUpdate, type Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';
import { onConnectivityChange } from './connectivity.ts';
import { reconnectDelayMs } from './reconnectDelay.ts';
import { cursorMovesToAwareness } from '../presence/cursorMoves.ts';
import { ownAwarenessEntry } from '../presence/ownAwarenessEntry.ts';

const replyTimeoutMs = 4_000;
/** The provider doubles its wait up to `maxBackoffTime`; after this many tries the wait is `maxBackoffTime` itself. */
const triesPastDoubling = 30;

export interface SyncConnectionDeps {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  /** `wss://host/sync` */
  readonly url: string;
  /** Below the url: `<workshop>` for the board, `<workshop>/<circle>` for another circle. */
  readonly documentName: string;
  readonly as?: string | undefined;
  readonly Socket: typeof WebSocket;
  readonly handlers: {
    notice(notice: ServerNotice): void;
    /** The presence state that the server has of this window. */
    ownPresence(state: unknown): void;
    synced(): void;
    closed(): void;
    /** The server closed the connection for good. */
    closedForGood(name: CloseName): void;
  };
}

export interface SyncConnection {
  readonly provider: WebsocketProvider;
  notify(notice: ClientNotice): void;
  connect(): void;
  destroy(): void;
}

/** A y-websocket provider extended by this server's frames: notices, batched cursor moves, chunked sync. */
export const createSyncConnection = ({
  doc,
  awareness,
  url,
  documentName,
  as,
  Socket,
  handlers,
}: SyncConnectionDeps): SyncConnection => {
  const provider = new WebsocketProvider(url, documentName, doc, {
    awareness,
    connect: false,
    // Windows of different people may share this browser: nothing may pass between them but through the server.
    disableBc: true,
    params: { [noticesParam]: '1', ...(as ? { [asParam]: as } : {}) },
    WebSocketPolyfill: Socket,
  });
  let tries = 0;
  let checking: ReturnType<typeof setTimeout> | undefined;
  /** When the latest answered clock notice was sent, ms since 1970. */
  let latestAnsweredAt = 0;

  const readSync = provider.messageHandlers[frameTypes.sync];
  provider.messageHandlers[frameTypes.sync] = (...args) => {
    const [, decoder] = args;
    if (decoding.peekVarUint(decoder) !== syncTypes.step1) return readSync?.(...args);
    decoding.readVarUint(decoder);
    // The whole answer goes out before any later edit that depends on it.
    for (const frame of syncStep2Frames(doc, decoding.readVarUint8Array(decoder)))
      provider.ws?.send(Uint8Array.from(frame));
  };
  provider.messageHandlers[frameTypes.notice] = (_encoder, decoder) => {
    const notice = readServerNotice(decoder);
    if (notice.is === 'clock') latestAnsweredAt = notice.asked;
    handlers.notice(notice);
  };
  provider.messageHandlers[frameTypes.awareness] = (_encoder, decoder) => {
    const update = decoding.readVarUint8Array(decoder);
    const own = ownAwarenessEntry(update, awareness.clientID);
    if (own !== undefined) handlers.ownPresence(own);
    applyAwarenessUpdate(awareness, update, provider);
  };
  provider.messageHandlers[frameTypes.cursorMoves] = (_encoder, decoder) => {
    applyAwarenessUpdate(awareness, cursorMovesToAwareness(awareness, readCursorMoves(decoder)), provider);
  };
  // The provider would answer with every client's state; the server has the others' from their own sockets.
  provider.messageHandlers[frameTypes.queryAwareness] = (encoder) => {
    encoding.writeVarUint(encoder, frameTypes.awareness);
    encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(awareness, [awareness.clientID]));
  };

  provider.on('sync', (synced: boolean) => {
    if (!synced) return;
    tries = 0;
    handlers.synced();
  });
  provider.on('connection-close', (event) => {
    clearTimeout(checking);
    provider.maxBackoffTime = reconnectDelayMs(tries, event?.code);
    provider.wsUnsuccessfulReconnects = triesPastDoubling;
    tries += 1;
    handlers.closed();
  });
  provider.on('closed', ({ code }) => handlers.closedForGood(closeNameOf(code)));

  const notify = (notice: ClientNotice) => {
    if (provider.wsconnected) provider.ws?.send(Uint8Array.from(encodeNotice(notice)));
  };

  /** Finds out soon whether the connection still works, or tries to connect at once. */
  const checkAlive = () => {
    if (!provider.shouldConnect) return;
    if (provider.ws === null) return provider.connect();
    if (!provider.wsconnected) return;
    const socket = provider.ws;
    const askedAt = Date.now();
    notify({ is: 'clock', asked: askedAt });
    clearTimeout(checking);
    checking = setTimeout(() => {
      // Only the answer proves it: another message may have been on its way when the network went.
      if (provider.ws !== socket || latestAnsweredAt >= askedAt) return;
      provider.disconnect();
      provider.connect();
    }, replyTimeoutMs);
  };
  const stopListening = onConnectivityChange(checkAlive);

  return {
    provider,
    notify,
    connect: () => provider.connect(),
    destroy() {
      stopListening();
      clearTimeout(checking);
      provider.destroy();
    },
  };
};

/** A close code that this client does not know comes from a newer server. */
const closeNameOf = (code: number): CloseName => {
  const names = Object.keys(closeCodes) as readonly CloseName[]; // The table's own keys.
  return names.find((name) => closeCodes[name] === code) ?? 'schema-version';
};
