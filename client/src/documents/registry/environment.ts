import { asHeader } from '@brygga/shared/api/workshops';
import type { PersonId, WorkshopId } from '@brygga/shared/ids';
import { request } from '../../api/request.ts';
import { type CommandClientDeps, DecidedResponse } from '../commands/httpCommandClient.svelte.ts';
import { deleteStore, localStore } from '../store/localStore.ts';

/** What documents need of the place where they run; tests replace it. */
export interface Environment {
  /** `wss://host/sync` */
  readonly syncUrl: string;
  readonly Socket: typeof WebSocket;
  readonly storage: Storage;
  readonly openStore: typeof localStore;
  readonly deleteStore: (name: string) => void;
  readonly post: CommandClientDeps['post'];
}

export const browserEnvironment = (workshop: WorkshopId, as: PersonId | undefined): Environment => ({
  syncUrl: `${window.location.protocol === 'https:' ? 'wss' : 'ws'}://${window.location.host}/sync`,
  Socket: WebSocket,
  storage: localStorage,
  openStore: localStore,
  deleteStore,
  post: (name, input, key) =>
    request(DecidedResponse, 'POST', `/api/workshops/${workshop}/commands/${name}`, input, {
      'idempotency-key': key,
      ...(as ? { [asHeader]: as } : {}),
    }),
});
