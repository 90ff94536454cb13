import { rmSync } from 'node:fs';
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitForCondition, now } from '../load/clock.ts';
import { type RunningPeer, sizeOf } from './peer.ts';

const stillMs = 1_500;
const patienceMs = 30_000;

/** Waits until a server has left its files alone for a while: what it does after the last has gone is done. */
const waitUntilStill = async (folder: string): Promise<void> => {
  let before = -1;
  let since = now();
  await waitForCondition(async () => {
    const size = await sizeOf(folder);
    if (size !== before) since = now();
    before = size;
    return now() - since > stillMs;
  }, patienceMs);
};

/** Ends the server in good order and keeps a copy of what it has stored, until this process ends. */
export const storeData = async (running: RunningPeer): Promise<string> => {
  await waitUntilStill(running.dataDir);
  await running.server.stop();
  const folder = await mkdtemp(join(tmpdir(), 'bench-stored-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  await cp(running.dataDir, folder, { recursive: true });
  await running.stop();
  return folder;
};
