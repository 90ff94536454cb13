import { waitForCondition, now, pause } from '../load/clock.ts';
import { openCrowd } from '../load/crowd.ts';
import { createSchedule } from '../load/schedule.ts';
import { scriptOf } from '../load/script.ts';
import { usageOf } from '../load/usage.ts';
import { brygga } from '../peers/brygga.ts';
import { floor } from '../peers/floor.ts';
import { hocuspocus } from '../peers/hocuspocus.ts';
import { type Peer, startPeer } from '../peers/peer.ts';
import { relay } from '../peers/relay.ts';
import { yWebsocket } from '../peers/yWebsocket.ts';
import { lowerBar, floorRow, type Figures, type RunOptions, type Scenario, barTimesPeer } from './scenario.ts';

const peopleEach = 2;
const editsPerSecond = 1;
const warmUpSeconds = 3;
const comeOverMs = 5_000;
const drainMs = 10_000;

const run = async (peer: Peer, rooms: number, seconds: number, { nodeFlags }: RunOptions): Promise<Figures> => {
  const running = await startPeer(peer, await peer.prepare({ rooms, people: peopleEach }), { nodeFlags });
  const crowd = openCrowd();
  try {
    await pause(1_000);
    const empty = usageOf(running.server.pid);
    const seats = Array.from({ length: rooms * peopleEach }, (_, seat) => {
      const room = Math.floor(seat / peopleEach);
      return { room, ...running.seat(room, seat % peopleEach) };
    });
    await crowd.ask('record', true);
    await crowd.ask('enter', {
      addresses: seats.map(({ room, address }) => ({ address, room: running.protocol(room).room })),
      dialect: peer.dialect,
      overMs: comeOverMs,
    });
    const edits = (warmUpSeconds + seconds) * editsPerSecond;
    const scripts = seats.map(({ person }, seat) => scriptOf(seat, person, edits));
    await crowd.ask('prepare', scripts);
    const schedule = createSchedule(seats.length, editsPerSecond, warmUpSeconds + seconds);
    const begun = now() + 200;
    const playing = crowd.ask('write', { schedule, beginsAt: begun });
    await pause(warmUpSeconds * 1000 + 200);
    const before = usageOf(running.server.pid);
    const measuredFrom = now();
    await crowd.ask('busy', undefined);
    await playing;
    const after = usageOf(running.server.pid);
    const elapsed = now() - measuredFrom;
    const loadBusy = await crowd.ask('busy', undefined);
    const wanted = seats.length * edits;
    let delivered = 0;
    await waitForCondition(async () => {
      await pause(500);
      delivered = await crowd.ask('exchanged', undefined);
      return delivered >= wanted;
    }, drainMs);
    return {
      cpuPerRoom: ((after.cpuMs - before.cpuMs) * 1000) / rooms / (elapsed / 1000),
      memoryPerRoom: (after.residentBytes - empty.residentBytes) / 1000 / rooms,
      cores: (after.cpuMs - before.cpuMs) / elapsed,
      delivered: (delivered / wanted) * 100,
      memory: after.residentBytes / 1e6,
      loadBusy: loadBusy * 100,
    };
  } finally {
    await crowd.close();
    await running.stop();
  }
};

const rooms = 1_000;

export const manyRooms: Scenario = {
  name: 'rooms-1000',
  title: '1,000 rooms of 2 people, each of whom makes 1 edit/s',
  contestants: [brygga, hocuspocus, yWebsocket, relay, floor],
  once: [yWebsocket, relay],
  rows: [
    {
      figure: 'cpuPerRoom',
      title: 'server CPU per room and second',
      unit: 'µs',
      bar: barTimesPeer('cpuPerRoom', 0.6),
    },
    floorRow('cpuPerRoom'),
    {
      figure: 'memoryPerRoom',
      title: 'server memory per room',
      unit: 'kB',
      bar: barTimesPeer('memoryPerRoom', 0.6),
    },
    floorRow('memoryPerRoom'),
    { figure: 'cores', title: 'server CPU', unit: 'cores' },
    { figure: 'delivered', title: 'delivered', unit: '%', bar: lowerBar('delivered', 100, 'all') },
    { figure: 'memory', title: 'server memory', unit: 'MB' },
    { figure: 'loadBusy', title: 'load threads busy', unit: '%' },
  ],
  roundsMax: 2,
  run: (peer, options) => run(peer, rooms, options.quick ? 4 : 8, options),
};
