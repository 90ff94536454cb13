import * as encoding from 'lib0/encoding';
import { waitForCondition, now, pause } from '../load/clock.ts';
import { openCrowd } from '../load/crowd.ts';
import { EditSampler } from '../load/editSampler.ts';
import { runSchedule, createSchedule } from '../load/schedule.ts';
import { scriptOf } from '../load/script.ts';
import { Writer } from '../load/writer.ts';
import { brygga } from '../peers/brygga.ts';
import { hocuspocus } from '../peers/hocuspocus.ts';
import { type Peer, type RunningPeer, startPeer } from '../peers/peer.ts';
import { yWebsocket } from '../peers/yWebsocket.ts';
import { upperBar, type Figures, type RunOptions, type Scenario, largeRoom } from './scenario.ts';

const people = 50;
const writerCount = 10;
const perSecond = 10;
/** As long as the others are watched before the attack, and after it. */
const watchedMs = 3_000;
/** Who is still blocked then is not waited for any longer. */
const cutOffMs = 10_000;
const attackBytes = 64 * 1024;
const attackerSeat = people;
/** More than fit into its bytes, so that no clock falls to zero. */
const attackUpdates = 8_200;
const strayClient = 77;

const run = async (peer: Peer, { nodeFlags }: RunOptions): Promise<Figures> => {
  const running = await startPeer(peer, await peer.prepare(largeRoom), { nodeFlags });
  const protocol = running.protocol();
  const crowd = openCrowd();
  const edits = ((2 * watchedMs) / 1000) * perSecond;
  const writers = Array.from({ length: writerCount }, (_, person) => {
    const { address, person: id } = running.seat(0, person);
    return new Writer(protocol, address, scriptOf(person, id, edits));
  });
  const delays: { readonly sent: number; readonly delayMs: number }[] = [];
  const scripts = writers.map(({ script }) => script);
  const witness = new EditSampler(protocol, running.seat(0, writerCount).address, scripts, (writer, edit, at) => {
    const sent = writers[writer]?.sentAt[edit];
    if (sent !== undefined) delays.push({ sent, delayMs: at - sent });
  });
  try {
    const readers = Array.from({ length: people - writerCount - 1 }, (_, reader) => ({
      address: running.seat(0, writerCount + 1 + reader).address,
      room: protocol.room,
    }));
    await crowd.ask('enter', { addresses: readers, dialect: protocol.dialect, overMs: 200 });
    await witness.enter(protocol);
    await Promise.all(writers.map((writer) => writer.enter()));
    for (const writer of writers) writer.prepare(writer.script.setup);
    const attack = await startAttack(running);
    await pause(500);
    const begun = now();
    const playing = runSchedule(createSchedule(writerCount, perSecond, (2 * watchedMs) / 1000), begun, (writer) =>
      writers[writer]?.write(),
    );
    await pause(watchedMs);
    const attackedAt = now();
    attack();
    await playing;
    const wanted = writerCount * edits;
    await waitForCondition(() => witness.edits >= wanted, cutOffMs - watchedMs);
    const at = now();
    // What has not come by the cut counts as coming then.
    for (const [writer, { sentAt }] of writers.entries()) {
      for (const sent of sentAt.slice(witness.counts[writer])) delays.push({ sent, delayMs: at - sent });
    }
    const worst = (those: typeof delays) => Math.max(...those.map(({ delayMs }) => delayMs));
    const before = worst(delays.filter(({ sent }) => sent < attackedAt - 100));
    const after = worst(delays.filter(({ sent }) => sent >= attackedAt - 100));
    return { before, after, added: Math.max(0, after - before), arrived: (witness.edits / wanted) * 100 };
  } finally {
    witness.leave();
    for (const { socket } of writers) socket.destroy();
    await crowd.close();
    await running.kill();
  }
};

/**
 * The smallest updates that there are, each with one struct after a gap, the last first. Yjs keeps
 * what it can't apply in one piece, and takes that apart and together again with each that comes.
 */
const startAttack = async (running: RunningPeer): Promise<() => void> => {
  const { address, person } = running.seat(0, attackerSeat);
  const protocol = running.protocol();
  const attacker = new Writer(protocol, address, scriptOf(attackerSeat, person, 0));
  await attacker.enter();
  attacker.prepare(attacker.script.setup);
  const frames: Buffer[] = [];
  let bytes = 0;
  for (let clock = 2 * attackUpdates; bytes < attackBytes; clock -= 2) {
    const update = strayStruct(clock);
    bytes += update.length;
    frames.push(protocol.update(update));
  }
  return () => {
    for (const frame of frames) attacker.socket.send(frame);
  };
};

/** One collected struct (`GC`, length 1) of a client id that nobody uses. */
const strayStruct = (clock: number): Uint8Array =>
  encoding.encode((to) => {
    for (const number of [1, 1, strayClient, clock, 0, 1, 0]) encoding.writeVarUint(to, number);
  });

export const hostileGap: Scenario = {
  name: 'hostile-gap',
  title: '50 people at work, and one who sends 64 KB of updates out of order',
  contestants: [brygga, hocuspocus, yWebsocket],
  once: [yWebsocket],
  rows: [
    { figure: 'before', title: 'worst delay of the others before', unit: 'ms' },
    { figure: 'after', title: `worst delay after it (cut off at ${cutOffMs / 1000} s)`, unit: 'ms' },
    { figure: 'added', title: 'cost the others', unit: 'ms', bar: upperBar('added', 50, '≤ 50 ms') },
    { figure: 'arrived', title: 'edits of the others that arrived', unit: '%' },
  ],
  run,
};
