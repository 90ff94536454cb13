import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './process.ts';

/** The server as it is shipped; `buildServer` makes it. */
export const serverMain = join(root, 'server/dist/main.js');

const manifest: { config: { nodeFlags: string[] } } = JSON.parse(
  readFileSync(join(root, 'server/package.json'), 'utf8'),
);

/** For the Node that runs the server, as `pnpm start` gives them; `//config` in the manifest says why. */
export const serverFlags: readonly string[] = manifest.config.nodeFlags;

/** Where Node keeps compiled modules for tests, which start many servers and threads: NODE_COMPILE_CACHE. */
export const compileCache = join(root, 'node_modules/.cache/compiled');
