import { setImmediate } from 'node:timers/promises';
import type { WorkshopId } from '@brygga/shared/ids';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { type StockClient, stockClient } from '../interop/stockClient.ts';
import { createWorkshop, invite, joinAsGuest, register, type Visitor } from '../world/people.ts';
import { startServer } from '../world/server.ts';

const rounds = 5;
/** How many of the other's edits each has seen before the crash comes, at least. */
const seenBefore = 40;
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

const clockOf = (doc: Y.Doc, of: StockClient): number => Y.getState(doc.store, of.doc.clientID);

/** How far a writer may be ahead of what was called saved: always in mid-edit, never a flood that the server refuses. */
const unsavedMost = 100;

/** Writes without pause until told to stop. */
const writing = (client: StockClient, name: string) => {
  let going = true;
  let edits = 0;
  const done = (async () => {
    while (going) {
      if (clockOf(client.doc, client) - client.savedClock() < unsavedMost) {
        client.doc.getMap('cards').set(`${name}${edits % 7}`, `edit ${(edits += 1)}`);
      }
      await setImmediate();
    }
  })();
  return async () => {
    going = false;
    await done;
  };
};

const openBoth = (both: readonly Visitor[], workshop: WorkshopId) =>
  both.map((who) => stockClient(who, workshop, { notices: true }));

test(`kill -9 in mid-edit loses nothing that another has seen, and nothing that was called saved (seed ${seed})`, async () => {
  const server = await startServer();
  try {
    const host = await register(server.url, { kind: 'host' });
    const workshop = await createWorkshop(host);
    const guest = await joinAsGuest(server.url, await invite(host, workshop), { kind: 'company' });
    for (let round = 0; round < rounds; round += 1) {
      const [one, other] = openBoth([host, guest], workshop);
      if (!one || !other) throw new Error('two clients were asked for');
      await Promise.all([one, other].map((client) => client.until('sync', () => client.provider.synced)));
      const stops = [writing(one, 'a'), writing(other, 'b')];
      const before = seenBefore + ((seed + round * 7919) % 60);
      await Promise.all([
        one.until('edits of the other', () => clockOf(one.doc, other) >= before),
        other.until('edits of the one', () => clockOf(other.doc, one) >= before),
        ...[one, other].map((client) => client.until('a word of safety', () => client.savedClock() > 0)),
      ]);
      await server.kill('SIGKILL');
      await Promise.all(stops.map((stop) => stop()));
      for (const client of [one, other]) client.close();
      await server.restart();

      const fresh = stockClient(host, workshop);
      await fresh.until('sync', () => fresh.provider.synced);
      for (const [writer, reader] of [
        [one, other],
        [other, one],
      ] as const) {
        const kept = clockOf(fresh.doc, writer);
        expect(kept, `seen by the other in round ${round}`).toBeGreaterThanOrEqual(clockOf(reader.doc, writer));
        expect(kept, `called saved in round ${round}`).toBeGreaterThanOrEqual(writer.savedClock());
        expect(writer.savedClock()).toBeGreaterThan(0);
      }
      fresh.close();
    }
  } finally {
    await server.stop();
  }
});
