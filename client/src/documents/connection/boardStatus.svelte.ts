import type { CloseName } from '@brygga/shared/wire/closeCodes';
import type { LocalStoreState } from '../store/localStore.ts';

export type ConnectionState = 'connecting' | 'connected' | 'offline' | 'refused';

export interface LiveStatus {
  readonly connection: ConnectionState;
  /** `saved`: the server's journal has every edit made here. `unsaved` while offline with edits that wait. */
  readonly saving: 'saved' | 'saving' | 'unsaved';
  /** Whether this browser keeps what is written here, also when the page is closed. */
  readonly localStore: LocalStoreState;
  /** Why the server closed for good, where `connection` is `refused`. */
  readonly refusal: CloseName | undefined;
  /** When the journal last confirmed, ms since 1970 by this machine's clock. */
  readonly savedAt: number | undefined;
}

/**
 * Whether the board is connected, and whether the server's journal has what was written here. The
 * server confirms the first so many document frames of a socket, so an edit is saved when
 * 1. this socket's SyncStep2, which holds all that the server lacked when it was sent, has gone out,
 * 2. every edit since went out on this same socket, and
 * 3. as many frames are confirmed as have gone out.
 * Frames are counted, not states compared: a delete moves no state vector.
 */
export class BoardStatus implements LiveStatus {
  #connection = $state<ConnectionState>('connecting');
  #refusal = $state<CloseName>();
  #savedAt = $state<number>();
  #localStore = $state<LocalStoreState>('opening');
  /** Edits wait for the journal. */
  #waiting = $state(false);
  readonly #saved: () => void;
  #localRead = false;
  #handshaken = false;
  #sent = 0;
  #confirmed = 0;
  #updateWentOut = false;
  /** An edit was made that no frame of this socket holds. */
  #missed = false;

  /**
   * @param waiting edits are known to wait from an earlier visit.
   * @param saved called when nothing waits any more.
   */
  constructor(waiting = false, saved: () => void = () => {}) {
    this.#waiting = waiting;
    this.#saved = saved;
  }

  get connection(): ConnectionState {
    return this.#connection;
  }

  get refusal(): CloseName | undefined {
    return this.#refusal;
  }

  get savedAt(): number | undefined {
    return this.#savedAt;
  }

  get localStore(): LocalStoreState {
    return this.#localStore;
  }

  get saving(): 'saved' | 'saving' | 'unsaved' {
    if (!this.#waiting) return 'saved';
    return this.#connection === 'connected' || this.#connection === 'connecting' ? 'saving' : 'unsaved';
  }

  localStoreChanged(state: LocalStoreState): void {
    this.#localStore = state;
  }

  /** What earlier visits left on this machine is in the document now, or there is nothing of it. */
  localStoreRead(): void {
    this.#localRead = true;
    this.#settle();
  }

  /** A new socket: the server counts its frames from zero. */
  socketCreated(): void {
    this.#handshaken = false;
    this.#sent = 0;
    this.#confirmed = 0;
    this.#updateWentOut = false;
  }

  frameSent(kind: 'step2' | 'update'): void {
    this.#sent += 1;
    if (kind === 'update') this.#updateWentOut = true;
    else {
      this.#handshaken = true;
      this.#missed = false;
    }
  }

  /** The document changed here, after the provider has had the chance to send it. */
  documentChanged({ byHand }: { readonly byHand: boolean }): void {
    if (!this.#updateWentOut) this.#missed = true;
    this.#updateWentOut = false;
    if (byHand) this.#waiting = true;
  }

  /** The journal has the first so many document frames of this socket. */
  framesConfirmed(frames: number): void {
    this.#confirmed = frames;
    this.#savedAt = Date.now();
    this.#settle();
  }

  synced(): void {
    this.#connection = 'connected';
    this.#refusal = undefined;
  }

  closed(): void {
    this.#connection = 'offline';
  }

  refused(name: CloseName): void {
    this.#connection = 'refused';
    this.#refusal = name;
  }

  #settle(): void {
    const all = this.#localRead && this.#handshaken && !this.#missed && this.#confirmed >= this.#sent;
    if (!all || !this.#waiting) return;
    this.#waiting = false;
    this.#saved();
  }
}
