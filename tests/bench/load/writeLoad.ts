import type { RunningPeer, World } from '../peers/peer.ts';
import { waitForCondition, now, pause } from './clock.ts';
import { EditSampler } from './editSampler.ts';
import { type Script, scriptOf } from './script.ts';
import { Writer } from './writer.ts';

export interface WriteLoad {
  readonly writers: number;
  /** Notes of each writer, between which their edits go round. */
  readonly notesEach: number;
  readonly editsEach: number;
  readonly perSecond: number;
}

const patienceMs = 20_000;
/** How far a writer may be ahead of a reader: a server that is slow is not flooded. */
const aheadMost = 200;

export const writeScripts = (running: RunningPeer, { writers, notesEach, editsEach }: WriteLoad): Script[] =>
  Array.from({ length: writers }, (_, person) =>
    scriptOf(person, running.seat(0, person).person, editsEach, notesEach),
  );

/**
 * Fills the first room: everybody lays their notes, then all write faster than people do.
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
    if (!(await waitForCondition(() => scripts.every(has), patienceMs)))
      throw new Error('The notes did not reach a reader.');
    const wanted = scripts.reduce((sum, each) => sum + each.edits.length, 0);
    const begun = now();
    let [progress, since] = [0, now()];
    while (reader.edits < wanted) {
      const due = ((now() - begun) / 1000) * perSecond;
      for (const [person, writer] of writers.entries()) {
        const most = Math.min(due, (reader.counts[person] ?? 0) + aheadMost);
        while (writer.sentAt.length < Math.min(most, writer.script.edits.length)) writer.write();
      }
      if (reader.edits > progress) [progress, since] = [reader.edits, now()];
      if (now() - since > patienceMs || writers.some(({ socket }) => !socket.isOpen)) {
        throw new Error(`${reader.edits} of ${wanted} edits reached a reader. ${closings(writers)}`);
      }
      await pause(4);
    }
  } finally {
    reader.leave();
    for (const { socket } of writers) socket.destroy();
    await pause(100);
  }
};

const closings = (writers: readonly Writer[]): string =>
  writers
    .flatMap(({ socket }, person) => (socket.isOpen ? [] : [`Writer ${person} was closed: ${socket.closedWith}.`]))
    .join(' ');
