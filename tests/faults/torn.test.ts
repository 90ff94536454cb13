import { cardsOf } from '@brygga/shared/document/cards/index';
import { SeededRandom } from '@brygga/shared/testing/seededRandom';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { seed } from '../tooling/seed.ts';
import { createWorkshop, register } from '../world/people.ts';
import { startServer } from '../world/server.ts';
import { expectPreserved } from './visibleState.ts';
import { commitOffsets, truncateLog, corruptLog } from './writeAheadLog.ts';
import { clockOf, openWindow, putNote, startWriter } from './writers.ts';

/** One that is cut off and one that is overwritten, or many of both. */
const rounds = process.env['LONG'] ? 40 : 2;

test(`P1: a torn last write is dropped whole, and all before it is there (seed ${seed})`, async () => {
  const random = new SeededRandom(seed);
  const server = await startServer();
  try {
    const host = await register(server.url, { kind: 'host' });
    const workshop = await createWorkshop(host, 'Cool streets', 'blank');
    for (let round = 0; round < rounds; round += 1) {
      const [writer, watcher] = await Promise.all([openWindow(host, workshop), openWindow(host, workshop)]);
      // All of this is flushed.
      for (let note = 0; note < 5; note += 1) putNote(writer.doc, host, `note ${note}`);
      await writer.saved();
      await watcher.until('the notes', () => clockOf(watcher.doc, writer) === clockOf(writer.doc, writer));
      const flushed = (await commitOffsets(server.dataDir)).at(-1) ?? 0;
      const saved = writer.savedClock();
      const watched = new Y.Doc();
      Y.applyUpdate(watched, Y.encodeStateAsUpdate(watcher.doc));
      const promised = {
        writers: [{ doc: writer.doc, savedClock: () => saved }],
        watched: [watched],
        answered: [],
        facilitator: host,
        workshop,
      };

      // Of this, the last commit will be torn.
      const begun = startWriter(writer, host);
      let seen = 0;
      watcher.doc.on('update', () => (seen += 1));
      await watcher.until('edits', () => seen > 20 + random.below(30));
      await server.kill('SIGKILL');
      await begun.stop();
      for (const client of [writer, watcher]) client.close();
      const ends = (await commitOffsets(server.dataDir)).filter((end) => end > flushed);
      const last = ends.at(-1) ?? 0;
      const before = ends.at(-2) ?? flushed;
      const torn = before + 1 + random.below(last - before - 1);
      expect(torn, 'a place within the last commit').toBeLessThan(last);
      if (round % 2 === 0) await truncateLog(server.dataDir, torn);
      else await corruptLog(server.dataDir, torn, random.bytes(last - torn));

      await server.restart();
      const after = await openWindow(host, workshop);
      await expectPreserved(after, promised, `round ${round}, seed ${seed}`);
      const note = putNote(after.doc, host);
      await after.saved();
      expect(cardsOf(after.doc).has(note)).toBe(true);
      after.close();
    }
  } finally {
    await server.stop();
  }
});
