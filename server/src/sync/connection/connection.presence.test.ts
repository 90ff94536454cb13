import { describe, expect, test } from 'vitest';
import { awarenessFrame } from '../transport/frames.ts';
import { setUpWindows } from '../testing/windows.ts';
import { makeMembership } from '../testing/syncWorld.ts';

const windows = setUpWindows();
const { join } = windows;

describe('presence', () => {
  test('others see a person’s state with the identity that the server knows', async () => {
    const anna = windows.world.admit(makeMembership());
    const [window, bo] = [join(anna), join()];
    await Promise.all([window.synced, bo.synced]);
    window.sendPresence({ cursor: { x: 1, y: 2 }, user: { name: 'The mayor' }, extra: 'x', view: { x: 'nowhere' } });
    await bo.waitUntil('Anna', () => bo.presenceStates.has(window.doc.clientID));
    expect(bo.presenceStates.get(window.doc.clientID)).toEqual({ cursor: { x: 1, y: 2 }, user: anna.identity });
  });

  test('a new reader sees everybody present, and nobody sees who has left', async () => {
    const anna = join();
    await anna.synced;
    anna.sendPresence({ cursor: null });
    await anna.waitUntil('the echo', () => anna.presenceStates.has(anna.doc.clientID));
    const bo = join();
    await bo.waitUntil('Anna', () => bo.presenceStates.has(anna.doc.clientID));
    anna.close();
    await bo.waitUntil('nobody', () => !bo.presenceStates.has(anna.doc.clientID));
  });

  test('echoes and states under another client id are ignored', async () => {
    const [anna, bo] = [join(), join()];
    await Promise.all([anna.synced, bo.synced]);
    anna.sendPresence({ cursor: { x: 1, y: 1 } });
    await bo.waitUntil('Anna', () => bo.presenceStates.has(anna.doc.clientID));
    bo.send(awarenessFrame([{ client: anna.doc.clientID, clock: 99, state: 'null' }]));
    bo.sendPresence({ cursor: { x: 2, y: 2 } });
    await anna.waitUntil('Bo', () => anna.presenceStates.has(bo.doc.clientID));
    expect(anna.presenceStates.has(anna.doc.clientID)).toBe(true);
    bo.send(awarenessFrame([{ client: anna.doc.clientID, clock: 100, state: 'null' }]));
    bo.sendPresence({ cursor: { x: 3, y: 3 } });
    await anna.waitUntil('Bo moved', () => JSON.stringify(anna.presenceStates.get(bo.doc.clientID)).includes('3'));
    expect(anna.presenceStates.has(anna.doc.clientID)).toBe(true);
  });

  test('P5: unreadable presence closes its socket, a state that is too large is ignored', async () => {
    const [anna, bo] = [join(), join()];
    await Promise.all([anna.synced, bo.synced]);
    anna.sendPresence({ cursor: { x: 1, y: 1 }, extra: 'x'.repeat(10_000) });
    anna.sendPresence({ cursor: { x: 2, y: 2 } });
    await bo.waitUntil('Anna', () => bo.presenceStates.has(anna.doc.clientID));
    expect(JSON.stringify(bo.presenceStates.get(anna.doc.clientID))).toContain('2');
    anna.send(Uint8Array.of(1, 3, 5, 1, 1));
    expect(await anna.closed).toBe(4400);
  });
});
