import { Interest, Match, readParty, Warning } from '@brygga/shared/agreements/interest/state';
import { readBy, recordsOf } from '@brygga/shared/document/roots';
import type * as Y from 'yjs';
import { z } from 'zod';
import { followRecords } from './followRecords.ts';
import { LiveRecords } from './liveRecords.svelte.ts';
import { timeSortKey, latestFirst } from './liveQuestions.ts';

const id = z.string();
const readInterest = readBy(Interest);
const readMatch = readBy(Match);
const readWarning = readBy(Warning);

/** What a side knows of interests: its own, those that are returned, and who came near. By whom they concern. */
export class LiveInterest {
  readonly interests = new LiveRecords<string, Interest>(({ at }) => timeSortKey(at), latestFirst);
  readonly matches = new LiveRecords<string, Match>(({ since }) => timeSortKey(since), latestFirst);
  readonly warnings = new LiveRecords<string, Warning>(({ at }) => timeSortKey(at), latestFirst);
  readonly stop: () => void;

  constructor(doc: Y.Doc) {
    const { interests, matches, warnings } = this;
    const stops = [
      followRecords(recordsOf(doc, 'interests'), {
        id,
        records: interests,
        read: (key, written) => (readParty(key) ? readInterest(written) : undefined),
      }),
      followRecords(recordsOf(doc, 'matches'), {
        id,
        records: matches,
        read: (key, written) => (readParty(key) ? readMatch(written) : undefined),
      }),
      followRecords(recordsOf(doc, 'warnings'), {
        id,
        records: warnings,
        read: (_key, written) => readWarning(written),
      }),
    ];
    this.stop = () => stops.forEach((stop) => stop());
  }
}
