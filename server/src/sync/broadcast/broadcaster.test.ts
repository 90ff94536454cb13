import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { Broadcaster, type Reader } from './broadcaster.ts';
import { flushCooldownMsMax, batchedUpdatesMax, flushCooldownFor } from './broadcastInterval.ts';
import type { EncodedFrame } from '../transport/encodedFrame.ts';
import { readUpdateFrame } from '../testing/readUpdateFrame.ts';

/** A window that applies what it is sent. */
class Window implements Reader {
  readonly audience = 'stock';
  readonly doc = new Y.Doc();
  readonly came: EncodedFrame[] = [];

  relayUpdate(message: EncodedFrame): void {
    this.came.push(message);
    Y.applyUpdate(this.doc, readUpdateFrame(message).update);
  }

  relayPresence(): void {
    throw new Error('nobody told a presence');
  }
}

let room: Y.Doc;
let fanout: Broadcaster;

beforeEach(() => {
  vi.useFakeTimers();
  room = new Y.Doc();
  fanout = new Broadcaster();
});
afterEach(() => {
  vi.useRealTimers();
});

/** The microtasks of a turn are over. */
const turn = (): Promise<void> => Promise.resolve();

/** Two windows, and others who only fill the room. */
const enter = (count: number): Window[] => {
  const windows = [new Window(), new Window()];
  for (const window of windows) fanout.add(window);
  for (let other = windows.length; other < count; other += 1) {
    fanout.add({ audience: 'stock', relayUpdate: () => undefined, relayPresence: () => undefined });
  }
  return windows;
};

const edit = (key: string, from?: Reader): void => {
  room.once('update', (update, _origin, _doc, transaction) =>
    fanout.broadcastUpdate(update, transaction.beforeState, from),
  );
  room.getMap('map').set(key, key);
};

const keysAt = ({ doc }: Window): string[] => [...doc.getMap('map').keys()];

describe('a message for one reader', () => {
  test('follows the broadcast at the end of the turn in an idle room', async () => {
    const [anna] = enter(2);
    const order: string[] = [];
    edit('a');
    fanout.afterFlush(() => order.push(`after ${anna?.came.length} messages`));
    expect(order).toEqual([]);
    await turn();
    expect(order).toEqual(['after 1 messages']);
  });

  test('needs no broadcast, and waits for the cooldown like one', async () => {
    enter(200);
    let told = 0;
    fanout.afterFlush(() => (told += 1));
    await turn();
    expect(told).toBe(1);
    edit('a');
    await turn();
    fanout.afterFlush(() => (told += 1));
    await turn();
    expect(told).toBe(1);
    vi.advanceTimersByTime(flushCooldownMsMax);
    expect(told).toBe(2);
  });
});

describe('updates saved in one turn', () => {
  test('go out as one message, the same bytes for everybody', async () => {
    const [anna, bo] = enter(2);
    edit('a');
    edit('b');
    await turn();
    expect(anna?.came).toHaveLength(1);
    expect(bo?.came[0]).toBe(anna?.came[0]);
    expect(bo && keysAt(bo)).toEqual(['a', 'b']);
  });

  test('go to everybody but their only writer', async () => {
    const [anna, bo] = enter(2);
    edit('a', anna);
    edit('b', anna);
    await turn();
    expect(anna?.came).toHaveLength(0);
    expect(bo && keysAt(bo)).toEqual(['a', 'b']);
  });

  test('go to everybody when several people or the server wrote them', async () => {
    const [anna, bo] = enter(2);
    edit('a', anna);
    edit('b', bo);
    await turn();
    edit('c', anna);
    edit('d');
    await turn();
    expect(anna && keysAt(anna)).toEqual(['a', 'b', 'c', 'd']);
    expect(bo && keysAt(bo)).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('the flush interval', () => {
  test('is zero in a small room', async () => {
    const [anna] = enter(10);
    for (const key of ['a', 'b', 'c']) {
      edit(key);
      await turn();
    }
    expect(anna?.came).toHaveLength(3);
  });

  test('of a large room is a cooldown after each flush, which ends with one merged message', async () => {
    const [anna] = enter(200);
    edit('a');
    await turn();
    expect(anna?.came).toHaveLength(1);
    for (const key of ['b', 'c', 'd']) {
      edit(key);
      await turn();
    }
    expect(anna?.came).toHaveLength(1);
    vi.advanceTimersByTime(flushCooldownFor(200) + 1);
    expect(anna?.came).toHaveLength(2);
    expect(anna && keysAt(anna)).toEqual(['a', 'b', 'c', 'd']);
    vi.advanceTimersByTime(flushCooldownMsMax);
    edit('e');
    await turn();
    expect(anna?.came).toHaveLength(3);
  });

  test('is cut short by a full batch', async () => {
    const [anna] = enter(500);
    edit('first');
    await turn();
    for (let key = 0; key < batchedUpdatesMax; key += 1) edit(`${key}`);
    expect(anna?.came).toHaveLength(2);
    expect(anna && keysAt(anna)).toHaveLength(batchedUpdatesMax + 1);
  });

  test('is skipped by a closing room, which sends what is saved before it closes its sockets', async () => {
    const [anna] = enter(500);
    edit('a');
    await turn();
    edit('b');
    fanout.flush();
    expect(anna && keysAt(anna)).toEqual(['a', 'b']);
  });

  test('grows with the room up to its maximum', () => {
    expect([2, 16, 17, 100, 200, 400, 10_000].map(flushCooldownFor)).toEqual([0, 0, 1.02, 6, 12, 20, 20]);
  });
});
