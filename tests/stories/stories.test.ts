import type { CommandName } from '@brygga/shared/commands/index';
import { editNumbers, type EditName } from '@brygga/shared/testing/edits';
import { forbiddenEditNames } from '@brygga/shared/testing/forbiddenEdits';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../world/server.ts';
import { Crowd } from './crowd.ts';

/*
 * As `server/src/sync/stories`, which knows what must become of every edit, but through a real process
 * with its sockets and its disk: fewer and shorter stories, with crashes. The timing of the network is
 * real, so that a seed repeats the story but not the run.
 */

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const memberIndex = fc.nat({ max: 5 });
/** Not the facilitator (0) and the observer (5): a cheat's own board shows its forbidden edit until the server reverts it. */
const cheatIndex = fc.integer({ min: 1, max: 4 });

const storyEvent = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant('edit'),
      member: memberIndex,
      edit: fc.constantFrom<EditName>(
        'note',
        'write',
        'write',
        'raise',
        'cut',
        'add a need',
        'change a need',
        'flood',
        'delete',
        'offer',
        'title',
        'set what is no value',
        'note in the name of another',
      ),
      numbers: editNumbers,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('forbidden'),
      member: cheatIndex,
      edit: fc.constantFrom(...forbiddenEditNames),
      numbers: editNumbers,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('press'),
      member: memberIndex,
      command: fc.constantFrom<CommandName>(
        'seat.take',
        'seat.take',
        'seat.leave',
        'member.commit',
        'member.withdraw',
        'consortium.found',
      ),
      consortium: fc.nat({ max: 3 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('cut', 'connect'), member: memberIndex }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'crash' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'rest' as const }) },
);
type StoryEvent = typeof storyEvent extends fc.Arbitrary<infer Each> ? Each : never;

const play = (crowd: Crowd, event: StoryEvent): Promise<void> | void => {
  switch (event.kind) {
    case 'edit':
      return crowd.edit(event.member, event.edit, event.numbers);
    case 'forbidden':
      return crowd.forbiddenEdit(event.member, event.edit, event.numbers);
    case 'press':
      return crowd.press(event.member, event.command, event.consortium);
    case 'cut':
      return crowd.cut(event.member);
    case 'connect':
      return crowd.connect(event.member);
    case 'crash':
      return crowd.crash();
    case 'rest':
      return crowd.rest();
  }
};

const runs = Number(process.env['STORIES'] ?? 8);
const budgetMs = 25_000;

test(`P3, P6: on a real server all copies end equal and nobody sees a forbidden edit (up to ${runs} stories)`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(storyEvent, { minLength: 20, maxLength: 40, size: 'max' }), async (events) => {
      const crowd = await Crowd.gather(server);
      try {
        for (const event of events) await play(crowd, event);
        await crowd.rest();
        expect(await crowd.violations()).toEqual([]);
      } finally {
        crowd.leave();
      }
    }),
    { numRuns: runs, interruptAfterTimeLimit: budgetMs, markInterruptAsFailure: false },
  );
});
