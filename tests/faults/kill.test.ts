import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { WorkshopId } from '@brygga/shared/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createWorkshop, invite, joinAsGuest, register, type Visitor } from '../world/people.ts';
import { type RunningServer, startServer } from '../world/server.ts';
import { commanding } from './commander.ts';
import { hasLeftOvers, longestTail, withJournal } from './journalFile.ts';
import { expectKept, type Promised } from './promises.ts';
import { randomFrom, seed } from './random.ts';
import { openWindow, putNote, writing } from './writers.ts';

const rounds = Number(process.env['FAULT_ROUNDS'] ?? 100);
/** Servers that are killed side by side: starting one is most of a round, and needs one core. */
const lanes = 2;
const secondsARound = 10;
/** Every so many rounds the kill is aimed at a compaction, which begins with a tail of 500 rows. */
const aimedEvery = 3;
const longTail = 500;
const pollMillis = 5;

interface Stage {
  readonly server: RunningServer;
  readonly host: Visitor;
  readonly guests: readonly Visitor[];
  readonly workshop: WorkshopId;
}

let cache: string;
beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'brygga-compiled-'));
});
afterAll(() => rm(cache, { recursive: true }));

const setStage = async (): Promise<Stage> => {
  // Most of a start is reading TypeScript; Node remembers it here.
  const server = await startServer({ env: { NODE_COMPILE_CACHE: cache } });
  const host = await register(server.url, { kind: 'host' });
  const workshop = await createWorkshop(host, 'Cool streets', 'blank');
  const code = await invite(host, workshop);
  const guests = await Promise.all([1, 2].map(() => joinAsGuest(server.url, code, { kind: 'company' })));
  const window = await openWindow(host, workshop);
  for (let note = 0; note < 60; note += 1) putNote(window.doc, host, `A note that was there before, number ${note}`);
  await window.saved();
  window.close();
  return { server, host, guests, workshop };
};

/** Everybody writes, watches and asks; then the process is gone. */
const round = async (stage: Stage, random: () => number, aimed: boolean): Promise<Promised> => {
  const { server, host, guests, workshop } = stage;
  const windows = await Promise.all([host, ...guests, host].map((who) => openWindow(who, workshop)));
  const watcher = windows.pop();
  if (!watcher) throw new Error('a watcher was asked for');
  let seen = 0;
  watcher.doc.on('update', () => (seen += 1));
  const begun = windows.map((client, index) => writing(client, [host, ...guests][index] ?? host));
  const commander = commanding(host, workshop);

  if (aimed) {
    await withJournal(server.dataDir, async (db) => {
      while (longestTail(db) < longTail) await setTimeout(pollMillis);
    });
  }
  const until = seen + 5 + Math.floor(random() * (aimed ? 40 : 120));
  await watcher.until('more edits', () => seen >= until);
  await server.kill('SIGKILL');
  await Promise.all([...begun, commander].map((each) => each.stop()));
  for (const window of [...windows, watcher]) window.close();
  return { writers: windows, watched: [watcher.doc], answered: commander.answered, facilitator: host, workshop };
};

interface Tally {
  rounds: number;
  edits: number;
  commands: number;
  /** Kills that broke off a compaction. */
  brokenOff: number;
}

const runLane = async (lane: number, tally: Tally): Promise<void> => {
  const random = randomFrom(seed + lane * 7_919);
  const stage = await setStage();
  try {
    for (let index = lane; index < rounds; index += lanes) {
      const promised = await round(stage, random, Math.floor(index / lanes) % aimedEvery === 0);
      if (await withJournal(stage.server.dataDir, hasLeftOvers)) tally.brokenOff += 1;
      await stage.server.restart();
      const after = await openWindow(stage.host, stage.workshop);
      await expectKept(after, promised, `round ${index}, seed ${seed}`);
      after.close();
      tally.rounds += 1;
      tally.edits += promised.writers.reduce((sum, { doc }) => sum + Y.getState(doc.store, doc.clientID), 0);
      tally.commands += promised.answered.length;
    }
  } finally {
    await stage.server.stop();
  }
};

test(
  `kill -9 at any moment, ${rounds} times, loses nothing that was seen, called saved or answered (seed ${seed})`,
  async () => {
    const tally: Tally = { rounds: 0, edits: 0, commands: 0, brokenOff: 0 };
    await Promise.all(Array.from({ length: lanes }, (_, lane) => runLane(lane, tally)));
    process.stdout.write(`kill -9, seed ${seed}: ${JSON.stringify(tally)}\n`);
    expect(tally.rounds).toBe(rounds);
    expect(tally.commands).toBeGreaterThan(rounds);
    if (rounds >= 50) expect(tally.brokenOff).toBeGreaterThan(0);
  },
  rounds * secondsARound * 1_000,
);
