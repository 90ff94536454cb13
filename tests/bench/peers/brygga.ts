import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseSync } from 'node:sqlite';
import type { WorkshopId } from '@brygga/shared/ids';
import { noticesParam } from '@brygga/shared/wire/notices';
import { serverFlags } from '../../tooling/serverProcess.ts';
import {
  createWorkshop,
  invite,
  join as joinWorkshop,
  joinAsGuest,
  register,
  type TestUser,
} from '../../world/people.ts';
import { startServer } from '../../world/server.ts';
import type { Peer, World, WorldSize } from './peer.ts';
import packageJson from '../../../package.json' with { type: 'json' };

/** The server grants one person 60 workshops an hour. */
const workshopsPerHost = 50;
const atOnce = 8;

interface Variant {
  readonly name: string;
  readonly main?: string;
  readonly nodeFlags?: readonly string[];
  /** What the client adds to the socket's address. */
  readonly query: string;
}

const historyBytes = (folder: string): number => {
  const database = new DatabaseSync(join(folder, 'brygga.sqlite'), { readOnly: true });
  const row = database.prepare("SELECT sum(pgsize) AS bytes FROM dbstat WHERE name = 'journal_history'").get();
  database.close();
  return Number(row?.['bytes'] ?? 0);
};

const variant = ({ query, ...rest }: Variant): Peer => ({
  ...rest,
  dialect: 'yjs',
  version: packageJson.version,
  historyBytes,
  prepare: async (size) => worldOf(await prepareWorld(size), query),
});

/** As Brygga's own client asks. */
const ownQuery = `?${noticesParam}=1`;

/** The product as `pnpm start` runs it, to clients that ask for what Brygga's own asks for. */
export const brygga = variant({ name: 'brygga', query: ownQuery });

/** The same server to clients that know nothing but y-websocket's protocol. */
export const bryggaStock = variant({ name: 'brygga-stock', query: '' });

/** What the guard costs is the difference to this one, whose guard lets everything through. */
export const bryggaUnguarded = variant({
  name: 'brygga-unguarded',
  main: fileURLToPath(new URL('../../../server/src/testing/unguardedServer.ts', import.meta.url)),
  nodeFlags: serverFlags,
  query: ownQuery,
});

interface PreparedWorld {
  readonly folder: string;
  readonly rooms: readonly { readonly id: WorkshopId; readonly people: readonly TestUser[] }[];
}

const preparedBySize = new Map<string, Promise<PreparedWorld>>();

/** Workshops and people by the product's own doors, made once for each size and copied from then on. */
const prepareWorld = (size: WorldSize): Promise<PreparedWorld> => {
  const key = `${size.rooms}×${size.people}`;
  const prepared = preparedBySize.get(key) ?? createWorld(size);
  preparedBySize.set(key, prepared);
  return prepared;
};

const createWorld = async ({ rooms, people }: WorldSize): Promise<PreparedWorld> => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-world-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const server = await startServer({ dataDir: folder, env: { LOG_LEVEL: 'warn' } });
  const { url } = server;
  try {
    const hosts = await inTurns(Math.ceil(rooms / workshopsPerHost), () => register(url, { kind: 'host' }));
    const opened = await inTurns(rooms, async (room) => {
      const host = nth(hosts, Math.floor(room / workshopsPerHost));
      const id = await createWorkshop(host, `Room ${room}`, 'blank');
      return { id, host, code: await invite(host, id) };
    });
    const first = nth(opened, 0);
    const guests = await inTurns(people - 1, (guest) =>
      joinAsGuest(url, first.code, { kind: 'company', name: `Guest ${guest}`, of: `Company ${guest % 40}` }),
    );
    await inTurns(rooms - 1, async (room) => {
      for (const guest of guests) await joinWorkshop(guest, nth(opened, room + 1).code);
    });
    return { folder, rooms: opened.map(({ id, host }) => ({ id, people: [host, ...guests] })) };
  } finally {
    await server.stop();
  }
};

/** Does a number of like things, a few at a time, and gives the results in order. */
const inTurns = async <Result>(count: number, work: (index: number) => Promise<Result>): Promise<Result[]> => {
  const results: Result[] = [];
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const index = next++;
      results[index] = await work(index);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
};

const worldOf = ({ folder, rooms }: PreparedWorld, query: string): World => ({
  folder,
  roomName: (room) => nth(rooms, room).id,
  seat(port, room, person) {
    const { id, people } = nth(rooms, room);
    const { cookie, id: personId } = nth(people, person);
    return { address: { port, path: `/sync/${id}${query}`, headers: { cookie } }, person: personId };
  },
  roster: () => undefined,
});

const nth = <Item>(items: readonly Item[], index: number): Item => {
  const item = items[index];
  if (item === undefined) throw new Error(`There are only ${items.length}, no number ${index}.`);
  return item;
};
