/** How much one socket may ask of the server. Generous for people, narrow enough for machines. */
export const limits = {
  /**
   * Bytes of one incoming frame; `ws` closes the socket with 1009 beyond it. What was written offline
   * comes in one frame from a stock client (ours sends much in pieces, `wire/pieces.ts`), and so does
   * a copy of a whole board (some 700 bytes a card): it must fit.
   */
  frameBytesMax: 4 * 1024 * 1024,
  /** Incoming frames a second, and how many may come at once: stock clients echo everybody's presence. */
  framesPerSecondMax: 400,
  framesBurstMax: 2_000,
  /** Incoming bytes a second, and how many may come at once. */
  bytesPerSecondMax: 2 * 1024 * 1024,
  bytesBurstMax: 16 * 1024 * 1024,
  /** SyncStep1 costs the server an encoding of the document. */
  stateRequestsPerSecondMax: 1,
  stateRequestsBurstMax: 20,
  /**
   * Edits that the guard undoes: more than hands do where a board is locked under them, and than a
   * long time offline brings. Beyond it a socket is closed for good.
   */
  refusalsPerSecondMax: 5,
  refusalsBurstMax: 1_000,
  /** How many of them one notice lists. */
  refusalsPerNoticeMax: 50,
  /** Frames and bytes that are held while the room is opened or the handshake goes on. */
  queuedFramesMax: 256,
  queuedBytesMax: 5 * 1024 * 1024,
  /** Bytes that wait for a slow reader: beyond the first its backlog is dropped, below the second it is caught up. */
  backlogBytesMax: 1024 * 1024,
  backlogResumeBytesMax: 64 * 1024,
  /** JSON of one person's presence. */
  presenceBytesMax: 8 * 1024,
  /** What everybody's presence costs one reader, over time. */
  presenceBytesPerSecondMax: 100 * 1024,
} as const;

/** A bucket that fills steadily: what it holds may be taken at once, and no more. */
export class TokenBucket {
  readonly #perSecond: number;
  readonly #capacity: number;
  #tokens: number;
  #refilledAtMs = performance.now();

  constructor(perSecond: number, most: number) {
    this.#perSecond = perSecond;
    this.#capacity = most;
    this.#tokens = most;
  }

  /** False when there is not enough left: nothing is taken then. */
  take(amount: number): boolean {
    const now = performance.now();
    this.#tokens = Math.min(this.#capacity, this.#tokens + ((now - this.#refilledAtMs) / 1000) * this.#perSecond);
    this.#refilledAtMs = now;
    if (amount > this.#tokens) return false;
    this.#tokens -= amount;
    return true;
  }
}
