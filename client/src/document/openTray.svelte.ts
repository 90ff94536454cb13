import { readReturnedEdit, returnedEditsOf } from '@brygga/shared/document/tray';
import type { PersonId, WorkshopId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import { untrack } from 'svelte';
import type * as Y from 'yjs';
import { followKeys } from './followRecords.ts';
import { frozen } from './frozen.ts';
import { LiveTalk } from './liveTalk.ts';
import type { OpenCircles } from './openCircles.ts';
import { openSmallDocument } from './smallDocument.ts';
import { browserSurroundings, type Surroundings } from './surroundings.ts';
import type { LiveTray, TrayItem } from './types.ts';

export interface OpenTrayOptions {
  readonly workshop: WorkshopId;
  readonly actor: Person;
  /** In a demo, whom the visitor looks as. */
  readonly as?: PersonId | undefined;
  /** Where verdicts look for what the person has asked. */
  readonly circles?: OpenCircles;
}

const itemsOf = (tray: Y.Map<unknown>): readonly TrayItem[] =>
  [...tray]
    .flatMap(([id, written]) => {
      const entry = readReturnedEdit(written);
      return entry ? [frozen({ ...entry, id })] : [];
    })
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));

/**
 * Opens the person's own document beside the board's: the tray, and what the person has asked. Call
 * `destroy` when nobody shows it any more.
 */
export const openTray = (
  options: OpenTrayOptions,
  surroundings: Pick<Surroundings, 'syncUrl' | 'Socket'> = browserSurroundings(options.workshop, options.as),
): LiveTray => untrack(() => assembled(options, surroundings));

const assembled = (
  { workshop, actor, as, circles }: OpenTrayOptions,
  surroundings: Pick<Surroundings, 'syncUrl' | 'Socket'>,
): LiveTray => {
  const circle = { is: 'person', id: actor.id } as const;
  const { doc, destroy } = openSmallDocument({ workshop, actor, circle, keptAs: 'tray', as }, surroundings);
  const tray = returnedEditsOf(doc);
  const talk = new LiveTalk(doc);
  const leave = circles?.add(circle, { doc, board: talk.board });
  let items = $state.raw<readonly TrayItem[]>([]);

  const stop = followKeys(tray, () => untrack(() => (items = itemsOf(tray))));

  return {
    get items() {
      return items;
    },
    talk,
    dismiss: (ids) => doc.transact(() => ids.forEach((id) => tray.delete(id))),
    destroy() {
      leave?.();
      stop();
      talk.stop();
      destroy();
    },
  };
};
