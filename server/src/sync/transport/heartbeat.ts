import type { WebSocket } from 'ws';
import { Ticker } from './ticker.ts';

const tickMs = 1_200;
/**
 * After 1 silent tick the socket is pinged. After `ticksUntilUnresponsive` the person is no longer shown
 * as present (within 5 s), after `ticksUntilDead` the socket is closed.
 */
const ticksUntilUnresponsive = 3;
/** Half a minute, so that a phone can find its network again. */
const ticksUntilDead = 25;
/** About 20 s: y-websocket clients close a connection without messages for 30 s. */
const ticksBetweenKeepAlives = 16;

export interface HeartbeatDeps {
  readonly socket: WebSocket;
  /** Bytes that wait for a slow reader; 0 for one that keeps up. */
  lagBytes(): number;
  /** Called every `ticksBetweenKeepAlives` ticks. */
  keepAlive(): void;
  /** The socket has been silent for some seconds; it may come back. */
  onUnresponsive(): void;
  /** The socket has been silent, or has read nothing, for too long. */
  onDead(): void;
}

/**
 * Detects dead sockets, which TCP reports only after minutes. Every received frame counts as a sign of
 * life; only a silent socket is pinged.
 */
export class Heartbeat {
  readonly #deps: HeartbeatDeps;
  #isAlive = true;
  #quietTicks = 0;
  #lagBytes = 0;
  #stuckTicks = 0;
  #ticks = 0;

  constructor(deps: HeartbeatDeps) {
    this.#deps = deps;
    deps.socket.on('pong', () => this.markAlive());
    ticker.add(this);
  }

  /** Call for every received frame. */
  markAlive(): void {
    this.#isAlive = true;
  }

  stop(): void {
    ticker.delete(this);
  }

  tick(): void {
    const { socket } = this.#deps;
    this.#quietTicks = this.#isAlive ? 0 : this.#quietTicks + 1;
    this.#isAlive = false;
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
