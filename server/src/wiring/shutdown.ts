import type { Health } from '../ops/health.ts';
import type { Commands } from './commands.ts';
import type { Database } from './database.ts';
import type { Documents } from './documents.ts';
import type { Workers } from './workers.ts';

interface ShutdownDeps {
  readonly database: Database;
  readonly documents: Documents;
  readonly commands: Pick<Commands, 'claimExpiry'>;
  readonly workers: Workers;
  readonly health: Health;
}

/** Ends what is still going on; resolves when every row is on disk. */
export const drain = async ({ documents, commands, health }: ShutdownDeps): Promise<void> => {
  health.markDraining();
  documents.subscriptions.drain();
  await commands.claimExpiry.drain();
  await documents.rooms.drain();
};

/** Ends the threads, those that others rest on last. */
export const close = async ({ database, documents, workers }: ShutdownDeps): Promise<void> => {
  await workers.close();
  await documents.compaction.close();
  await database.journal.close();
  await database.storage.destroy();
};
