import { EventEmitter } from 'node:events';
import type { WorkshopId } from '@brygga/shared/ids';
import type * as Y from 'yjs';
import { ActivityFeed } from '../activity/activityFeed.ts';
import { type ActivitySubscriptions, createActivitySubscriptions } from '../activity/activitySubscriptions.ts';
import type { Log } from '../ops/log.ts';
import type { Journal } from '../storage/contract.ts';
import { parseDocumentName } from '../storage/documentName.ts';
import { CompactionScheduler } from '../sync/compaction/compactionScheduler.ts';
import { createReturnedEdits } from '../sync/returnedEdits/returnedEdits.ts';
import type { RoomDeps } from '../sync/room/room.ts';
import { createRooms, type Rooms } from '../sync/room/rooms.ts';
import { createWorkerClient } from '../workers/workerClient.ts';
import type { Database } from './database.ts';
import type { CompactionMethods } from './workers/compaction.worker.ts';

const compactionModule = new URL('./workers/compaction.worker.ts', import.meta.url);

interface BoardEvents {
  /** The board's document is in memory from now on. */
  opened: [workshop: WorkshopId, doc: Y.Doc];
  /** It has left memory. */
  closed: [workshop: WorkshopId];
}

export interface Documents {
  /** The database's journal, watched by compaction and by the activity feed. */
  readonly journal: Journal;
  readonly rooms: Rooms;
  readonly boardEvents: EventEmitter<BoardEvents>;
  readonly subscriptions: ActivitySubscriptions;
  readonly compaction: CompactionScheduler;
}

/** Documents in memory and the streams of what happens in them. */
export const createDocuments = (
  database: Database,
  log: Log,
  { createGuard }: Pick<RoomDeps, 'createGuard'> = {},
): Documents => {
  const compactionWorker = createWorkerClient<CompactionMethods>(compactionModule, {
    data: { path: database.file },
    log,
  });
  const compaction = new CompactionScheduler(compactionWorker, log);
  const feed = new ActivityFeed();
  const journal = feed.watch(compaction.watch(database.journal));
  const boardEvents = new EventEmitter<BoardEvents>();
  const rooms = createRooms({
    journal,
    log,
    returnedEdits: createReturnedEdits(),
    onOpened(document, doc) {
      const { workshop, circle } = parseDocumentName(document);
      if (circle.is === 'board') boardEvents.emit('opened', workshop, doc);
    },
    onUnloaded(document) {
      const { workshop, circle } = parseDocumentName(document);
      if (circle.is === 'board') boardEvents.emit('closed', workshop);
      compaction.onUnloaded(document);
    },
    ...(createGuard ? { createGuard } : {}),
  });
  return {
    journal,
    rooms,
    boardEvents,
    subscriptions: createActivitySubscriptions({ feed, journal, log }),
    compaction,
  };
};
