import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CommandPress } from '@brygga/shared/testing/commandPresses';
import { companyPeople, nth } from '@brygga/shared/testing/fixtures';
import type * as Limits from '../transport/limits.ts';
import { seededBytes } from './testing/seededIds.ts';
import { type StoryEvent, story, runStory } from './testing/story.ts';

/*
 * Random people write, press, lose the network, come back, and some of them cheat. Sockets are
 * queues and the journal commits when the story says so: no clock, no chance but the seed's. A
 * failure prints fast-check's seed and path, and the shortest story that fails:
 * `fc.assert(…, { seed, path })` tells it again.
 */

vi.mock('yjs', async (original) => {
  const { withSeededIds } = await import('./testing/seededIds.ts');
  return withSeededIds(await original());
});
/** Backlogs of a few frames, so that stories come to the end of them. */
vi.mock('../transport/limits.ts', async (original) => {
  const whole = await original<typeof Limits>();
  return { ...whole, limits: { ...whole.limits, backlogBytesMax: 3_000, backlogResumeBytesMax: 300 } };
});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: 1_700_000_000_000 });
  vi.spyOn(globalThis.crypto, 'getRandomValues').mockImplementation(seededBytes);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const runs = Number(process.env['STORIES'] ?? 200);
/** Far beyond what they take: a machine that is busy must not fail them, nor cut off a failure before its seed is told. */
const timeoutMs = 600_000;

describe('stories of people who write, press, cheat, disconnect and reconnect', { timeout: timeoutMs }, () => {
  test(`P2, P3, P6: all end with the same board, nobody sees a forbidden edit, no allowed edit is lost (${runs} stories)`, async () => {
    await fc.assert(
      fc.asyncProperty(story, async (beats) => {
        expect(await runStory(beats)).toEqual([]);
      }),
      { numRuns: runs },
    );
  });
});

const commitment: CommandPress = {
  name: 'member.commit',
  after: 0,
  actor: nth(companyPeople, 0),
  raw: { consortium: 'table000000001' },
};

/** Stories that once failed, by what they caught. */
describe('stories that once failed', { timeout: timeoutMs }, () => {
  const first = { chance: [0, 0, 0, 0] };
  const kept: Record<string, readonly StoryEvent[]> = {
    'who joins in the turn in which a row fails is shown a room that is ahead of the disk': [
      { kind: 'narrow', writing: 'open' },
      { kind: 'connect', who: 0 },
      { kind: 'fail' },
    ],
    'what came late for a card that was put back, and is forbidden, goes over the wire': [
      { kind: 'edit', who: 0, edit: 'delete', ...first },
      { kind: 'edit', who: 1, edit: 'set what is no value', chance: [0, 0, 508, 0] },
    ],
    'words for a card that was replaced and put back are lost when the document is opened anew': [
      { kind: 'forbidden', who: 7, edit: 'replaces a card', ...first },
      { kind: 'up', who: 7, frames: 1 },
      { kind: 'commit' },
      { kind: 'reopen' },
      { kind: 'edit', who: 0, edit: 'write', ...first },
    ],
    'words that one window cut are missed where another window of the same person cut a part of them': [
      { kind: 'edit', who: 0, edit: 'write', chance: [0, 764, 0, 231] },
      { kind: 'edit', who: 1, edit: 'cut', chance: [0, 152, 0, 0] },
      { kind: 'press', press: commitment, twice: false },
      { kind: 'fail' },
      { kind: 'cut', who: 1 },
      { kind: 'edit', who: 0, edit: 'cut', chance: [0, 356, 0, 0] },
    ],
    'a value that two have set without right is taken for what one of them had seen': [
      { kind: 'edit', who: 4, edit: 'change a need', chance: [0, 0, 0, 694] },
      { kind: 'edit', who: 4, edit: 'change a need', chance: [0, 0, 0, 0] },
      { kind: 'rest' },
      { kind: 'edit', who: 0, edit: 'change a need', chance: [0, 0, 0, 374] },
    ],
    'words in a text that its writer had put in another’s place without right are missed': [
      { kind: 'edit', who: 4, edit: 'set what is no value', chance: [0, 97, 735, 712] },
      { kind: 'edit', who: 4, edit: 'write', chance: [0, 223, 291, 0] },
    ],
    'a forbidden value that a card was carried, and that another took the place of, goes over the wire': [
      { kind: 'edit', who: 1, edit: 'raise', chance: [0, 4, 0, 0] },
      { kind: 'edit', who: 1, edit: 'note', ...first },
      { kind: 'reload', who: 1 },
      { kind: 'edit', who: 0, edit: 'delete', chance: [0, 4, 0, 0] },
      { kind: 'edit', who: 1, edit: 'raise', chance: [0, 2, 0, 0] },
    ],
    'a card that was made and deleted offline comes back': [
      { kind: 'edit', who: 3, edit: 'note', ...first },
      { kind: 'edit', who: 3, edit: 'delete', chance: [0, 31, 0, 0] },
      { kind: 'reopen' },
    ],
  };

  test.each(Object.entries(kept))('%s', async (_what, beats) => {
    expect(await runStory(beats)).toEqual([]);
  });
});
