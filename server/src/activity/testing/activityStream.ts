import { Happening } from '@brygga/shared/domain/activity/happening';

/** Far above what a busy machine needs. */
const waitTimeoutMs = 30_000;

/** A live activity stream with everything that it has received. */
export interface TestStream {
  readonly status: number;
  readonly headers: Headers;
  /** All happenings so far. */
  readonly happenings: readonly Happening[];
  /** All received text. */
  readonly wire: string;
  /** Resolves with the reason of the `ended` event, or with undefined if the connection ended without one. */
  readonly ended: Promise<string | undefined>;
  waitUntil(description: string, isDone: (happenings: readonly Happening[]) => boolean): Promise<void>;
  /** Breaks the connection. */
  breakOff(): void;
}

/** @param lastEventId is sent as a browser sends it after its connection broke. */
export const openActivityStream = async (url: string, lastEventId?: string): Promise<TestStream> => {
  const breaking = new AbortController();
  const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId };
  const response = await fetch(url, { headers, signal: breaking.signal });
  const happenings: Happening[] = [];
  const watchers = new Set<() => void>();
  const ended = Promise.withResolvers<string | undefined>();
  let wire = '';
  let endedReason: string | undefined;
  let unread = '';

  const readEvent = (event: string): void => {
    const lines = new Map(
      event.split('\n').map((line) => [line.split(':')[0], line.slice(line.indexOf(':') + 1).trim()]),
    );
    const data = lines.get('data');
    if (lines.get('event') === 'happening' && data) happenings.push(Happening.parse(JSON.parse(data)));
    if (lines.get('event') === 'ended') endedReason = data;
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
      // The test has broken the connection.
      if (!breaking.signal.aborted) throw error;
    }
    ended.resolve(endedReason);
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
    waitUntil(description, isDone) {
      if (isDone(happenings)) return Promise.resolve();
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`waited in vain for ${description}: ${wire}`)), waitTimeoutMs);
        const check = (): void => {
          if (!isDone(happenings)) return;
          clearTimeout(timer);
          watchers.delete(check);
          resolve();
        };
        watchers.add(check);
      });
    },
    breakOff: () => breaking.abort(),
  };
};
