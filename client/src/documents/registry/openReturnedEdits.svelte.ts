import { readReturnedEdit, returnedEditsOf } from '@brygga/shared/document/returnedEdits';
import type { PersonId, WorkshopId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import { untrack } from 'svelte';
import type * as Y from 'yjs';
import { followKeys } from '../live/followRecords.ts';
import { deepFreeze } from '../live/deepFreeze.ts';
import { LiveQuestions } from '../live/liveQuestions.ts';
import type { CircleRegistry } from './circleRegistry.ts';
import { openCircleDocument } from './circleDocument.ts';
import { browserEnvironment, type Environment } from './environment.ts';
import type { ReturnedEdit } from '@brygga/shared/document/returnedEdits';

export interface ReturnedEditItem extends ReturnedEdit {
  readonly id: string;
}

/** What waits in the person's own tray. It is there offline, too. */
export interface LiveReturnedEdits {
  /** Newest first. */
  readonly items: readonly ReturnedEditItem[];
  /** What the person has asked; it lies in the same document. */
  readonly questions: LiveQuestions;
  /** Takes entries out of the tray, for good. */
  dismiss(ids: readonly string[]): void;
  destroy(): void;
}


export interface OpenReturnedEditsOptions {
  readonly workshop: WorkshopId;
  readonly actor: Person;
  /** In a demo, whom the visitor looks as. */
  readonly as?: PersonId | undefined;
  /** Where verdicts look for what the person has asked. */
  readonly circles?: CircleRegistry;
}

const returnedEditsIn = (tray: Y.Map<unknown>): readonly ReturnedEditItem[] =>
  [...tray]
    .flatMap(([id, written]) => {
      const entry = readReturnedEdit(written);
      return entry ? [deepFreeze({ ...entry, id })] : [];
    })
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));

/**
 * Opens the person's own document beside the board's: the tray, and what the person has asked. Call
 * `destroy` when nobody shows it any more.
 */
export const openReturnedEdits = (
  options: OpenReturnedEditsOptions,
  surroundings: Pick<Environment, 'syncUrl' | 'Socket'> = browserEnvironment(options.workshop, options.as),
): LiveReturnedEdits => untrack(() => assembleReturnedEdits(options, surroundings));

const assembleReturnedEdits = (
  { workshop, actor, as, circles }: OpenReturnedEditsOptions,
  surroundings: Pick<Environment, 'syncUrl' | 'Socket'>,
): LiveReturnedEdits => {
  const circle = { is: 'person', id: actor.id } as const;
  const { doc, destroy } = openCircleDocument({ workshop, actor, circle, storeName: 'tray', as }, surroundings);
  const tray = returnedEditsOf(doc);
  const talk = new LiveQuestions(doc);
  const leave = circles?.register(circle, { doc, board: talk.board });
  let items = $state.raw<readonly ReturnedEditItem[]>([]);

  const stop = followKeys(tray, () => untrack(() => (items = returnedEditsIn(tray))));

  return {
    get items() {
      return items;
    },
    questions: talk,
    dismiss: (ids) => doc.transact(() => ids.forEach((id) => tray.delete(id))),
    destroy() {
      leave?.();
      stop();
      talk.stop();
      destroy();
    },
  };
};
