import { waitForCondition, now } from '../load/clock.ts';
import { type Crowd, openCrowd } from '../load/crowd.ts';
import type { ArrivalTime, ExpectedClocks } from '../load/crowd.worker.ts';
import { usageOf } from '../load/usage.ts';
import { writeScripts, writeAll, type WriteLoad } from '../load/writeLoad.ts';
import { brygga } from '../peers/brygga.ts';
import { hocuspocus } from '../peers/hocuspocus.ts';
import { type Peer, startPeer } from '../peers/peer.ts';
import { storeData } from '../peers/stored.ts';
import { yWebsocket } from '../peers/yWebsocket.ts';
import { type Figures, type RunOptions, type Scenario, barTimesPeer, largeRoom } from './scenario.ts';

/** 2,000 cards after 20,000 edits. */
export const large: WriteLoad = { writers: 20, notesEach: 100, editsEach: 1_000, perSecond: 200 };
const patienceMs = 30_000;
const stillMs = 300;

export interface Stored {
  readonly folder: string;
  readonly wanted: ExpectedClocks;
}

const storedByPeer = new Map<string, Promise<Stored>>();

/** The large board as the peer keeps it on disk, written once for all rounds. */
export const storedBoard = (peer: Peer): Promise<Stored> => {
  const stored = storedByPeer.get(peer.name) ?? store(peer, large);
  storedByPeer.set(peer.name, stored);
  return stored;
};

export const store = async (peer: Peer, writing: WriteLoad): Promise<Stored> => {
  const world = await peer.prepare(largeRoom);
  const running = await startPeer(peer, world);
  const scripts = writeScripts(running, writing);
  await writeAll(running, world, scripts, writing.perSecond);
  const wanted = scripts.map(({ client, ends }) => ({ client, clock: ends.at(-1) ?? 0 }));
  return { folder: await storeData(running), wanted };
};

/** So many people open a stored board at once, on a server that has just started. */
export const open = async (
  peer: Peer,
  { folder, wanted }: Stored,
  people: number,
  { nodeFlags }: RunOptions,
): Promise<Figures> => {
  const running = await startPeer(peer, await peer.prepare(largeRoom), { folder, nodeFlags });
  const crowd = openCrowd();
  try {
    const { dialect, room } = running.protocol();
    const addresses = Array.from({ length: people }, (_, person) => ({
      address: running.seat(0, person).address,
      room,
    }));
    await crowd.ask('record', true);
    const before = usageOf(running.server.pid);
    await crowd.ask('enter', { addresses, dialect, overMs: 0 });
    const arrived = await arrivals(crowd, wanted, people);
    const after = usageOf(running.server.pid);
    const begun = Math.min(...arrived.map(({ enteredAt }) => enteredAt));
    const took = Math.max(...arrived.map(({ completeAt }) => (completeAt ?? Number.NaN) - begun));
    return {
      took,
      cpu: after.cpuMs - before.cpuMs,
      megabytesEach: (await crowd.ask('counts', undefined)).bytes / people / 1e6,
      memory: after.residentBytes / 1e6,
    };
  } finally {
    await crowd.close();
    await running.stop();
  }
};

/** When everybody had what is wanted. Looking costs the machine something: it waits until all has become still. */
const arrivals = async (crowd: Crowd, wanted: ExpectedClocks, people: number): Promise<readonly ArrivalTime[]> => {
  let arrived: readonly ArrivalTime[] = [];
  let bytes = 0;
  let since = now();
  await waitForCondition(async () => {
    const counts = await crowd.ask('counts', undefined);
    if (counts.bytes !== bytes) since = now();
    bytes = counts.bytes;
    if (counts.answered < people || now() - since < stillMs) return false;
    arrived = await crowd.ask('arrived', wanted);
    since = now();
    return arrived.every(({ completeAt }) => completeAt !== undefined);
  }, patienceMs);
  return arrived;
};

const contestants = [brygga, hocuspocus, yWebsocket];
const once = [yWebsocket];

export const openingCold: Scenario = {
  name: 'opening',
  title: 'one person opens 2,000 cards after 20,000 edits, on a server that has just started',
  contestants,
  once,
  rows: [
    { figure: 'took', title: 'until the whole board is there', unit: 'ms', bar: barTimesPeer('took', 0.5) },
    { figure: 'cpu', title: 'server CPU', unit: 'ms' },
    { figure: 'megabytesEach', title: 'sent', unit: 'MB' },
    { figure: 'memory', title: 'server memory', unit: 'MB' },
  ],
  run: async (peer, options) => open(peer, await storedBoard(peer), 1, options),
};

export const openingTogether: Scenario = {
  name: 'opening-100',
  title: '100 people open that board at once, on a server that has just started',
  contestants,
  once,
  rows: [
    { figure: 'took', title: 'until the last has the whole board', unit: 'ms', bar: barTimesPeer('took', 0.5) },
    { figure: 'cpu', title: 'server CPU', unit: 'ms', bar: barTimesPeer('cpu', 0.5) },
    { figure: 'memory', title: 'server memory', unit: 'MB' },
  ],
  run: async (peer, options) => open(peer, await storedBoard(peer), 100, options),
};
