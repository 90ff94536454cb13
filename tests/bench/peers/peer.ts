import { cp, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningServer, startServer } from '../../world/server.ts';
import { type Dialect, Protocol } from '../load/protocol.ts';
import type { Address } from '../load/rawSocket.ts';

export const peerNames = ['brygga', 'hocuspocus', 'y-websocket', 'relay'] as const;
export type PeerName = (typeof peerNames)[number];

/** How many people are in how many rooms. */
export interface WorldSize {
  readonly rooms: number;
  readonly people: number;
}

/** Somebody at the door of a room. */
export interface Seat {
  readonly address: Address;
  /** The person's id, as the records that they make name it. */
  readonly person: string;
}

/**
 * A server that is measured. Each is a process of its own, started by an entry that obeys the same
 * few variables and writes the same line when it listens; all else is the same for every peer.
 */
export interface Peer {
  readonly name: string;
  readonly dialect: Dialect;
  readonly version: string;
  /** The process's entry; Brygga's own where it is left out. */
  readonly main?: string;
  /** For the Node that runs another entry than Brygga's own. */
  readonly nodeFlags?: readonly string[];
  /** Bytes of who did what and when, beside the documents themselves, in a folder that no process uses. */
  historyBytes?(folder: string): number;
  /** Lets these people into these rooms, once; the folder that it gives is copied for each start. */
  prepare(size: WorldSize): Promise<World>;
}

/** Who may come in where. */
export interface World {
  /** What the data folder begins with; undefined where it begins empty. */
  readonly folder: string | undefined;
  roomName(room: number): string;
  seat(port: number, room: number, person: number): Seat;
  /** The people of a room as a document lists them, where the peer has nobody who would do it. */
  roster(room: number): Uint8Array | undefined;
}

export interface RunningPeer {
  readonly peer: Peer;
  readonly server: RunningServer;
  readonly dataDir: string;
  protocol(room?: number): Protocol;
  seat(room: number, person: number): Seat;
  /** Asks the process to end, and removes its data. */
  stop(): Promise<void>;
  /** Ends a process that may no longer listen, and removes its data. */
  kill(): Promise<void>;
}

/** @param folder data to begin with, instead of the world's own. */
export const startPeer = async (
  peer: Peer,
  world: World,
  { folder = world.folder, nodeFlags = [] }: { folder?: string | undefined; nodeFlags?: readonly string[] } = {},
): Promise<RunningPeer> => {
  const dataDir = await mkdtemp(join(tmpdir(), `bench-${peer.name}-`));
  if (folder !== undefined) await cp(folder, dataDir, { recursive: true });
  const env = { LOG_LEVEL: 'warn', HOST: '127.0.0.1' };
  const flags = [...(peer.nodeFlags ?? []), ...nodeFlags];
  const server = await startServer({ dataDir, env, nodeFlags: flags, ...(peer.main ? { main: peer.main } : {}) });
  const clear = () => rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
  return {
    peer,
    server,
    dataDir,
    protocol: (room = 0) => new Protocol(peer.dialect, world.roomName(room)),
    seat: (room, person) => world.seat(server.port, room, person),
    async stop() {
      await server.stop();
      await clear();
    },
    async kill() {
      await server.kill();
      await clear();
    },
  };
};

/** Bytes of all files below a folder. */
export const sizeOf = async (folder: string): Promise<number> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
};
