import { execFile } from 'node:child_process';
import { mkdtemp, open, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const diskBytes = 24 * 1024 * 1024;
const chunk = Buffer.alloc(64 * 1024, 1);

/** A folder on a disk that can be filled to the last byte, and emptied again. */
export interface SmallDisk {
  readonly folder: string;
  /** How it is limited, for the test's name. */
  readonly by: string;
  fill(pid: number): Promise<void>;
  free(pid: number): Promise<void>;
  remove(): Promise<void>;
}

/**
 * A file system of its own, in memory, where this process may mount one (root). Elsewhere the
 * server's files may grow no further at a word (`prlimit`, as with a quota): then its writes fail
 * in the same place, with another number.
 *
 * @throws Error where there is neither.
 */
export const smallDisk = async (): Promise<SmallDisk> => {
  const folder = await mkdtemp(join(tmpdir(), 'brygga-small-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes}`, 'tmpfs', folder]);
  } catch {
    return limitFileSizes(folder);
  }
  const filler = join(folder, 'filler');
  return {
    folder,
    by: 'a file system of 24 MB',
    async fill() {
      const file = await open(filler, 'w');
      try {
        for (let left = (await statfs(folder)).bfree; left > 0; left = (await statfs(folder)).bfree) {
          const { bsize } = await statfs(folder);
          await file.write(chunk.subarray(0, Math.min(chunk.length, left * bsize)));
        }
      } finally {
        await file.close();
      }
    },
    free: () => rm(filler),
    async remove() {
      await run('umount', [folder]);
      await rm(folder, { recursive: true });
    },
  };
};

const limitFileSizes = async (folder: string): Promise<SmallDisk> => {
  const limit = (pid: number, bytes: string) => run('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`]);
  try {
    await limit(process.pid, 'unlimited');
  } catch (error) {
    throw new Error('A full disk needs root (to mount a small one) or Linux with prlimit (util-linux).', {
      cause: error,
    });
  }
  return {
    folder,
    by: 'a limit on the size of files',
    // Every file that matters is larger than a byte, and may not grow.
    fill: async (pid) => void (await limit(pid, '1')),
    free: async (pid) => void (await limit(pid, 'unlimited')),
    remove: () => rm(folder, { recursive: true }),
  };
};
