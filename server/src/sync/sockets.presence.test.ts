import { describe, expect, test } from 'vitest';
import { awarenessFrame } from './frames.ts';
import { openWindows } from './testWindows.ts';
import { member } from './testWorld.ts';

const windows = openWindows();
const { join } = windows;

describe('presence', () => {
  test('others see where one is, with the identity that the server knows', async () => {
    const anna = windows.world.admit(member());
    const [window, bo] = [join(anna), join()];
    await Promise.all([window.synced, bo.synced]);
    window.tell({ cursor: { x: 1, y: 2 }, user: { name: 'The mayor' }, extra: 'x', view: { x: 'nowhere' } });
    await bo.until('Anna', () => bo.others.has(window.doc.clientID));
    expect(bo.others.get(window.doc.clientID)).toEqual({ cursor: { x: 1, y: 2 }, user: anna.identity });
  });

  test('a newcomer sees who is here, and who leaves is gone', async () => {
    const anna = join();
    await anna.synced;
    anna.tell({ cursor: null });
    await anna.until('the echo', () => anna.others.has(anna.doc.clientID));
    const bo = join();
    await bo.until('Anna', () => bo.others.has(anna.doc.clientID));
    anna.close();
    await bo.until('nobody', () => !bo.others.has(anna.doc.clientID));
  });

  test("echoes, and states under somebody else's id, are passed over", async () => {
    const [anna, bo] = [join(), join()];
    await Promise.all([anna.synced, bo.synced]);
    anna.tell({ cursor: { x: 1, y: 1 } });
    await bo.until('Anna', () => bo.others.has(anna.doc.clientID));
    bo.send(awarenessFrame([{ client: anna.doc.clientID, clock: 99, state: 'null' }]));
    bo.tell({ cursor: { x: 2, y: 2 } });
    await anna.until('Bo', () => anna.others.has(bo.doc.clientID));
    expect(anna.others.has(anna.doc.clientID)).toBe(true);
    bo.send(awarenessFrame([{ client: anna.doc.clientID, clock: 100, state: 'null' }]));
    bo.tell({ cursor: { x: 3, y: 3 } });
    await anna.until('Bo moved', () => JSON.stringify(anna.others.get(bo.doc.clientID)).includes('3'));
    expect(anna.others.has(anna.doc.clientID)).toBe(true);
  });

  test('presence that cannot be read closes its socket, a state that is too large is passed over', async () => {
    const [anna, bo] = [join(), join()];
    await Promise.all([anna.synced, bo.synced]);
    anna.tell({ cursor: { x: 1, y: 1 }, extra: 'x'.repeat(10_000) });
    anna.tell({ cursor: { x: 2, y: 2 } });
    await bo.until('Anna', () => bo.others.has(anna.doc.clientID));
    expect(JSON.stringify(bo.others.get(anna.doc.clientID))).toContain('2');
    anna.send(Uint8Array.of(1, 3, 5, 1, 1));
    expect(await anna.closed).toBe(4400);
  });
});
