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
  /** Whether it keeps on disk what it carries. */
  readonly keeps: boolean;
  readonly version: string;
  readonly main?: string;
  /** Lets these people into these rooms, once; the folder that it gives is copied for each start. */
  prepare(size: WorldSize): Promise<World>;
}

/** Who may come in where; undefined where the peer asks nobody. */
export interface World {
  /** What the data folder begins with. */
  readonly folder: string | undefined;
  roomName(room: number): string;
  seat(port: number, room: number, person: number): Seat;
}

export interface RunningPeer {
  readonly peer: Peer;
  readonly server: RunningServer;
  readonly dataDir: string;
  protocol(room?: number): Protocol;
  seat(room: number, person: number): Seat;
  /** Ends the process and removes its data. */
  stop(): Promise<void>;
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
  const server = await startServer({ dataDir, env, nodeFlags, ...(peer.main ? { main: peer.main } : {}) });
  return {
    ...{ peer, server, dataDir },
    protocol: (room = 0) => new Protocol(peer.dialect, world.roomName(room)),
    seat: (room, person) => world.seat(server.port, room, person),
    async stop() {
      await server.stop().catch(() => server.kill());
      await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
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

/** A world for peers that ask nobody who they are. */
export const openWorld = (pathOf: (room: string) => string): World => {
  const roomName = (room: number) => `room${String(room).padStart(6, '0')}`;
  return {
    folder: undefined,
    roomName,
    seat: (port, room, person) => ({
      address: { port, path: pathOf(roomName(room)), headers: {} },
      person: `benchperson${String(person).padStart(6, '0')}`,
    }),
  };
};
