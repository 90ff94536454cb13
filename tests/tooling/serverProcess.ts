import { join } from 'node:path';
import { root } from './process.ts';

export const serverMain = join(root, 'server/src/main.ts');

/**
 * For the Node that runs the server. What rooms need lives long and is small, what an edit needs is
 * gone at once: V8's own choice lets the heap grow to several times what is alive before it looks.
 * Collecting earlier halves what a thousand rooms keep, for a fifth more CPU while all of them are busy;
 * one busy room shows no difference.
 */
export const serverFlags: readonly string[] = ['--max-semi-space-size=8', '--heap-growing-percent=20'];

/** Where Node keeps compiled modules for tests, which start many servers and threads: NODE_COMPILE_CACHE. */
export const compileCache = join(root, 'node_modules/.cache/compiled');
