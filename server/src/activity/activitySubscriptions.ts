import type { PersonId } from '@brygga/shared/ids';
import type { ActivityEntry, ActivityPosition, DocumentName, Journal } from '../storage/contract.ts';
import type { Admission } from '../sync/access/admission.ts';
import { documentName } from '../storage/documentName.ts';
import type { Log } from '../sync/room/dependencies.ts';
import { AccessRecheck } from '../sync/access/accessRecheck.ts';
import type { RoomMember } from '../sync/room/roomMember.ts';
import type { CircleRef } from './activity.ts';
import type { ActivityFeed } from './activityFeed.ts';

/** What one person may follow at a time, with every window of theirs. */
const subscriptionsPerPersonMax = 20;
/** A sign of life for who waits, and for all that is between. */
const keepAliveMs = 15_000;

/** Somebody who follows what happens. */
export interface ActivitySubscription {
  /** As it gets to the disk; an empty part is a sign of life. It ends with the right to it. */
  readonly batches: AsyncIterable<readonly ActivityEntry[]>;
  /** Why the right has ended, once it has; undefined where somebody went away, or is to come again. */
  readonly endedReason: string | undefined;
  stop(): void;
}

interface SubscribeRequest {
  readonly circle: CircleRef;
  readonly person: PersonId;
  readonly session: string;
  readonly after: ActivityPosition;
  /** The question that let them in. */
  admit(): Promise<Admission>;
}

export interface ActivitySubscriptions {
  /** One person follows so much at a time, and no more. */
  canSubscribe(person: PersonId): boolean;
  subscribe(asked: SubscribeRequest): ActivitySubscription;
  /** Has the right looked at again of all who are meant. */
  recheckAccess(isMeant: (document: DocumentName, visitor: RoomMember) => boolean): void;
  /** Sends everybody away, to come again. */
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
    canSubscribe: (person) =>
      [...open.keys()].filter((visitor) => visitor.person === person).length < subscriptionsPerPersonMax,

    subscribe({ circle, person, session, after, admit }) {
      const document = documentName(circle.workshop, circle.circle);
      const ending = new AbortController();
      let ended: string | undefined;
      const review = new AccessRecheck({
        expiresAt: undefined,
        admit: admit,
        onAdmission(admission) {
          if (admission.kind === 'admitted') return;
          ended = admission.reason;
          ending.abort();
        },
        onError: (error) => log.error({ err: error, document }, 'rights could not be looked up'),
      });
      const visitor: RoomMember = {
        person,
        session,
        recheckAccess: () => review.recheck(),
        close: () => ending.abort(),
      };
      open.set(visitor, document);
      // The right may have ended between being asked for and being listed here.
      review.recheck();
      ending.signal.addEventListener('abort', () => {
        review.stop();
        open.delete(visitor);
      });
      return {
        batches: feed.entriesAfter({ journal, document }, after, { beatMs: keepAliveMs, signal: ending.signal }),
        get endedReason() {
          return ended;
        },
        stop: () => ending.abort(),
      };
    },

    recheckAccess(isMeant) {
      for (const [visitor, document] of open) if (isMeant(document, visitor)) visitor.recheckAccess();
    },

    drain() {
      for (const visitor of open.keys()) visitor.close('restart', 'the server is restarting');
    },
  };
};
