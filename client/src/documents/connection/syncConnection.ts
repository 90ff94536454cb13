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
import { reconnectDelayMs } from './reconnectDelay.ts';
import { cursorMovesToAwareness } from '../presence/cursorMoves.ts';
import { ownAwarenessEntry } from '../presence/ownAwarenessEntry.ts';

const replyTimeoutMs = 4_000;
/** The provider doubles its wait up to `maxBackoffTime`; beyond this many tries that alone says how long it waits. */
const triesPastDoubling = 30;

export interface SyncConnectionDeps {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  /** `wss://host/sync` */
  readonly url: string;
  /** Where below the url the document lies: a workshop's id. */
  readonly documentName: string;
  readonly as?: string | undefined;
  readonly Socket: typeof WebSocket;
  readonly handlers: {
    notice(notice: ServerNotice): void;
    /** The state that the server has of this very window. */
    ownPresence(state: unknown): void;
    synced(): void;
    closed(): void;
    /** The server has closed for good. */
    closedForGood(name: CloseName): void;
  };
}

export interface SyncConnection {
  readonly provider: WebsocketProvider;
  notify(notice: ClientNotice): void;
  connect(): void;
  /** The network may have changed: finds out soon whether the connection still stands, or tries again at once. */
  checkAlive(): void;
  destroy(): void;
}

/** y-websocket's own provider, told what this server adds and what this client leaves out. */
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
    // Windows of different people may share this browser: between them nothing goes past the server.
    disableBc: true,
    params: { [noticesParam]: '1', ...(as ? { [asParam]: as } : {}) },
    WebSocketPolyfill: Socket,
  });
  let tries = 0;
  let checking: ReturnType<typeof setTimeout> | undefined;
  /** When the latest clock question that was answered was asked. */
  let answered = 0;

  const readSync = provider.messageHandlers[frameTypes.sync];
  provider.messageHandlers[frameTypes.sync] = (...its) => {
    const [, decoder] = its;
    if (decoding.peekVarUint(decoder) !== syncTypes.step1) return readSync?.(...its);
    decoding.readVarUint(decoder);
    // All of them before any edit that rests on them.
    for (const frame of syncStep2Frames(doc, decoding.readVarUint8Array(decoder)))
      provider.ws?.send(Uint8Array.from(frame));
  };
  provider.messageHandlers[frameTypes.notice] = (_encoder, decoder) => {
    const notice = readServerNotice(decoder);
    if (notice.is === 'clock') answered = notice.asked;
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
  // The provider would answer with everybody's state; the server knows the others from themselves.
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

  return {
    provider,
    notify,
    connect: () => provider.connect(),
    checkAlive() {
      if (!provider.shouldConnect) return;
      if (provider.ws === null) return provider.connect();
      if (!provider.wsconnected) return;
      const socket = provider.ws;
      const asked = Date.now();
      notify({ is: 'clock', asked });
      clearTimeout(checking);
      checking = setTimeout(() => {
        // Any other message may have been on its way when the network went.
        if (provider.ws !== socket || answered >= asked) return;
        provider.disconnect();
        provider.connect();
      }, replyTimeoutMs);
    },
    destroy() {
      clearTimeout(checking);
      provider.destroy();
    },
  };
};

/** A final code that this client doesn't know is a server's that is ahead of it. */
const closeNameOf = (code: number): CloseName => {
  const names = Object.keys(closeCodes) as readonly CloseName[]; // The table's own keys.
  return names.find((name) => closeCodes[name] === code) ?? 'schema-version';
};
