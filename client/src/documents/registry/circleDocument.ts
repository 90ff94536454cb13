import { circleName, type EnterableCircle } from '@brygga/shared/document/circles';
import type { PersonId, WorkshopId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import * as Y from 'yjs';
import { localStore } from '../connection/localStore.ts';
import { onConnectivityChange } from '../connection/connectivity.ts';
import { createSyncConnection } from '../connection/syncConnection.ts';
import { LocalOnlyAwareness } from '../presence/localOnlyAwareness.ts';
import type { Environment } from './environment.ts';

export interface CircleDocumentOptions {
  readonly workshop: WorkshopId;
  readonly actor: Person;
  readonly circle: Exclude<EnterableCircle, { is: 'board' }>;
  /** What this browser keeps it by, beside workshop and person. */
  readonly storeName: string;
  /** In a demo, whom the visitor looks as. */
  readonly as?: PersonId | undefined;
}

/**
 * A circle's document that is open beside the board's: nobody's presence is told in it, and how its
 * connection is, the board's status tells, since it is the same server.
 */
export const openCircleDocument = (
  { workshop, actor, circle, storeName, as }: CircleDocumentOptions,
  { syncUrl, Socket }: Pick<Environment, 'syncUrl' | 'Socket'>,
): { readonly doc: Y.Doc; destroy(): void } => {
  const doc = new Y.Doc();
  let open = true;
  const awareness = new LocalOnlyAwareness(doc);
  awareness.setLocalState(null);
  const store = localStore(doc, `brygga:${workshop}:${actor.id}:${storeName}`);
  const none = () => undefined;
  const link = createSyncConnection({
    doc,
    awareness,
    url: syncUrl,
    documentName: `${workshop}/${circleName(circle)}`,
    as,
    Socket,
    handlers: { notice: none, ownPresence: none, synced: none, closed: none, closedForGood: none },
  });
  void store.readOrTimeout.then(() => open && link.connect());
  const noNetworkNews = onConnectivityChange(() => link.checkAlive());

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
