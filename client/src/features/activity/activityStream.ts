import { activityEvents } from '@brygga/shared/api/activity';
import { Happening } from '@brygga/shared/domain/activity/happening';
import { liveUrl, type ActivityScope } from './activityApi.ts';

/** Events of a stream of happenings. */
export interface ActivityStreamHandlers {
  onHappening(happening: Happening): void;
  /** Connected, for the first time or again. */
  onLive(): void;
  /** Disconnected; the browser reconnects. */
  onInterrupted(): void;
  /** The server has closed it for good: the right to read it has ended. */
  onEnded(): void;
  /** Disconnected for good; another one may be opened. */
  onFailed(): void;
}

/** Opens a stream of what follows the happening `after`. Returns what closes it. */
export type OpenActivityStream = (
  scope: ActivityScope,
  after: string | undefined,
  handlers: ActivityStreamHandlers,
) => () => void;

/** The browser reconnects by itself, and sends the id of the last event. */
const createEventSource = (url: string, handlers: ActivityStreamHandlers): EventSource => {
  const source = new EventSource(url);
  source.addEventListener('open', () => handlers.onLive());
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) handlers.onFailed();
    else handlers.onInterrupted();
  });
  source.addEventListener(activityEvents.happening, ({ data }) => {
    const happening = Happening.safeParse(JSON.parse(data));
    // A newer server may send happenings that this client can't read; it skips those.
    if (happening.success) handlers.onHappening(happening.data);
  });
  source.addEventListener(activityEvents.ended, () => {
    source.close();
    handlers.onEnded();
  });
  return source;
};

/**
 * Open only while the window is visible: browsers allow few connections per site. The stream resumes
 * after the last id.
 */
export const openActivityStream: OpenActivityStream = (scope, after, handlers) => {
  let lastId = after;
  let isOver = false;
  let source: EventSource | undefined;
  const ending = (handle: () => void) => () => {
    isOver = true;
    handle();
  };
  const trackingHandlers: ActivityStreamHandlers = {
    ...handlers,
    onHappening(happening) {
      lastId = happening.id;
      handlers.onHappening(happening);
    },
    onEnded: ending(handlers.onEnded),
    onFailed: ending(handlers.onFailed),
  };
  const reopen = (): void => {
    source?.close();
    const isWanted = !isOver && !document.hidden;
    source = isWanted ? createEventSource(liveUrl(scope, lastId), trackingHandlers) : undefined;
  };
  reopen();
  document.addEventListener('visibilitychange', reopen);
  return () => {
    document.removeEventListener('visibilitychange', reopen);
    source?.close();
  };
};
