import { setTimeout } from 'node:timers/promises';
import type { WorkshopId } from '@brygga/shared/ids';
import { nth } from '@brygga/shared/testing/fixtures';
import { SeededRandom } from '@brygga/shared/testing/seededRandom';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { seed } from '../tooling/seed.ts';
import { createWorkshop, invite, joinAsGuest, register, type TestUser } from '../world/people.ts';
import { type RunningServer, startServer } from '../world/server.ts';
import { startCommander } from './commander.ts';
import { compactionMark, hasUnfinishedCompaction, readJournal } from './journalFile.ts';
import { expectPreserved, type VisibleState } from './visibleState.ts';
import { activityMismatches } from './activityCheck.ts';
import { removeLargeText, openWindow, pasteLargeText, putNote, startWriter } from './writers.ts';

const rounds = Number(process.env['FAULT_ROUNDS'] ?? 12);
/** Servers that are killed side by side: most of a round is the start of one, which uses one core. */
const lanes = 2;
const secondsARound = 30;
/** Every so many rounds a large text starts a compaction, at which the kill is aimed. */
const aimedEvery = 3;
/** After so many rounds a new board: opening one that grows with every round would take most of the time. */
const roundsOnABoard = 25;
const pollMs = 2;

interface Stage {
  readonly server: RunningServer;
  readonly host: TestUser;
  readonly guests: readonly TestUser[];
  readonly workshop: WorkshopId;
}

const openStage = async (): Promise<Stage> => {
  const server = await startServer();
  return openNewBoard(server, await register(server.url, { kind: 'host' }));
};

const openNewBoard = async (server: RunningServer, host: TestUser): Promise<Stage> => {
  const workshop = await createWorkshop(host, 'Cool streets', 'blank');
  const code = await invite(host, workshop);
  const guests = await Promise.all([1, 2].map(() => joinAsGuest(server.url, code, { kind: 'company' })));
  const window = await openWindow(host, workshop);
  for (let note = 0; note < 60; note += 1) putNote(window.doc, host, `A note that was there before, number ${note}`);
  await window.saved();
  window.close();
  return { server, host, guests, workshop };
};

/**
 * When the server is killed: at any moment; at a random moment soon after a compaction has begun; or
 * within a compaction for certain.
 */
type KillMoment = 'any' | 'near a compaction' | 'in a compaction';

/** Starts a compaction; resolves when its first step is on disk. */
const startCompaction = async (server: RunningServer, doc: Y.Doc, host: TestUser): Promise<void> => {
  const mark = await readJournal(server.dataDir, compactionMark);
  pasteLargeText(doc, host);
  await readJournal(server.dataDir, async (db) => {
    while (compactionMark(db) === mark) await setTimeout(pollMs);
  });
};

/** Suspends the process in the middle of a compaction. One that ends before that is followed by another. */
const suspendInCompaction = async (server: RunningServer, doc: Y.Doc, host: TestUser): Promise<void> => {
  for (;;) {
    await startCompaction(server, doc, host);
    process.kill(server.pid, 'SIGSTOP');
    if (await readJournal(server.dataDir, hasUnfinishedCompaction)) return;
    process.kill(server.pid, 'SIGCONT');
  }
};

/** Everybody writes, watches and sends commands until the process is killed. */
const round = async (
  stage: Stage,
  random: SeededRandom,
  moment: KillMoment,
): Promise<VisibleState & { brokenOff: boolean }> => {
  const { server, host, guests, workshop } = stage;
  const windows = await Promise.all([host, ...guests, host].map((user) => openWindow(user, workshop)));
  const watcher = windows.pop();
  if (!watcher) throw new Error('a watcher was asked for');
  let seen = 0;
  watcher.doc.on('update', () => (seen += 1));
  const writers = windows.map((client, index) => startWriter(client, [host, ...guests][index] ?? host));
  const commander = startCommander(host, workshop);

  const mark = await readJournal(server.dataDir, compactionMark);
  const { doc } = nth(windows, 0);
  if (moment === 'in a compaction') await suspendInCompaction(server, doc, host);
  else {
    if (moment === 'near a compaction') await startCompaction(server, doc, host);
    const until = seen + (moment === 'any' ? 5 + random.below(100) : random.below(8));
    await watcher.until('more edits', () => seen >= until);
  }
  await server.kill('SIGKILL');
  await Promise.all([...writers, commander].map((each) => each.stop()));
  for (const window of [...windows, watcher]) window.close();
  const brokenOff = await readJournal(
    server.dataDir,
    (db) => hasUnfinishedCompaction(db) && compactionMark(db) !== mark,
  );
  return {
    brokenOff,
    writers: windows,
    watched: [watcher.doc],
    answered: commander.answered,
    facilitator: host,
    workshop,
  };
};

interface Tally {
  rounds: number;
  /** The clocks of all writers, summed. */
  written: number;
  commands: number;
  /** Kills that interrupted a compaction. */
  brokenOff: number;
}

const runLane = async (lane: number, tally: Tally): Promise<void> => {
  const random = new SeededRandom(seed + lane * 7_919);
  let stage = await openStage();
  let hasInterrupted = false;
  const killMoment = (index: number): KillMoment => {
    if (Math.floor(index / lanes) % aimedEvery !== 0) return 'any';
    return hasInterrupted ? 'near a compaction' : 'in a compaction';
  };
  try {
    for (let index = lane; index < rounds; index += lanes) {
      const promised = await round(stage, random, killMoment(index));
      hasInterrupted ||= promised.brokenOff;
      await stage.server.restart();
      const after = await openWindow(stage.host, stage.workshop);
      const when = `round ${index}, seed ${seed}`;
      await expectPreserved(after, promised, when);
      const { server, workshop } = stage;
      const disagreed = await readJournal(server.dataDir, (db) => activityMismatches(db, workshop, after.doc));
      expect(disagreed, `cards that the activity tells otherwise than the board, ${when}`).toEqual([]);
      removeLargeText(after.doc);
      await after.saved();
      after.close();
      tally.rounds += 1;
      if (promised.brokenOff) tally.brokenOff += 1;
      tally.written += promised.writers.reduce((sum, { doc }) => sum + Y.getState(doc.store, doc.clientID), 0);
      tally.commands += promised.answered.length;
      if (Math.floor(index / lanes) % roundsOnABoard === roundsOnABoard - 1)
        stage = await openNewBoard(stage.server, stage.host);
    }
  } finally {
    await stage.server.stop();
  }
};

test(
  `P1: kill -9 at any moment loses nothing seen, saved or answered (${rounds} times, seed ${seed})`,
  async () => {
    const tally: Tally = { rounds: 0, written: 0, commands: 0, brokenOff: 0 };
    await Promise.all(Array.from({ length: lanes }, (_, lane) => runLane(lane, tally)));
    process.stdout.write(`kill -9, seed ${seed}: ${JSON.stringify(tally)}\n`);
    expect(tally.rounds).toBe(rounds);
    expect(tally.commands).toBeGreaterThan(tally.rounds);
    expect(tally.brokenOff).toBeGreaterThan(0);
  },
  rounds * secondsARound * 1_000,
);
