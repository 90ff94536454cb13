import type { Journal } from '../storage/contract.ts';
import type { Storage } from '../storage/tables.ts';

export interface Health {
  /** Resolves when tables and journal answer; rejects with the error of what doesn't. */
  ready(): Promise<void>;
  /** Not ready from now on, so that load balancers send nobody here. */
  markDraining(): void;
}

const readyTimeoutMs = 5_000;

export const createHealth = (storage: Storage, journal: Pick<Journal, 'findCommandResponse'>): Health => {
  let draining = false;
  return {
    async ready() {
      if (draining) throw new Error('the server is ending');
      const probes = [
        storage.selectFrom('workshops').select('id').limit(1).execute(),
        journal.findCommandResponse('ready', 'system', 'ready'),
      ];
      await withTimeout(readyTimeoutMs, Promise.all(probes));
    },
    markDraining() {
      draining = true;
    },
  };
};

const withTimeout = async (timeoutMs: number, work: Promise<unknown>): Promise<void> => {
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(() => timeout.reject(new Error(`no answer in ${timeoutMs} ms`)), timeoutMs);
  try {
    await Promise.race([work, timeout.promise]);
  } finally {
    clearTimeout(timer);
  }
};
