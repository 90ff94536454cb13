import type { ActivityEntry, ActivityPosition, DocumentName, Journal, JournalRow } from '../storage/contract.ts';

/** Entries per read of the journal. */
const entriesPerReadMax = 200;

const hasActivity = ({ facts, traces }: JournalRow): boolean => facts !== undefined || traces !== undefined;

/** One document's activity for all its subscribers, who share each read of the journal. */
class DocumentFeed {
  readonly #read: (after: ActivityPosition) => Promise<readonly ActivityEntry[]>;
  readonly #waiting = new Set<() => void>();
  #reads = new Map<string, Promise<readonly ActivityEntry[]>>();
  subscribers = 0;
  /** Rises whenever there is new activity. */
  version = 0;

  constructor(read: (after: ActivityPosition) => Promise<readonly ActivityEntry[]>) {
    this.#read = read;
  }

  after(position: ActivityPosition): Promise<readonly ActivityEntry[]> {
    const key = `${position.number}.${position.place}`;
    const entries = this.#reads.get(key) ?? this.#read(position);
    this.#reads.set(key, entries);
    return entries;
  }

  notify(): void {
    this.version += 1;
    this.#reads.clear();
    for (const wake of [...this.#waiting]) wake();
  }

  /** Resolves when there is activity after that version, when the time is over, or when the signal aborts. */
  wait(since: number, timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (this.version !== since || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, timeoutMs);
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }
}

/**
 * Notifies subscribers that the journal has new activity. The entries are read back from the journal, so
 * that stream and list agree, in order too.
 */
export class ActivityFeed {
  readonly #feeds = new Map<DocumentName, DocumentFeed>();

  /** The same journal; its appends notify subscribers. */
  watch(journal: Journal): Journal {
    return {
      ...journal,
      append: (...rows) => {
        const appended = journal.append(...rows);
        const active = rows.filter((row) => this.#feeds.has(row.document) && hasActivity(row));
        // Whoever appends handles a failure.
        if (active.length > 0) void appended.then(() => this.#notify(active), noop);
        return appended;
      },
    };
  }

  /**
   * Batches of a document's entries after this position, once they are on disk. An empty batch means that
   * nothing has happened for `keepAliveMs`.
   */
  async *entriesAfter(
    { journal, document }: { journal: Pick<Journal, 'activity'>; document: DocumentName },
    from: ActivityPosition,
    { keepAliveMs, signal }: { keepAliveMs: number; signal: AbortSignal },
  ): AsyncGenerator<readonly ActivityEntry[]> {
    const feed = this.#open(document, (after) => journal.activity(document, { after }, entriesPerReadMax));
    let after = from;
    try {
      while (!signal.aborted) {
        const { version } = feed;
        const entries = await feed.after(after);
        // Access may have ended during the read.
        if (signal.aborted) return;
        after = entries.at(-1) ?? after;
        yield entries;
        if (entries.length === 0) await feed.wait(version, keepAliveMs, signal);
      }
    } finally {
      feed.subscribers -= 1;
      if (feed.subscribers === 0) this.#feeds.delete(document);
    }
  }

  #open(document: DocumentName, read: (after: ActivityPosition) => Promise<readonly ActivityEntry[]>): DocumentFeed {
    const feed = this.#feeds.get(document) ?? new DocumentFeed(read);
    this.#feeds.set(document, feed);
    feed.subscribers += 1;
    return feed;
  }

  #notify(rows: readonly JournalRow[]): void {
    for (const document of new Set(rows.map((row) => row.document))) this.#feeds.get(document)?.notify();
  }
}

const noop = (): void => undefined;
