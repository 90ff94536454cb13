import type { WebSocket } from 'ws';
import { Ticker } from './ticker.ts';

const tickMs = 1_200;
/** Quiet for one beat: asked whether it lives. Two more without an answer, and nobody should be shown there: within 5 s. */
const ticksUntilUnresponsive = 3;
/** Half a minute, in which a phone may find its network again. */
const ticksUntilDead = 25;
/** Some twenty seconds: stock clients take a connection for dead that brings no message for thirty. */
const ticksBetweenKeepAlives = 16;

/** What a pulse looks at, and whom it tells. */
export interface HeartbeatDeps {
  readonly socket: WebSocket;
  /** Bytes that wait for somebody who reads too slowly; 0 for all others. */
  lagBytes(): number;
  /** From time to time, to a socket that lives. */
  keepAlive(): void;
  /** No sign of life for some seconds: it may come back. */
  onUnresponsive(): void;
  /** No sign of life, or of reading, for so long that it is given up. */
  onDead(): void;
}

/**
 * Finds out that a socket is dead, which TCP tells only after minutes. Whatever comes in is a sign of
 * life; only a socket that says nothing by itself is asked for one.
 */
export class Heartbeat {
  readonly #deps: HeartbeatDeps;
  #alive = true;
  #quietTicks = 0;
  #lagBytes = 0;
  #stuckTicks = 0;
  #ticks = 0;

  constructor(beating: HeartbeatDeps) {
    this.#deps = beating;
    beating.socket.on('pong', () => this.markAlive());
    ticker.add(this);
  }

  /** Something has come in. */
  markAlive(): void {
    this.#alive = true;
  }

  stop(): void {
    ticker.delete(this);
  }

  tick(): void {
    const { socket } = this.#deps;
    this.#quietTicks = this.#alive ? 0 : this.#quietTicks + 1;
    this.#alive = false;
    const lag = this.#deps.lagBytes();
    this.#stuckTicks = lag > 0 && lag >= this.#lagBytes ? this.#stuckTicks + 1 : 0;
    this.#lagBytes = lag;
    if (Math.max(this.#quietTicks, this.#stuckTicks) >= ticksUntilDead) return this.#deps.onDead();
    if (this.#quietTicks === 1) socket.ping();
    else if (this.#quietTicks === ticksUntilUnresponsive) this.#deps.onUnresponsive();
    this.#ticks += 1;
    if (this.#ticks % ticksBetweenKeepAlives === 0) this.#deps.keepAlive();
  }
}

const ticker = new Ticker(tickMs);
