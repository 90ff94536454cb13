import { join } from 'node:path';
import { openWorld } from './openWorld.ts';
import type { Peer } from './peer.ts';
import { versionOf } from './versions.ts';

/** What passing frames on costs when nothing else is done: it reads nothing and keeps nothing. */
export const relay: Peer = {
  name: 'relay',
  dialect: 'yjs',
  version: `on ws ${versionOf('ws')}`,
  main: join(import.meta.dirname, 'relay.process.ts'),
  prepare: (size) => Promise.resolve(openWorld(size, (room) => `/${room}`)),
};
