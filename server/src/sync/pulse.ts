import type { WebSocket } from 'ws';
import { Heart } from './heart.ts';

const beatMs = 1_200;
/** Quiet for one beat: asked whether it lives. Two more without an answer, and nobody should be shown there: within 5 s. */
const beatsUntilSilent = 3;
/** Half a minute, in which a phone may find its network again. */
const beatsUntilLost = 25;
/** Some twenty seconds: stock clients take a connection for dead that brings no message for thirty. */
const beatsBetweenWords = 16;

/** What a pulse looks at, and whom it tells. */
export interface Beating {
  readonly socket: WebSocket;
  /** Bytes that wait for somebody who reads too slowly; 0 for all others. */
  lag(): number;
  /** From time to time, to a socket that lives. */
  word(): void;
  /** No sign of life for some seconds: it may come back. */
  silent(): void;
  /** No sign of life, or of reading, for so long that it is given up. */
  lost(): void;
}

/**
 * Finds out that a socket is dead, which TCP tells only after minutes. Whatever comes in is a sign of
 * life; only a socket that says nothing by itself is asked for one.
 */
export class Pulse {
  readonly #beating: Beating;
  #alive = true;
  #quietFor = 0;
  #lag = 0;
  #stuckFor = 0;
  #beats = 0;

  constructor(beating: Beating) {
    this.#beating = beating;
    beating.socket.on('pong', () => this.sign());
    heart.add(this);
  }

  /** Something has come in. */
  sign(): void {
    this.#alive = true;
  }

  stop(): void {
    heart.delete(this);
  }

  beat(): void {
    const { socket } = this.#beating;
    this.#quietFor = this.#alive ? 0 : this.#quietFor + 1;
    this.#alive = false;
    const lag = this.#beating.lag();
    this.#stuckFor = lag > 0 && lag >= this.#lag ? this.#stuckFor + 1 : 0;
    this.#lag = lag;
    if (Math.max(this.#quietFor, this.#stuckFor) >= beatsUntilLost) return this.#beating.lost();
    if (this.#quietFor === 1) socket.ping();
    else if (this.#quietFor === beatsUntilSilent) this.#beating.silent();
    this.#beats += 1;
    if (this.#beats % beatsBetweenWords === 0) this.#beating.word();
  }
}

const heart = new Heart(beatMs);
