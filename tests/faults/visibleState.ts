import { decidedOf } from '@brygga/shared/agreements/board';
import type { WorkshopId } from '@brygga/shared/ids';
import { expect } from 'vitest';
import * as Y from 'yjs';
import type { StockClient } from '../interop/stockClient.ts';
import type { TestUser } from '../world/people.ts';
import { type CommandRecord, startTimer } from './commander.ts';
import { clockOf } from './writers.ts';

/** What people had been shown, and what had been confirmed to them, when the server was killed. */
export interface VisibleState {
  readonly writers: readonly Pick<StockClient, 'doc' | 'savedClock'>[];
  /** Documents of people who wrote nothing: all of it was shown to them. */
  readonly watched: readonly Y.Doc[];
  readonly answered: readonly CommandRecord[];
  readonly facilitator: TestUser;
  readonly workshop: WorkshopId;
}

const copyOf = (doc: Y.Doc): Y.Doc => {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
};

/** Whether a document has all that another has, deletions too. */
const hasAllOf = (doc: Y.Doc, other: Y.Doc): boolean => {
  const copy = copyOf(doc);
  let changed = false;
  copy.on('update', () => (changed = true));
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(other));
  return !changed;
};

const contents = (doc: Y.Doc) => ['cards', 'session', 'meta'].map((root) => doc.getMap(root).toJSON());

/** What a client shows that was offline since, once it has reconnected. */
const contentsAfterReconnect = (doc: Y.Doc, now: Y.Doc) => {
  const copy = copyOf(doc);
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(now, Y.encodeStateVector(copy)));
  return contents(copy);
};

/** Expects that the server has all that people had been promised. */
export const expectPreserved = async (after: StockClient, promised: VisibleState, when: string): Promise<void> => {
  const { writers, watched, answered, facilitator, workshop } = promised;
  for (const writer of writers) {
    const clock = clockOf(after.doc, writer);
    expect(clock, `what was called saved, ${when}`).toBeGreaterThanOrEqual(writer.savedClock());
    for (const other of writers) {
      if (other === writer) continue;
      expect(clock, `what another writer had seen, ${when}`).toBeGreaterThanOrEqual(clockOf(other.doc, writer));
    }
  }
  for (const doc of watched) {
    expect(hasAllOf(after.doc, doc), `what a watcher had seen, ${when}`).toBe(true);
    expect(contentsAfterReconnect(doc, after.doc), `what a watcher sees, ${when}`).toEqual(contents(after.doc));
  }

  const decided = Math.max(0, ...answered.map((each) => each.decided));
  expect(decidedOf(after.doc), `commands that were answered, ${when}`).toBeGreaterThanOrEqual(decided);
  const again = await Promise.all(answered.map(({ key, seconds }) => startTimer(facilitator, workshop, seconds, key)));
  expect(
    again.map(({ status, body }) => [status, body]),
    `answers under their keys, ${when}`,
  ).toEqual(answered.map(({ body }) => [200, body]));
};
