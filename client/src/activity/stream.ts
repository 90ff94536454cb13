import { activityEvents } from '@brygga/shared/api/activity';
import { Happening } from '@brygga/shared/domain/activity/happening';
import { liveAddress, type Whose } from './http.ts';

/** What a stream of happenings tells. */
export interface Told {
  happening(it: Happening): void;
  /** It is there, or there again after a break. */
  live(): void;
  /** It broke, and comes back by itself. */
  broken(): void;
  /** The server will have no more of it: the right to it has ended. */
  ended(): void;
  /** It broke for good; who wants it opens another. */
  lost(): void;
}

/** @returns what closes it. */
export type OpenStream = (whose: Whose, after: string | undefined, told: Told) => () => void;

/** The browser's own event stream: it comes back by itself, with the id of the last that it had. */
const openSource = (address: string, told: Told): EventSource => {
  const source = new EventSource(address);
  source.addEventListener('open', () => told.live());
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) told.lost();
    else told.broken();
  });
  source.addEventListener(activityEvents.happening, ({ data }) => {
    const read = Happening.safeParse(JSON.parse(data));
    // A newer server may tell what this window can't read: the rest of it still counts.
    if (read.success) told.happening(read.data);
  });
  source.addEventListener(activityEvents.ended, () => {
    source.close();
    told.ended();
  });
  return source;
};

/**
 * A stream for as long as its window is looked at: a browser has few connections for all windows of a
 * site, and one that nobody sees goes on from where it was when it is seen again.
 */
export const openEventSource: OpenStream = (whose, after, told) => {
  let last = after;
  let over = false;
  let source: EventSource | undefined;
  const end = (tell: () => void) => () => {
    over = true;
    tell();
  };
  const listening: Told = {
    ...told,
    happening(it) {
      last = it.id;
      told.happening(it);
    },
    ended: end(told.ended),
    lost: end(told.lost),
  };
  const follow = (): void => {
    source?.close();
    source = over || document.hidden ? undefined : openSource(liveAddress(whose, last), listening);
  };
  follow();
  document.addEventListener('visibilitychange', follow);
  return () => {
    document.removeEventListener('visibilitychange', follow);
    source?.close();
  };
};
