import { readAnnouncement } from '@brygga/shared/agreements/board';
import type { Announcement } from '@brygga/shared/agreements/questions/state';
import { recordsOf } from '@brygga/shared/document/roots';
import { RecordId } from '@brygga/shared/ids';
import type * as Y from 'yjs';
import { followRecords } from './followRecords.ts';
import { LiveRecords } from './liveRecords.svelte.ts';
import { timeSortKey, latestFirst } from './liveQuestions.ts';

export type LiveAnnouncements = Pick<LiveRecords<RecordId, Announcement>, 'ids' | 'get' | 'all'>;

/** What everyone on a board was told, the latest first, and what ends the following. */
export const liveAnnouncements = (doc: Y.Doc) => {
  const announcements = new LiveRecords<RecordId, Announcement>(({ at }) => timeSortKey(at), latestFirst);
  const stop = followRecords(recordsOf(doc, 'announcements'), {
    id: RecordId,
    read: (_id, written) => readAnnouncement(written),
    records: announcements,
  });
  return { announcements, stop };
};
