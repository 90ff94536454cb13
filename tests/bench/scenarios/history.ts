import type { Script } from '../load/script.ts';
import { writeScripts, writeAll, type WriteLoad } from '../load/writeLoad.ts';
import { brygga } from '../peers/brygga.ts';
import { hocuspocus } from '../peers/hocuspocus.ts';
import { type Peer, sizeOf, startPeer } from '../peers/peer.ts';
import { storeData } from '../peers/stored.ts';
import { median } from '../report/statistics.ts';
import { open, type Stored } from './opening.ts';
import { upperBar, type Figures, type RunOptions, type Scenario, largeRoom } from './scenario.ts';

/** 100,000 small edits. */
const writing: WriteLoad = { writers: 20, notesEach: 10, editsEach: 5_000, perSecond: 250 };
const quickWriting: WriteLoad = { ...writing, editsEach: 1_000 };
/** One opening takes so little that a single one says nothing. */
const openings = 3;

interface MeasuredStore extends Stored {
  /** Bytes on disk that the document takes, its history apart. */
  readonly bytes: number;
  readonly historyBytes: number;
}

interface StoredPair {
  readonly edited: MeasuredStore;
  /** The same state, each writer's part of it written in one update. */
  readonly once: MeasuredStore;
}

const pairByPeer = new Map<string, Promise<StoredPair>>();

const storePairOnce = (peer: Peer, quick: boolean): Promise<StoredPair> => {
  const pair = pairByPeer.get(peer.name) ?? storePair(peer, quick ? quickWriting : writing);
  pairByPeer.set(peer.name, pair);
  return pair;
};

const storePair = async (peer: Peer, writing: WriteLoad): Promise<StoredPair> => ({
  edited: await storeScripts(peer, writing, (scripts) => scripts),
  once: await storeScripts(peer, writing, (scripts) =>
    scripts.map((script) => ({ ...script, setup: script.state, edits: [] })),
  ),
});

const storeScripts = async (
  peer: Peer,
  writing: WriteLoad,
  as: (scripts: readonly Script[]) => readonly Script[],
): Promise<MeasuredStore> => {
  const world = await peer.prepare(largeRoom);
  const before = world.folder === undefined ? 0 : await sizeOf(world.folder);
  const running = await startPeer(peer, world);
  const scripts = writeScripts(running, writing);
  await writeAll(running, world, as(scripts), writing.perSecond);
  const folder = await storeData(running);
  const historyBytes = peer.historyBytes?.(folder) ?? 0;
  return {
    folder,
    wanted: scripts.map(({ client, ends }) => ({ client, clock: ends.at(-1) ?? 0 })),
    bytes: (await sizeOf(folder)) - before - historyBytes,
    historyBytes,
  };
};

const run = async (peer: Peer, options: RunOptions): Promise<Figures> => {
  const { edited, once } = await storePairOnce(peer, options.quick);
  const opened = async (stored: Stored) => {
    const took: number[] = [];
    for (let opening = 0; opening < openings; opening += 1)
      took.push((await open(peer, stored, 1, options))['took'] ?? Number.NaN);
    return median(took);
  };
  const [took, tookOnce] = [await opened(edited), await opened(once)];
  return {
    took,
    tookOnce,
    tookRatio: took / tookOnce,
    disk: edited.bytes / 1000,
    diskOnce: once.bytes / 1000,
    diskRatio: edited.bytes / once.bytes,
    history: edited.historyBytes / 1000,
  };
};

export const history: Scenario = {
  name: 'history',
  title: '100,000 small edits, then a restart, against the same state written once',
  // y-websocket's store takes minutes for as many.
  contestants: [brygga, hocuspocus],
  rows: [
    { figure: 'took', title: 'opening after 100,000 edits', unit: 'ms' },
    { figure: 'tookOnce', title: 'opening the same written once', unit: 'ms' },
    { figure: 'tookRatio', title: 'the one against the other', unit: '×', bar: upperBar('tookRatio', 1.5, '≤ 1.5 ×') },
    { figure: 'disk', title: 'disk after 100,000 edits', unit: 'kB' },
    { figure: 'diskOnce', title: 'disk of the same written once', unit: 'kB' },
    { figure: 'diskRatio', title: 'the one against the other', unit: '×', bar: upperBar('diskRatio', 3, '≤ 3 ×') },
    { figure: 'history', title: 'history beside it', unit: 'kB' },
  ],
  run,
};
