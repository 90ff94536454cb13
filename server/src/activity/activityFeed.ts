import type { ActivityEntry, ActivityPosition, DocumentName, Journal, JournalRow } from '../storage/contract.ts';

/** How many entries one reading of the journal takes. */
const entriesPerReadMax = 200;

const hasActivity = ({ facts, traces }: JournalRow): boolean => facts !== undefined || traces !== undefined;

/** What happens in one document, for all who follow it: what they all ask for is read once. */
class DocumentFeed {
  readonly #read: (after: ActivityPosition) => Promise<readonly ActivityEntry[]>;
  readonly #waiting = new Set<() => void>();
  #readings = new Map<string, Promise<readonly ActivityEntry[]>>();
  subscribers = 0;
  /** Rises with every piece of news. */
  version = 0;

  constructor(read: (after: ActivityPosition) => Promise<readonly ActivityEntry[]>) {
    this.#read = read;
  }

  after(place: ActivityPosition): Promise<readonly ActivityEntry[]> {
    const key = `${place.number}.${place.place}`;
    const reading = this.#readings.get(key) ?? this.#read(place);
    this.#readings.set(key, reading);
    return reading;
  }

  notify(): void {
    this.version += 1;
    this.#readings.clear();
    for (const wake of [...this.#waiting]) wake();
  }

  /** Resolves when there is news since that version, when so long has passed, or when the signal says so. */
  wait(since: number, ms: number, signal: AbortSignal): Promise<void> {
    if (this.version !== since || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake);
    });
  }
}

/**
 * Tells who follows a document's activity that there is more of it on disk. What they are told is
 * read from the journal, so that a stream says just what the list says, in the same order.
 */
export class ActivityFeed {
  readonly #feeds = new Map<DocumentName, DocumentFeed>();

  /** The same journal, with an ear to what is appended. */
  watch(journal: Journal): Journal {
    return {
      ...journal,
      append: (...rows) => {
        const appended = journal.append(...rows);
        const heard = rows.filter((row) => this.#feeds.has(row.document) && hasActivity(row));
        // Whether they get to the disk is told to whoever appended them.
        if (heard.length > 0) void appended.then(() => this.#tell(heard), noop);
        return appended;
      },
    };
  }

  /**
   * What happens in a document after this place, as it gets to the disk; nothing at a time means that
   * nothing has happened for so long.
   */
  async *entriesAfter(
    { journal, document }: { journal: Pick<Journal, 'activity'>; document: DocumentName },
    from: ActivityPosition,
    { beatMs, signal }: { beatMs: number; signal: AbortSignal },
  ): AsyncGenerator<readonly ActivityEntry[]> {
    const feed = this.#open(document, (after) => journal.activity(document, { after }, entriesPerReadMax));
    let after = from;
    try {
      while (!signal.aborted) {
        const { version } = feed;
        const entries = await feed.after(after);
        // What may no longer be told is not told, though it was read already.
        if (signal.aborted) return;
        after = entries.at(-1) ?? after;
        yield entries;
        if (entries.length === 0) await feed.wait(version, beatMs, signal);
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

  #tell(rows: readonly JournalRow[]): void {
    for (const document of new Set(rows.map((row) => row.document))) this.#feeds.get(document)?.notify();
  }
}

const noop = (): void => undefined;
