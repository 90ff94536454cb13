import { type Board, emptyBoard, readDisclosure, readQuestion } from '@brygga/shared/agreements/board';
import type { Disclosure, Question } from '@brygga/shared/agreements/questions/state';
import { recordsOf } from '@brygga/shared/document/roots';
import { RecordId } from '@brygga/shared/ids';
import type * as Y from 'yjs';
import { followRecords } from './followRecords.ts';
import { LiveRecords } from './liveRecords.svelte.ts';

/** Orders records by when they came, as text. */
export const timeSortKey = (at: number): string => String(Math.max(0, Math.floor(at))).padStart(16, '0');
export const latestFirst = (a: string, b: string): number => (a === b ? 0 : a < b ? 1 : -1);

/** Questions and disclosures of one circle's document, as far as the circle knows them. */
export class LiveQuestions {
  /** The longest waiting first. */
  readonly questions = new LiveRecords<RecordId, Question>(({ askedAt, at }) => timeSortKey(askedAt ?? at));
  /** The latest first. */
  readonly disclosures = new LiveRecords<RecordId, Disclosure>(({ at }) => timeSortKey(at), latestFirst);
  /** For verdicts that rest on this circle. */
  readonly board: Board;
  readonly stop: () => void;

  constructor(doc: Y.Doc) {
    const { questions, disclosures } = this;
    const stopQuestions = followRecords(recordsOf(doc, 'questions'), {
      id: RecordId,
      read: (_id, written) => readQuestion(written),
      records: questions,
    });
    const stopDisclosures = followRecords(recordsOf(doc, 'disclosures'), {
      id: RecordId,
      read: (_id, written) => readDisclosure(written),
      records: disclosures,
    });
    this.board = {
      ...emptyBoard,
      question: (id) => questions.get(id),
      questions: () => questions.all,
      disclosure: (id) => disclosures.get(id),
    };
    this.stop = () => {
      stopQuestions();
      stopDisclosures();
    };
  }
}
