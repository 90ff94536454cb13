import { once } from 'node:events';
import { encodeNotice } from '@brygga/shared/wire/notices';
import { WebSocket } from 'ws';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { TestClient } from '../testing/testClient.ts';
import { savedFrames, setUpWindows } from '../testing/windows.ts';
import { makeMembership } from '../testing/syncWorld.ts';

const windows = setUpWindows();
const { join, waitForNote, write } = windows;

describe('as time passes', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('P7: a quiet socket gets a keep-alive before a stock client gives up after 30 s', async () => {
    const anna = join();
    await anna.synced;
    vi.advanceTimersByTime(20_000);
    await once(anna.socket, 'ping');
    // The client has answered the ping by itself; when its own is answered, the server has read that.
    const answered = once(anna.socket, 'pong');
    anna.socket.ping();
    await answered;
    const message = once(anna.socket, 'message');
    vi.advanceTimersByTime(20_000);
    const [data] = (await message) as [Buffer];
    expect([...data]).toEqual([1, 1, 0]);
  });

  test('P5: a dead socket is closed', async () => {
    const anna = join();
    await anna.synced;
    anna.socket.pause();
    vi.advanceTimersByTime(20_000);
    vi.advanceTimersByTime(20_000);
    await expect.poll(() => windows.world.rooms.socketCount).toBe(0);
    anna.socket.resume();
    expect(await anna.closed).toBe(1006);
  });

  /** Time passes, in which only this window says something. */
  const beats = async (count: number, speaking: TestClient): Promise<void> => {
    const answers = () => speaking.notices.filter(({ is }) => is === 'clock').length;
    for (let beat = 0; beat < count; beat += 1) {
      vi.advanceTimersByTime(1_200);
      const before = answers();
      speaking.send(encodeNotice({ is: 'clock', asked: beat }));
      await speaking.waitUntil('an answer', () => answers() > before);
    }
  };

  test('a silent person is shown as gone within 5 s, and as present with the next sign of life', async () => {
    const [anna, bo] = [join(), join(undefined, '&notices')];
    await Promise.all([anna.synced, bo.synced]);
    anna.sendPresence({ cursor: { x: 1, y: 1 } });
    await bo.waitUntil('Anna', () => bo.presenceStates.size === 1);
    anna.socket.pause();
    await beats(4, bo);
    await bo.waitUntil('nobody', () => bo.presenceStates.size === 0);
    expect(windows.world.rooms.socketCount).toBe(2);
    anna.socket.resume();
    anna.sendPresence({ cursor: { x: 2, y: 2 } });
    await bo.waitUntil('Anna again', () => bo.presenceStates.size === 1);
  });

  test('P5: a socket that reads nothing for 30 s is closed with a reason, even if it writes', async () => {
    const [anna, bo] = [join(), join(undefined, '&notices')];
    await Promise.all([anna.synced, bo.synced]);
    anna.socket.pause();
    // More than the kernel's buffers take for her.
    const text = 'å'.repeat(4_900);
    for (let edit = 0; edit < 1_000; edit += 1) {
      write(bo, `card ${edit % 40}`, `${edit} ${text}`);
      if (edit % 50 === 49) await bo.waitUntil('saved', () => savedFrames(bo) > edit);
    }
    for (let beat = 0; beat < 20; beat += 1) {
      await beats(1, bo);
      write(anna, 'card', beat);
      await waitForNote(bo, 'card', beat);
    }
    expect(windows.world.rooms.socketCount).toBe(2);
    await beats(7, bo);
    expect(windows.world.rooms.socketCount).toBe(1);
    anna.socket.resume();
    expect(await anna.closed).toBe(1013);
  });

  test('access that ended without an event closes the socket', async () => {
    const anna = windows.world.admit(makeMembership());
    const [window, bo] = [join(anna), join()];
    await Promise.all([window.synced, bo.synced]);
    windows.world.expel(anna);
    vi.advanceTimersByTime(30_000);
    expect(await window.closed).toBe(4403);
    expect(bo.socket.readyState).toBe(WebSocket.OPEN);
  });

  test('a person who became an observer can no longer write but keeps reading', async () => {
    const anna = windows.world.admit(makeMembership());
    const [window, bo] = [join(anna, '&notices'), join()];
    await Promise.all([window.synced, bo.synced]);
    windows.world.admit({ ...anna, actor: { ...anna.actor, role: 'observer' } });
    vi.advanceTimersByTime(30_000);
    const isRefused = () => window.notices.some(({ is }) => is === 'refused');
    await expect
      .poll(() => {
        write(window, 'a', Math.random());
        return isRefused();
      })
      .toBe(true);
    write(bo, 'b', 'for all');
    await waitForNote(window, 'b', 'for all');
  });
});
