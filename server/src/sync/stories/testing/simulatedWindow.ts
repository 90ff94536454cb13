import { frameTypes, syncTypes } from '@brygga/shared/wire/frames';
import { readServerNotice, type ServerNotice } from '@brygga/shared/wire/notices';
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import type { Membership } from '../../access/membership.ts';
import { step1Frame, step2Frame, updateFrame } from '../../transport/frames.ts';
import { type ClientEnd, QueueSocket } from '../../testing/queueSocket.ts';

/** Hears what the server tells a window. */
export interface WindowObserver {
  /** An update comes, and is not applied yet. */
  shown(update: Uint8Array): void;
  /** All that this client id has written below this clock is called saved. */
  saved(client: number, clock: number): void;
}

/** Closed by the server for good: a stock client does not come back after one of these. */
const isFinal = (code: number): boolean => code >= 4400 && code < 4500;

/**
 * A person's window: a document that a stock y-websocket client keeps over the socket that it has,
 * or has not, and that its person edits either way.
 */
export class SimulatedWindow implements ClientEnd {
  readonly name: string;
  readonly membership: Membership;
  readonly #watcher: WindowObserver;
  #doc: Y.Doc;
  #socket: QueueSocket | undefined;
  #closedFinally: number | undefined;
  /** Whether the server's SyncStep2 has come over this socket. */
  #synced = false;
  /** How far the own writing had come with each document frame of this socket. */
  #clocks: number[] = [];

  constructor(name: string, membership: Membership, watcher: WindowObserver) {
    this.name = name;
    this.membership = membership;
    this.#watcher = watcher;
    this.#doc = this.#follow(new Y.Doc());
  }

  get doc(): Y.Doc {
    return this.#doc;
  }

  get socket(): QueueSocket | undefined {
    return this.#socket;
  }

  get isSynced(): boolean {
    return this.#synced;
  }

  /** The code with which the server has closed it for good. */
  get closedFinally(): number | undefined {
    return this.#closedFinally;
  }

  connect(): QueueSocket {
    this.#socket?.cut();
    const socket = new QueueSocket(this);
    this.#clocks = [];
    this.#socket = socket;
    socket.fromClient(step1Frame(Y.encodeStateVector(this.#doc)));
    return socket;
  }

  /** The page is loaded again: the document comes from the browser's own store, under another client id. */
  reload(): void {
    this.#socket?.cut();
    const state = Y.encodeStateAsUpdate(this.#doc);
    this.#doc.destroy();
    const doc = new Y.Doc();
    Y.applyUpdate(doc, state);
    this.#doc = this.#follow(doc);
  }

  read(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame);
    const type = decoding.readVarUint(decoder);
    if (type === frameTypes.notice) this.#hear(readServerNotice(decoder));
    if (type !== frameTypes.sync) return;
    const step = decoding.readVarUint(decoder);
    const bytes = decoding.readVarUint8Array(decoder);
    if (step === syncTypes.step1) return this.#write(step2Frame(Y.encodeStateAsUpdate(this.#doc, bytes)));
    this.#watcher.shown(bytes);
    Y.applyUpdate(this.#doc, bytes, this);
    if (step === syncTypes.step2) this.#synced = true;
  }

  closed(code: number): void {
    this.#socket = undefined;
    this.#synced = false;
    if (isFinal(code)) this.#closedFinally = code;
  }

  #follow(doc: Y.Doc): Y.Doc {
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#write(updateFrame(update));
    });
    return doc;
  }

  #write(frame: Uint8Array): void {
    this.#clocks.push(Y.getState(this.#doc.store, this.#doc.clientID));
    this.#socket?.fromClient(frame);
  }

  #hear(notice: ServerNotice): void {
    const clock = notice.is === 'saved' ? this.#clocks[notice.frames - 1] : undefined;
    if (clock !== undefined) this.#watcher.saved(this.#doc.clientID, clock);
  }
}
