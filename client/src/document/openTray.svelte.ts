import { circleName } from '@brygga/shared/document/circles';
import { readTrayEntry, trayOf } from '@brygga/shared/document/tray';
import type { PersonId, WorkshopId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import { untrack } from 'svelte';
import * as Y from 'yjs';
import { followKeys } from './followRecords.ts';
import { frozen } from './frozen.ts';
import { localStore } from './localStore.ts';
import { listenForNetwork } from './networkNews.ts';
import { linkTo } from './provider.ts';
import { QuietAwareness } from './quietAwareness.ts';
import { browserSurroundings, type Surroundings } from './surroundings.ts';
import type { LiveTray, TrayItem } from './types.ts';

export interface OpenTrayOptions {
  readonly workshop: WorkshopId;
  readonly actor: Person;
  /** In a demo, whom the visitor looks as. */
  readonly as?: PersonId | undefined;
}

const itemsOf = (tray: Y.Map<unknown>): readonly TrayItem[] =>
  [...tray]
    .flatMap(([id, written]) => {
      const entry = readTrayEntry(written);
      return entry ? [frozen({ ...entry, id })] : [];
    })
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1));

/**
 * Opens the person's own tray, a small document beside the board's. Call `destroy` when nobody shows
 * it any more.
 */
export const openTray = (
  options: OpenTrayOptions,
  surroundings: Pick<Surroundings, 'syncUrl' | 'Socket'> = browserSurroundings(options.workshop, options.as),
): LiveTray => untrack(() => assembled(options, surroundings));

const assembled = (
  { workshop, actor, as }: OpenTrayOptions,
  { syncUrl, Socket }: Pick<Surroundings, 'syncUrl' | 'Socket'>,
): LiveTray => {
  const doc = new Y.Doc();
  const tray = trayOf(doc);
  let items = $state.raw<readonly TrayItem[]>([]);
  let open = true;

  const stop = followKeys(tray, () => untrack(() => (items = itemsOf(tray))));
  const awareness = new QuietAwareness(doc);
  awareness.setLocalState(null);
  const circle = circleName({ is: 'person', id: actor.id });
  const store = localStore(doc, `brygga:${workshop}:${actor.id}:tray`);
  const none = () => undefined;
  const link = linkTo({
    doc,
    awareness,
    url: syncUrl,
    room: `${workshop}/${circle}`,
    as,
    Socket,
    // How the connection is, the board's status tells: it is the same server.
    told: { notice: none, self: none, synced: none, closed: none, refused: none },
  });
  void store.readSoon.then(() => open && link.connect());
  const noNetworkNews = listenForNetwork(() => link.check());

  return {
    get items() {
      return items;
    },
    dismiss: (ids) => doc.transact(() => ids.forEach((id) => tray.delete(id))),
    destroy() {
      if (!open) return;
      open = false;
      noNetworkNews();
      link.destroy();
      store.destroy();
      stop();
      doc.destroy();
    },
  };
};
