import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CommandPress } from '@brygga/shared/testing/commandPresses';
import { companyPeople, nth } from '@brygga/shared/testing/fixtures';
import type * as Limits from '../transport/limits.ts';
import { seededBytes } from './testing/seededIds.ts';
import { type StoryEvent, story, runStory } from './testing/story.ts';

/*
 * Random stories of people who edit, execute commands, disconnect and reconnect, some of them with
 * forbidden edits. Sockets are queues and the journal commits when the story says so, so that nothing
 * depends on time. A failure prints fast-check's seed and path, and the shortest failing story:
 * `fc.assert(…, { seed, path })` runs it again.
 */

vi.mock('yjs', async (original) => {
  const { withSeededIds } = await import('./testing/seededIds.ts');
  return withSeededIds(await original());
});
/** Backlogs of a few frames, so that stories reach their limit. */
vi.mock('../transport/limits.ts', async (original) => {
  const module = await original<typeof Limits>();
  return { ...module, limits: { ...module.limits, backlogBytesMax: 3_000, backlogResumeBytesMax: 300 } };
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
/** Far longer than stories take, so that a busy machine neither fails them nor cuts off the shrinking of a failure. */
const timeoutMs = 600_000;

describe('stories of people who write, press, cheat, disconnect and reconnect', { timeout: timeoutMs }, () => {
  test(`P2, P3, P6: all end with the same board, nobody sees a forbidden edit, no allowed edit is lost (${runs} stories)`, async () => {
    await fc.assert(
      fc.asyncProperty(story, async (events) => {
        expect(await runStory(events)).toEqual([]);
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

/** Stories that once failed, by the bug that they found. */
describe('stories that once failed', { timeout: timeoutMs }, () => {
  const firstChoice = { chance: [0, 0, 0, 0] };
  const failedStories: Record<string, readonly StoryEvent[]> = {
    'P1: a socket that joins in the turn of a failed row sees a room ahead of the journal': [
      { kind: 'narrow', writing: 'open' },
      { kind: 'connect', who: 0 },
      { kind: 'fail' },
    ],
    'P3: a forbidden late edit of a restored card is broadcast': [
      { kind: 'edit', who: 0, edit: 'delete', ...firstChoice },
      { kind: 'edit', who: 1, edit: 'set what is no value', chance: [0, 0, 508, 0] },
    ],
    'text for a replaced and restored card is lost when the document is reopened': [
      { kind: 'forbidden', who: 7, forbiddenEdit: 'replaces a card', ...firstChoice },
      { kind: 'up', who: 7, frames: 1 },
      { kind: 'commit' },
      { kind: 'reopen' },
      { kind: 'edit', who: 0, edit: 'write', ...firstChoice },
    ],
    'the oracle misses text of which another window of the same person cut a part': [
      { kind: 'edit', who: 0, edit: 'write', chance: [0, 764, 0, 231] },
      { kind: 'edit', who: 1, edit: 'cut', chance: [0, 152, 0, 0] },
      { kind: 'press', press: commitment, twice: false },
      { kind: 'fail' },
      { kind: 'cut', who: 1 },
      { kind: 'edit', who: 0, edit: 'cut', chance: [0, 356, 0, 0] },
    ],
    'the oracle takes a value that two people set for the one that one of them has seen': [
      { kind: 'edit', who: 4, edit: 'change a need', chance: [0, 0, 0, 694] },
      { kind: 'edit', who: 4, edit: 'change a need', chance: [0, 0, 0, 0] },
      { kind: 'rest' },
      { kind: 'edit', who: 0, edit: 'change a need', chance: [0, 0, 0, 374] },
    ],
    'the oracle misses text in a text with which its writer replaced another without right': [
      { kind: 'edit', who: 4, edit: 'set what is no value', chance: [0, 97, 735, 712] },
      { kind: 'edit', who: 4, edit: 'write', chance: [0, 223, 291, 0] },
    ],
    'P3: a forbidden value of a card that was replaced meanwhile is broadcast': [
      { kind: 'edit', who: 1, edit: 'raise', chance: [0, 4, 0, 0] },
      { kind: 'edit', who: 1, edit: 'note', ...firstChoice },
      { kind: 'reload', who: 1 },
      { kind: 'edit', who: 0, edit: 'delete', chance: [0, 4, 0, 0] },
      { kind: 'edit', who: 1, edit: 'raise', chance: [0, 2, 0, 0] },
    ],
    'P2: a forbidden replacement sent before SyncStep2, which repeats it, deletes the restored card': [
      {
        kind: 'press',
        press: {
          name: 'seat.take',
          after: 0,
          actor: nth(companyPeople, 2),
          raw: { consortium: 'table000000001', need: 'need0000000001', company: 'company0000003' },
        },
        twice: false,
      },
      { kind: 'edit', who: 0, edit: 'note', ...firstChoice },
      { kind: 'rest' },
      { kind: 'connect', who: 7 },
      { kind: 'forbidden', who: 7, forbiddenEdit: 'replaces a card', chance: [0, 135, 0, 0] },
    ],
    'a card that was made and deleted offline comes back': [
      { kind: 'edit', who: 3, edit: 'note', ...firstChoice },
      { kind: 'edit', who: 3, edit: 'delete', chance: [0, 31, 0, 0] },
      { kind: 'reopen' },
    ],
  };

  test.each(Object.entries(failedStories))('%s', async (_name, events) => {
    expect(await runStory(events)).toEqual([]);
  });
});
