import { circleName, type EnterableCircle } from '@brygga/shared/document/circles';
import type { PersonId, WorkshopId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import * as Y from 'yjs';
import { localStore } from './localStore.ts';
import { listenForNetwork } from './networkNews.ts';
import { linkTo } from './provider.ts';
import { QuietAwareness } from './quietAwareness.ts';
import type { Surroundings } from './surroundings.ts';

export interface SmallDocumentOptions {
  readonly workshop: WorkshopId;
  readonly actor: Person;
  readonly circle: Exclude<EnterableCircle, { is: 'board' }>;
  /** What this browser keeps it by, beside workshop and person. */
  readonly keptAs: string;
  /** In a demo, whom the visitor looks as. */
  readonly as?: PersonId | undefined;
}

/**
 * A circle's document that is open beside the board's: nobody's presence is told in it, and how its
 * connection is, the board's status tells, since it is the same server.
 */
export const openSmallDocument = (
  { workshop, actor, circle, keptAs, as }: SmallDocumentOptions,
  { syncUrl, Socket }: Pick<Surroundings, 'syncUrl' | 'Socket'>,
): { readonly doc: Y.Doc; destroy(): void } => {
  const doc = new Y.Doc();
  let open = true;
  const awareness = new QuietAwareness(doc);
  awareness.setLocalState(null);
  const store = localStore(doc, `brygga:${workshop}:${actor.id}:${keptAs}`);
  const none = () => undefined;
  const link = linkTo({
    doc,
    awareness,
    url: syncUrl,
    room: `${workshop}/${circleName(circle)}`,
    as,
    Socket,
    told: { notice: none, self: none, synced: none, closed: none, refused: none },
  });
  void store.readSoon.then(() => open && link.connect());
  const noNetworkNews = listenForNetwork(() => link.check());

  return {
    doc,
    destroy() {
      if (!open) return;
      open = false;
      noNetworkNews();
      link.destroy();
      store.destroy();
      doc.destroy();
    },
  };
};
