import { ChallengeResult, Conflict, OwnResult, ScoreSheet } from '@brygga/shared/agreements/judging/state';
import { readBy, recordsOf } from '@brygga/shared/document/roots';
import { CardId } from '@brygga/shared/ids';
import type * as Y from 'yjs';
import { z } from 'zod';
import { followRecords } from './followRecords.ts';
import { LiveRecords } from './liveRecords.svelte.ts';
import { timeSortKey } from './liveQuestions.ts';

const readSheet = readBy(ScoreSheet);
const readConflict = readBy(Conflict);
const readAll = readBy(ChallengeResult);
const readOwn = readBy(OwnResult);

/** What a judge has said, which nobody else has: sheets by consortium, and ties by whom they are to. */
export class LiveJudge {
  readonly sheets = new LiveRecords<CardId, ScoreSheet>(({ at }) => timeSortKey(at));
  readonly conflicts = new LiveRecords<string, Conflict>(({ at }) => timeSortKey(at));
  readonly stop: () => void;

  constructor(doc: Y.Doc) {
    const stops = [
      followRecords(recordsOf(doc, 'scores'), {
        id: CardId,
        records: this.sheets,
        read: (_id, written) => readSheet(written),
      }),
      followRecords(recordsOf(doc, 'conflicts'), {
        id: z.string(),
        records: this.conflicts,
        read: (_id, written) => readConflict(written),
      }),
    ];
    this.stop = () => stops.forEach((stop) => stop());
  }
}

/** Opened scores by challenge, as the city and the facilitators have them. */
export class LiveResults {
  readonly results = new LiveRecords<CardId, ChallengeResult>();
  readonly stop: () => void;

  constructor(doc: Y.Doc) {
    const { results: records } = this;
    this.stop = followRecords(recordsOf(doc, 'results'), {
      id: CardId,
      records,
      read: (_id, written) => readAll(written),
    });
  }
}

/** A consortium's own opened scores by challenge. */
export class LiveOwnResults {
  readonly results = new LiveRecords<CardId, OwnResult>();
  readonly stop: () => void;

  constructor(doc: Y.Doc) {
    const { results: records } = this;
    this.stop = followRecords(recordsOf(doc, 'results'), {
      id: CardId,
      records,
      read: (_id, written) => readOwn(written),
    });
  }
}
