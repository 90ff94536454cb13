/**
 * What waits for the disk, in order. Rows of one document are committed in the order in which they
 * were appended; everything that may only happen afterwards (relaying, answering a joiner, telling
 * "saved") stands here behind them, so that its order is the journal's, whatever resolves when.
 */
export class CommitQueue {
  readonly #onFailure: (error: unknown) => void;
  #queue: { committed: boolean; readonly then: () => void; readonly lost?: (error: unknown) => void }[] = [];
  #hasFailed = false;
  #onIdle: (() => void)[] = [];

  constructor(onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure;
  }

  /** `then` runs when this row, and all before it, are on disk; never if one of them failed. */
  add(commit: Promise<void>, then: () => void): void {
    const entry = { committed: false, then };
    this.#queue.push(entry);
    commit.then(
      () => {
        entry.committed = true;
        this.#advance();
      },
      (error: unknown) => this.#fail(error),
    );
  }

  /** `then` runs when all rows so far are on disk: now, if they are; never once a row has failed. */
  afterCommit(then: () => void): void {
    if (this.#hasFailed) return;
    this.#queue.push({ committed: true, then });
    this.#advance();
  }

  /** Resolves when all rows so far are on disk; rejects once a row has failed. */
  saved(): Promise<void> {
    if (this.#hasFailed) return Promise.reject(new Error('a row has failed'));
    return new Promise((then, lost) => {
      this.#queue.push({ committed: true, then, lost });
      this.#advance();
    });
  }

  /** Resolves when nothing waits any more, by success or by failure. */
  idle(): Promise<void> {
    if (this.#queue.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.#onIdle.push(resolve));
  }

  #advance(): void {
    while (this.#queue[0]?.committed) this.#queue.shift()?.then();
    if (this.#queue.length === 0) for (const resolve of this.#onIdle.splice(0)) resolve();
  }

  #fail(error: unknown): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    const lost = this.#queue.splice(0);
    this.#onFailure(error);
    for (const each of lost) each.lost?.(error);
    this.#advance();
  }
}
