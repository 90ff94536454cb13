import * as Y from 'yjs';
import { LiveQuestions } from '../live/liveQuestions.ts';
import type { LiveReturnedEdits, ReturnedEditItem } from '../registry/openReturnedEdits.svelte.ts';

/** A returned edit with defaults for all fields that a test leaves out. */
export const returnedEditItem = (
  fields: Partial<ReturnedEditItem> & Pick<ReturnedEditItem, 'id' | 'what'>,
): ReturnedEditItem => ({
  reason: 'step-closed',
  kind: 'note',
  title: '',
  text: '',
  value: undefined,
  more: 0,
  at: 1_000_000,
  ...fields,
});

/** Returned edits without a document behind them. */
export const memoryReturnedEdits = (...items: readonly ReturnedEditItem[]): LiveReturnedEdits => {
  let entries = $state.raw(items);
  return {
    get items() {
      return entries;
    },
    questions: new LiveQuestions(new Y.Doc()),
    dismiss(ids) {
      entries = entries.filter(({ id }) => !ids.includes(id));
    },
    destroy: () => undefined,
  };
};
