import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './process.ts';

/** A hash of files by their contents: times of files say nothing after a checkout. */
export const fingerprint = (patterns: readonly string[], exclude: readonly string[] = []): string => {
  const hash = createHash('sha256');
  const found = globSync([...patterns], { cwd: root, exclude: [...exclude], withFileTypes: true });
  const files = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort()) {
    hash
      .update(`${file.slice(root.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
};
