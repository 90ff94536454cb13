import type { RunningPeer, World } from '../peers/peer.ts';
import { cameTrue, now, pause } from './clock.ts';
import { EditSampler } from './editSampler.ts';
import { play, scheduleOf } from './schedule.ts';
import { type Script, scriptOf } from './script.ts';
import { Writer } from './writer.ts';

export interface Writing {
  readonly writers: number;
  /** Notes of each writer, between which their edits go round. */
  readonly notesEach: number;
  readonly editsEach: number;
  readonly perSecond: number;
}

const patienceMs = 60_000;

export const scriptsOf = (running: RunningPeer, { writers, notesEach, editsEach }: Writing): Script[] =>
  Array.from({ length: writers }, (_, person) =>
    scriptOf(person, running.seat(0, person).person, editsEach, notesEach),
  );

/**
 * Fills the first room: everybody lays their notes, then all write as fast as people never do.
 *
 * @param scripts each is one person's; updates without edits are sent at once.
 * @throws Error when not all of it has reached a reader.
 */
export const writeAll = async (
  running: RunningPeer,
  world: World,
  scripts: readonly Script[],
  perSecond: number,
): Promise<void> => {
  const protocol = running.protocol();
  const reader = new EditSampler(protocol, running.seat(0, scripts.length).address, scripts);
  const writers = scripts.map((script, person) => new Writer(protocol, running.seat(0, person).address, script));
  try {
    await reader.enter(protocol);
    await Promise.all(writers.map((writer) => writer.enter()));
    const roster = world.roster(0);
    if (roster) writers[0]?.prepare(roster);
    for (const writer of writers) writer.prepare(writer.script.setup);
    const has = (each: Script) => reader.clockOf(each.client) > 0;
    if (!(await cameTrue(() => scripts.every(has), patienceMs))) throw new Error('The notes did not reach a reader.');
    const edits = scripts[0]?.edits.length ?? 0;
    if (edits > 0) {
      const schedule = scheduleOf(writers.length, perSecond, edits / perSecond);
      await play(schedule, now(), (writer) => writers[writer]?.write());
    }
    const wanted = scripts.reduce((sum, each) => sum + each.edits.length, 0);
    if (!(await cameTrue(() => reader.edits >= wanted, patienceMs))) {
      throw new Error(`${reader.edits} of ${wanted} edits reached a reader.`);
    }
  } finally {
    reader.leave();
    for (const { socket } of writers) socket.destroy();
    await pause(100);
  }
};
