import { Happening } from '@brygga/shared/domain/activity/happening';

const waitTimeoutMs = 5_000;

/** An activity as somebody follows it, with every byte that came. */
export interface TestStream {
  readonly status: number;
  readonly headers: Headers;
  /** All that was told of so far. */
  readonly happenings: readonly Happening[];
  /** All that has come over the wire. */
  readonly wire: string;
  /** Resolves with why it was ended, or with undefined where the connection just ended. */
  readonly ended: Promise<string | undefined>;
  until(what: string, done: (happenings: readonly Happening[]) => boolean): Promise<void>;
  /** Breaks the connection. */
  breakOff(): void;
}

/** Begins to follow; `lastEventId` is what a browser sends where its connection broke. */
export const openActivityStream = async (url: string, lastEventId?: string): Promise<TestStream> => {
  const breaking = new AbortController();
  const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
  const response = await fetch(url, { headers, signal: breaking.signal });
  const happenings: Happening[] = [];
  const watchers = new Set<() => void>();
  const ended = Promise.withResolvers<string | undefined>();
  let wire = '';
  let why: string | undefined;
  let unread = '';

  const readEvent = (event: string): void => {
    const lines = new Map(
      event.split('\n').map((line) => [line.split(':')[0], line.slice(line.indexOf(':') + 1).trim()]),
    );
    const data = lines.get('data');
    if (lines.get('event') === 'happening' && data) happenings.push(Happening.parse(JSON.parse(data)));
    if (lines.get('event') === 'ended') why = data;
  };
  const read = (text: string): void => {
    wire += text;
    unread += text;
    const events = unread.split('\n\n');
    unread = events.pop() ?? '';
    for (const event of events) readEvent(event);
    for (const watcher of watchers) watcher();
  };
  const readAll = async (): Promise<void> => {
    const decoder = new TextDecoder();
    try {
      for await (const bytes of response.body ?? []) read(decoder.decode(bytes, { stream: true }));
    } catch (error) {
      // A test has broken it off.
      if (!breaking.signal.aborted) throw error;
    }
    ended.resolve(why);
  };
  void readAll();

  return {
    status: response.status,
    headers: response.headers,
    happenings,
    get wire() {
      return wire;
    },
    ended: ended.promise,
    until(what, done) {
      if (done(happenings)) return Promise.resolve();
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`waited in vain for ${what}: ${wire}`)), waitTimeoutMs);
        const look = (): void => {
          if (!done(happenings)) return;
          clearTimeout(timer);
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
      });
    },
    breakOff: () => breaking.abort(),
  };
};
