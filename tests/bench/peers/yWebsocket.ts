import { join } from 'node:path';
import { openWorld } from './openWorld.ts';
import type { Peer } from './peer.ts';
import { versionOf } from './versions.ts';

/** The server that y-websocket 2 brought along, with LevelDB behind it. */
export const yWebsocket: Peer = {
  name: 'y-websocket',
  dialect: 'yjs',
  version: versionOf('y-websocket-2'),
  main: join(import.meta.dirname, 'yWebsocket.process.ts'),
  prepare: (size) => Promise.resolve(openWorld(size, (room) => `/${room}`)),
};
