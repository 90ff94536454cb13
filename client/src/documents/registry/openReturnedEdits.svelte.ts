import { type ReturnedEdit, readReturnedEdit, returnedEditsOf } from '@brygga/shared/document/returnedEdits';
import { circleOfPerson } from '@brygga/shared/document/circles';
import { untrack } from 'svelte';
import type * as Y from 'yjs';
import { deepFreeze } from '../live/deepFreeze.ts';
import { followKeys } from '../live/followRecords.ts';
import { LiveQuestions } from '../live/liveQuestions.ts';
import type { LiveBoard } from './liveBoard.ts';

export interface ReturnedEditItem extends ReturnedEdit {
  readonly id: string;
}

/** The person's inbox of returned edits. It is there offline, too. */
export interface LiveReturnedEdits {
  /** Newest first. */
  readonly items: readonly ReturnedEditItem[];
  /** Asked by the person: they are in the same document. */
  readonly questions: LiveQuestions;
  /** Removes items for good. */
  dismiss(ids: readonly string[]): void;
  destroy(): void;
}

const readItems = (records: Y.Map<unknown>): readonly ReturnedEditItem[] =>
  [...records]
    .flatMap(([id, record]) => {
      const edit = readReturnedEdit(record);
      return edit ? [deepFreeze({ ...edit, id })] : [];
    })
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));

/** Opens the person's own circle: returned edits, and the questions that the person has asked. */
export const openReturnedEdits = (board: Pick<LiveBoard, 'actor' | 'circles'>): LiveReturnedEdits =>
  untrack(() => assembleReturnedEdits(board));

const assembleReturnedEdits = ({ actor, circles }: Pick<LiveBoard, 'actor' | 'circles'>): LiveReturnedEdits => {
  const circle = circleOfPerson(actor.id);
  const { document, release } = circles.acquire(circle);
  const records = returnedEditsOf(document.doc);
  const questions = new LiveQuestions(document.doc);
  const unregisterBoard = circles.registerBoard(circle, questions.board);
  let items = $state.raw<readonly ReturnedEditItem[]>([]);
  const stop = followKeys(records, () => untrack(() => (items = readItems(records))));

  return {
    get items() {
      return items;
    },
    questions,
    dismiss: (ids) => document.doc.transact(() => ids.forEach((id) => records.delete(id))),
    destroy() {
      unregisterBoard();
      stop();
      questions.stop();
      release();
    },
  };
};
