import { join, resolve } from 'node:path';
import { SetupError } from '../config.ts';
import type { Log } from '../ops/log.ts';
import type { Journal } from '../storage/contract.ts';
import { openJournal } from '../storage/sqlite/journal.ts';
import { openStorage } from '../storage/sqlite/storage.ts';
import type { Storage } from '../storage/tables.ts';
import { errorMessage } from '../workers/workerMessages.ts';

export interface Database {
  /** Worker threads open it too. */
  readonly file: string;
  readonly storage: Storage;
  readonly journal: Journal;
}

/** @throws SetupError when the data can't be read. */
export const openDatabase = async (dataDir: string, log: Log): Promise<Database> => {
  const file = join(dataDir, 'brygga.sqlite');
  try {
    const storage = await openStorage(file);
    const journal = openJournal(file, log);
    // The journal's thread reports that it can't open its file only when it is asked for something.
    await journal.load('');
    return { file, storage, journal };
  } catch (error) {
    throw new SetupError(`The data in ${resolve(file)} can't be opened: ${errorMessage(error)}.`);
  }
};
