import { waitForCondition, now, pause } from '../load/clock.ts';
import { EditSampler } from '../load/editSampler.ts';
import { runSchedule, createSchedule } from '../load/schedule.ts';
import { scriptOf } from '../load/script.ts';
import { Writer } from '../load/writer.ts';
import { brygga } from '../peers/brygga.ts';
import { hocuspocus } from '../peers/hocuspocus.ts';
import { type Peer, startPeer } from '../peers/peer.ts';
import { yWebsocket } from '../peers/yWebsocket.ts';
import { SeededRandom } from '@brygga/shared/testing/seededRandom';
import { upperBar, type Figures, type RunOptions, type Scenario, largeRoom } from './scenario.ts';

const writerCount = 10;
const perSecond = 100;
const seconds = 5;
const lastMs = 1_000;
const patienceMs = 5_000;
/** Moments of the crash, the same for every peer, another for each round. */
const randomByPeer = new Map<string, SeededRandom>();

const run = async (peer: Peer, { nodeFlags }: RunOptions): Promise<Figures> => {
  const random = randomByPeer.get(peer.name) ?? new SeededRandom(7);
  randomByPeer.set(peer.name, random);
  const running = await startPeer(peer, await peer.prepare(largeRoom), { nodeFlags });
  const protocol = running.protocol();
  const writers = Array.from({ length: writerCount }, (_, person) => {
    const { address, person: id } = running.seat(0, person);
    return new Writer(protocol, address, scriptOf(person, id, perSecond * seconds));
  });
  const scripts = writers.map(({ script }) => script);
  const seenAt: { writer: number; edit: number; at: number }[] = [];
  const witness = new EditSampler(protocol, running.seat(0, writerCount).address, scripts, (writer, edit, at) =>
    seenAt.push({ writer, edit, at }),
  );
  try {
    await witness.enter(protocol);
    await Promise.all(writers.map((writer) => writer.enter()));
    for (const writer of writers) writer.prepare(writer.script.setup);
    void runSchedule(createSchedule(writerCount, perSecond, seconds), now(), (writer) => writers[writer]?.write());
    await pause(2_000 + random.fraction() * 2_000);
    await running.server.kill();
    const killedAt = now();
    await pause(50);
    await running.server.restart();
    const fresh = new EditSampler(running.protocol(), running.seat(0, writerCount + 1).address, scripts);
    await fresh.enter(running.protocol());
    await waitForCondition(() => fresh.edits >= seenAt.length, patienceMs);
    const counts = fresh.counts;
    fresh.leave();
    const recent = seenAt.filter(({ at }) => at > killedAt - lastMs);
    const saved = writers.flatMap(({ savedAt }, writer) => savedAt.map((_, edit) => ({ writer, edit })));
    const lost = (edits: readonly { writer: number; edit: number }[]) =>
      edits.filter(({ writer, edit }) => edit >= (counts[writer] ?? 0)).length;
    return {
      seen: recent.length,
      lost: lost(recent),
      lostInAll: lost(seenAt),
      // y-websocket acknowledges nothing.
      ...(saved.length > 0 ? { lostSaved: lost(saved) } : {}),
    };
  } finally {
    witness.leave();
    for (const { socket } of writers) socket.destroy();
    await running.kill();
  }
};

export const durability: Scenario = {
  name: 'durability',
  title: 'kill -9 at a random moment, with 1,000 edits/s: what others had seen and what is gone',
  contestants: [brygga, hocuspocus, yWebsocket],
  rows: [
    { figure: 'seen', title: 'edits that others saw in the last second', unit: '' },
    { figure: 'lost', title: '… of these lost', unit: '', bar: upperBar('lost', 0, 'none') },
    { figure: 'lostInAll', title: 'lost of all that others saw', unit: '', bar: upperBar('lostInAll', 0, 'none') },
    { figure: 'lostSaved', title: 'lost of what was acknowledged', unit: '', bar: upperBar('lostSaved', 0, 'none') },
  ],
  run,
};
