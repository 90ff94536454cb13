import { activityEvents } from '@brygga/shared/api/activity';
import { Happening } from '@brygga/shared/domain/activity/happening';
import { liveUrl, type ActivityScope } from './activityApi.ts';

/** What a stream of happenings tells. */
export interface ActivityStreamHandlers {
  onHappening(it: Happening): void;
  /** It is there, or there again after a break. */
  onLive(): void;
  /** It broke, and comes back by itself. */
  onInterrupted(): void;
  /** The server will have no more of it: the right to it has ended. */
  onEnded(): void;
  /** It broke for good; who wants it opens another. */
  onFailed(): void;
}

/** @returns what closes it. */
export type OpenActivityStream = (
  whose: ActivityScope,
  after: string | undefined,
  told: ActivityStreamHandlers,
) => () => void;

/** The browser's own event stream: it comes back by itself, with the id of the last that it had. */
const createEventSource = (address: string, told: ActivityStreamHandlers): EventSource => {
  const source = new EventSource(address);
  source.addEventListener('open', () => told.onLive());
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) told.onFailed();
    else told.onInterrupted();
  });
  source.addEventListener(activityEvents.happening, ({ data }) => {
    const read = Happening.safeParse(JSON.parse(data));
    // A newer server may tell what this window can't read: the rest of it still counts.
    if (read.success) told.onHappening(read.data);
  });
  source.addEventListener(activityEvents.ended, () => {
    source.close();
    told.onEnded();
  });
  return source;
};

/**
 * A stream for as long as its window is looked at: a browser has few connections for all windows of a
 * site, and one that nobody sees goes on from where it was when it is seen again.
 */
export const openActivityStream: OpenActivityStream = (whose, after, told) => {
  let last = after;
  let over = false;
  let source: EventSource | undefined;
  const end = (tell: () => void) => () => {
    over = true;
    tell();
  };
  const listening: ActivityStreamHandlers = {
    ...told,
    onHappening(it) {
      last = it.id;
      told.onHappening(it);
    },
    onEnded: end(told.onEnded),
    onFailed: end(told.onFailed),
  };
  const follow = (): void => {
    source?.close();
    source = over || document.hidden ? undefined : createEventSource(liveUrl(whose, last), listening);
  };
  follow();
  document.addEventListener('visibilitychange', follow);
  return () => {
    document.removeEventListener('visibilitychange', follow);
    source?.close();
  };
};
