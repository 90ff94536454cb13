import { join } from 'node:path';
import { openWorld } from './openWorld.ts';
import type { Peer } from './peer.ts';
import { versionOf } from './versions.ts';

/** Hocuspocus with its SQLite extension, everything else as it comes. */
export const hocuspocus: Peer = {
  name: 'hocuspocus',
  dialect: 'hocuspocus',
  version: versionOf('@hocuspocus/server'),
  main: join(import.meta.dirname, 'hocuspocus.process.ts'),
  prepare: (size) => Promise.resolve(openWorld(size, () => '/')),
};
