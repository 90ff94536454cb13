import { EventEmitter } from 'node:events';

/** What one end has sent and the other has not read yet. */
type Sent = { readonly frame: Uint8Array; readonly read?: (() => void) | undefined } | { readonly code: number };

/**
 * The server's end of a connection that is two queues. Nothing moves by itself: what either end has
 * sent arrives when the story delivers it. It speaks as `ws` does, as far as the server uses it.
 */
export class QueueSocket extends EventEmitter {
  readonly OPEN = 1;
  readonly #up: Uint8Array[] = [];
  readonly #down: Sent[] = [];
  readonly #client: ClientEnd;
  #state: 'open' | 'closing' | 'closed' = 'open';

  constructor(client: ClientEnd) {
    super();
    this.#client = client;
  }

  get readyState(): number {
    return this.#state === 'open' ? this.OPEN : this.OPEN + 1;
  }

  /** Bytes that the client has not read. */
  get bufferedAmount(): number {
    return this.#down.reduce((sum, sent) => sum + ('frame' in sent ? sent.frame.length : 0), 0);
  }

  send(frame: Uint8Array, read?: () => void): void {
    if (this.#state === 'open') this.#down.push({ frame: frame.slice(), read });
  }

  close(code: number): void {
    if (this.#state !== 'open') return;
    this.#state = 'closing';
    this.#down.push({ code });
  }

  terminate(): void {
    this.cut();
  }

  ping(): void {
    this.emit('pong');
  }

  /** The client sends something. */
  fromClient(frame: Uint8Array): void {
    this.#up.push(frame.slice());
  }

  /** The server reads what the client has sent, up to so many frames. */
  deliverUp(most = Infinity): void {
    for (const frame of this.#up.splice(0, most)) {
      if (this.#state !== 'closed') this.emit('message', Buffer.from(frame), true);
    }
  }

  /** The client reads what the server has sent, up to so many frames. */
  deliverDown(most = Infinity): void {
    for (const sent of this.#down.splice(0, most)) {
      if (this.#state === 'closed') return;
      if ('code' in sent) return this.#end(sent.code);
      this.#client.read(sent.frame);
      sent.read?.();
    }
  }

  /** The network goes: what is under way in either direction is lost. */
  cut(): void {
    this.#end(1006);
  }

  /** Whether something is under way. */
  get isBusy(): boolean {
    return this.#state !== 'closed' && this.#up.length + this.#down.length > 0;
  }

  #end(code: number): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#up.length = 0;
    this.#down.length = 0;
    this.emit('close', code);
    this.#client.closed(code);
  }
}

export interface ClientEnd {
  read(frame: Uint8Array): void;
  closed(code: number): void;
}
