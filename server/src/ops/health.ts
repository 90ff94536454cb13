import type { Journal } from '../storage/contract.ts';
import type { Storage } from '../storage/tables.ts';

export interface Health {
  /** Resolves when both the tables and the journal's thread answer; rejects with what does not. */
  ready(): Promise<void>;
  /** From now on the server isn't ready, so that no one is sent here any more. */
  markDraining(): void;
}

const readyTimeoutMs = 5_000;

export const createHealth = (storage: Storage, journal: Pick<Journal, 'findCommandResponse'>): Health => {
  let ending = false;
  return {
    async ready() {
      if (ending) throw new Error('the server is ending');
      const asked = [
        storage.selectFrom('workshops').select('id').limit(1).execute(),
        journal.findCommandResponse('ready', 'system', 'ready'),
      ];
      await withTimeout(readyTimeoutMs, Promise.all(asked));
    },
    markDraining() {
      ending = true;
    },
  };
};

const withTimeout = async (millis: number, work: Promise<unknown>): Promise<void> => {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`no answer in ${millis} ms`)), millis);
  try {
    await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
};
