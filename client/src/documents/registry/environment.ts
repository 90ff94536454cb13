import { asHeader } from '@brygga/shared/api/workshops';
import type { PersonId, WorkshopId } from '@brygga/shared/ids';
import { request } from '../../api/request.ts';
import { type CommandClientDeps, DecidedResponse } from '../commands/httpCommandClient.svelte.ts';

/** What a board needs of the place where it runs; a browser window has it all. */
export interface Environment {
  /** `wss://host/sync` */
  readonly syncUrl: string;
  readonly Socket: typeof WebSocket;
  readonly storage: Storage | undefined;
  readonly post: CommandClientDeps['post'];
}

const browserStorage = (): Storage | undefined => {
  try {
    return window.localStorage;
  } catch (error) {
    // A browser that is told to keep nothing throws at the mere mention.
    if (error instanceof DOMException) return undefined;
    throw error;
  }
};

export const browserEnvironment = (workshop: WorkshopId, as: PersonId | undefined): Environment => ({
  syncUrl: `${window.location.protocol === 'https:' ? 'wss' : 'ws'}://${window.location.host}/sync`,
  Socket: WebSocket,
  storage: browserStorage(),
  post: (name, input, key) =>
    request(DecidedResponse, 'POST', `/api/workshops/${workshop}/commands/${name}`, input, {
      'idempotency-key': key,
      ...(as ? { [asHeader]: as } : {}),
    }),
});
