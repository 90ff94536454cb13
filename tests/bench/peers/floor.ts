import { fileURLToPath } from 'node:url';
import { serverFlags } from '../../tooling/serverProcess.ts';
import { openWorld } from './openWorld.ts';
import type { Peer } from './peer.ts';
import packageJson from '../../../package.json' with { type: 'json' };

/**
 * What it costs to put every edit on disk before anybody sees it, and nothing else: Brygga's journal
 * and fan-out without documents, rules, sessions and presence. Where Brygga misses a bar, this tells
 * how much of it lies within reach.
 */
export const floor: Peer = {
  name: 'floor',
  dialect: 'yjs',
  version: packageJson.version,
  main: fileURLToPath(new URL('../../../server/src/testing/baselineServer.ts', import.meta.url)),
  nodeFlags: serverFlags,
  prepare: (size) => Promise.resolve(openWorld(size, (room) => `/${room}`)),
};
