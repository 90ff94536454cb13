import * as Y from 'yjs';
import { waitForCondition, pause } from '../load/clock.ts';
import { type Crowd, openCrowd } from '../load/crowd.ts';
import { EditSampler } from '../load/editSampler.ts';
import { clientOf, scriptOf } from '../load/script.ts';
import { usageOf } from '../load/usage.ts';
import { Writer } from '../load/writer.ts';
import { brygga } from '../peers/brygga.ts';
import { hocuspocus } from '../peers/hocuspocus.ts';
import { type Peer, type RunningPeer, startPeer } from '../peers/peer.ts';
import { yWebsocket } from '../peers/yWebsocket.ts';
import { percentile } from '../report/statistics.ts';
import { storedBoard } from './opening.ts';
import { lowerBar, upperBar, type Figures, type RunOptions, type Scenario, largeRoom } from './scenario.ts';

const people = 500;
const firstOverMs = 4_000;
const returnOverMs = 3_000;
const patienceMs = 20_000;
/** How long memory gets to come to rest. */
const restMs = 3_000;
/** Seats beyond the crowd's. */
const writerSeat = people;
const samplerSeat = people + 1;

const run = async (peer: Peer, { nodeFlags }: RunOptions): Promise<Figures> => {
  const stored = await storedBoard(peer);
  const running = await startPeer(peer, await peer.prepare(largeRoom), { folder: stored.folder, nodeFlags });
  const crowd = openCrowd();
  try {
    const vector = await vectorOf(running);
    await joinAll(running, crowd, vector, firstOverMs);
    await pause(restMs);
    const before = usageOf(running.server.pid);
    // The way of a new version: the server drains, everybody's socket closes, and the next one starts.
    await running.server.kill('SIGTERM');
    await crowd.ask('leave', undefined);
    await running.server.restart();
    const started = usageOf(running.server.pid);
    await joinAll(running, crowd, vector, returnOverMs);
    const arrived = await crowd.ask('arrived', []);
    const took = arrived.map(({ enteredAt, answeredAt }) => (answeredAt ?? Number.NaN) - enteredAt);
    const cpu = usageOf(running.server.pid).cpuMs - started.cpuMs;
    const reached = await countReachedByOneEdit(running, crowd);
    await pause(restMs);
    return {
      p50: percentile(took, 0.5),
      p99: percentile(took, 0.99),
      inSync: (reached / people) * 100,
      cpu,
      memory: usageOf(running.server.pid).residentBytes / before.residentBytes,
    };
  } finally {
    await crowd.close();
    await running.stop();
  }
};

/** What somebody has who has seen the whole board. */
const vectorOf = async (running: RunningPeer): Promise<Uint8Array> => {
  const script = { client: clientOf(0), ends: [] };
  const sampler = new EditSampler(running.protocol(), running.seat(0, samplerSeat).address, [script]);
  await sampler.enter(running.protocol());
  await waitForCondition(() => sampler.clockOf(clientOf(0)) > 0, patienceMs);
  const vector = Y.encodeStateVector(sampler.doc);
  sampler.leave();
  return vector;
};

const joinAll = async (running: RunningPeer, crowd: Crowd, vector: Uint8Array, overMs: number): Promise<void> => {
  const { dialect, room } = running.protocol();
  const addresses = Array.from({ length: people }, (_, person) => ({ address: running.seat(0, person).address, room }));
  await crowd.ask('record', true);
  await crowd.ask('enter', { addresses, dialect, overMs, vector });
  await waitForCondition(async () => (await crowd.ask('counts', undefined)).answered >= people, patienceMs);
};

/** @returns how many people receive an edit that is made now. */
const countReachedByOneEdit = async (running: RunningPeer, crowd: Crowd): Promise<number> => {
  const { address, person } = running.seat(0, writerSeat);
  const writer = new Writer(running.protocol(), address, scriptOf(writerSeat, person, 1));
  await writer.enter();
  await crowd.ask('record', true);
  writer.prepare(writer.script.setup);
  writer.write();
  const countDelivered = async () => {
    const counts = await crowd.ask('delivered', [{ client: writer.script.client, ends: writer.script.ends }]);
    return counts.filter((count) => count > 0).length;
  };
  await waitForCondition(async () => (await countDelivered()) >= people, 5_000);
  writer.socket.destroy();
  return countDelivered();
};

export const rejoin: Scenario = {
  name: 'rejoin-500',
  title: '500 people return to 2,000 cards within 3 s after the server has restarted',
  contestants: [brygga, hocuspocus, yWebsocket],
  once: [yWebsocket],
  rows: [
    { figure: 'p50', title: 'until in sync p50', unit: 'ms' },
    { figure: 'p99', title: 'until in sync p99', unit: 'ms', bar: upperBar('p99', 2_000, '≤ 2 s') },
    { figure: 'inSync', title: 'in sync', unit: '%', bar: lowerBar('inSync', 100, 'all') },
    { figure: 'cpu', title: 'server CPU', unit: 'ms' },
    { figure: 'memory', title: 'memory against before', unit: '×', bar: upperBar('memory', 1.15, '≤ 1.15 ×') },
  ],
  roundsMax: 2,
  run,
};
