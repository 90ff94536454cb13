import { accessSync, constants, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SetupError } from '../config.ts';
import { lockFolder } from '../storage/sqlite/folderLock.ts';
import { errorMessage } from '../workers/workerMessages.ts';

/**
 * @returns a function that unlocks the folder.
 * @throws SetupError when it can't be written, or another process has locked it.
 */
export const lockDataFolder = (dataDir: string): (() => void) => {
  let unlock: (() => void) | undefined;
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.W_OK);
    unlock = lockFolder(join(dataDir, 'brygga.lock'));
  } catch (error) {
    throw new SetupError(`DATA_DIR ${resolve(dataDir)} can't be written: ${errorMessage(error)}.`);
  }
  if (unlock) return unlock;
  throw new SetupError(
    `Another Brygga is running on DATA_DIR ${resolve(dataDir)}: stop it, or give this one its own folder.`,
  );
};
