import type { PersonId } from '@brygga/shared/ids';
import type { ActivityEntry, ActivityPosition, DocumentName, Journal } from '../storage/contract.ts';
import type { Admission } from '../sync/access/admission.ts';
import { documentName } from '../storage/documentName.ts';
import type { Log } from '../sync/room/dependencies.ts';
import { AccessRecheck } from '../sync/access/accessRecheck.ts';
import type { RoomMember } from '../sync/room/roomMember.ts';
import type { CircleRef } from './activity.ts';
import type { ActivityFeed } from './activityFeed.ts';

/** Per person, over all their windows. */
const subscriptionsPerPersonMax = 20;
/** Keeps proxies from closing a quiet stream. */
const keepAliveMs = 15_000;

export interface ActivitySubscription {
  /** Entries once they are on disk; an empty batch is a keep-alive. Ends when access ends. */
  readonly batches: AsyncIterable<readonly ActivityEntry[]>;
  /** Why access has ended; undefined while it lasts, and where the client left or the server drains. */
  readonly endedReason: string | undefined;
  stop(): void;
}

interface SubscribeRequest {
  readonly circle: CircleRef;
  readonly person: PersonId;
  readonly session: string;
  readonly after: ActivityPosition;
  readonly admit: () => Promise<Admission>;
}

export interface ActivitySubscriptions {
  /** @returns undefined where the person has as many open as a person may. */
  subscribe(request: SubscribeRequest): ActivitySubscription | undefined;
  /** Rechecks the access of the subscribers that the predicate picks. */
  recheckAccess(isAffected: (document: DocumentName, subscriber: RoomMember) => boolean): void;
  /** Ends every subscription; clients reconnect. */
  drain(): void;
}

interface ActivitySubscriptionsDeps {
  readonly feed: ActivityFeed;
  readonly journal: Pick<Journal, 'activity'>;
  readonly log: Log;
}

export const createActivitySubscriptions = ({
  feed,
  journal,
  log,
}: ActivitySubscriptionsDeps): ActivitySubscriptions => {
  const open = new Map<RoomMember, DocumentName>();

  return {
    subscribe({ circle, person, session, after, admit }) {
      const subscriptions = [...open.keys()].filter((subscriber) => subscriber.person === person);
      if (subscriptions.length >= subscriptionsPerPersonMax) return undefined;
      const document = documentName(circle.workshop, circle.circle);
      const ending = new AbortController();
      let endedReason: string | undefined;
      const recheck = new AccessRecheck({
        expiresAt: undefined,
        admit,
        onAdmission(admission) {
          if (admission.kind === 'admitted') return;
          endedReason = admission.reason;
          ending.abort();
        },
        onError: (error) => log.error({ err: error, document }, 'rights could not be looked up'),
      });
      const subscriber: RoomMember = {
        person,
        session,
        recheckAccess: () => recheck.recheck(),
        close: () => ending.abort(),
      };
      open.set(subscriber, document);
      // Access may have ended between admission and registration.
      recheck.recheck();
      ending.signal.addEventListener('abort', () => {
        recheck.stop();
        open.delete(subscriber);
      });
      return {
        batches: feed.entriesAfter({ journal, document }, after, { keepAliveMs, signal: ending.signal }),
        get endedReason() {
          return endedReason;
        },
        stop: () => ending.abort(),
      };
    },

    recheckAccess(isAffected) {
      for (const [subscriber, document] of open) if (isAffected(document, subscriber)) subscriber.recheckAccess();
    },

    drain() {
      for (const subscriber of open.keys()) subscriber.close('restart', 'the server is restarting');
    },
  };
};
