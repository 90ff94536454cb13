interface QueueEntry {
  isCommitted: boolean;
  readonly then: () => void;
  readonly onLost?: (error: unknown) => void;
}

/**
 * Keeps what depends on a row (broadcast, replies to joiners, "saved") behind that row. Rows of one
 * document are committed in the order in which they were appended; entries run in that order too,
 * whichever promise resolves first.
 */
export class CommitQueue {
  readonly #onFailure: (error: unknown) => void;
  #queue: QueueEntry[] = [];
  #hasFailed = false;
  #onIdle: (() => void)[] = [];

  constructor(onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure;
  }

  /** Runs `then` when this row and all before it are on disk; never if one of them failed. */
  add(commit: Promise<void>, then: () => void): void {
    const entry: QueueEntry = { isCommitted: false, then };
    this.#queue.push(entry);
    commit.then(
      () => {
        entry.isCommitted = true;
        this.#advance();
      },
      (error: unknown) => this.#fail(error),
    );
  }

  /** Runs `then` when all rows so far are on disk: at once if they are, never once a row has failed. */
  afterCommit(then: () => void): void {
    if (this.#hasFailed) return;
    this.#queue.push({ isCommitted: true, then });
    this.#advance();
  }

  /** Resolves when all rows so far are on disk; rejects once a row has failed. */
  saved(): Promise<void> {
    if (this.#hasFailed) return Promise.reject(new Error('a row has failed'));
    return new Promise((resolve, reject) => {
      this.#queue.push({ isCommitted: true, then: resolve, onLost: reject });
      this.#advance();
    });
  }

  /** Resolves when every row has been committed or has failed. */
  idle(): Promise<void> {
    if (this.#queue.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.#onIdle.push(resolve));
  }

  #advance(): void {
    while (this.#queue[0]?.isCommitted) this.#queue.shift()?.then();
    if (this.#queue.length === 0) for (const resolve of this.#onIdle.splice(0)) resolve();
  }

  #fail(error: unknown): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    const lost = this.#queue.splice(0);
    this.#onFailure(error);
    for (const { onLost } of lost) onLost?.(error);
    this.#advance();
  }
}
