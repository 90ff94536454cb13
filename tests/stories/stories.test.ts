import type { CommandName } from '@brygga/shared/commands/index';
import { editNumbers, type EditName } from '@brygga/shared/testing/edits';
import { forbiddenEditNames } from '@brygga/shared/testing/forbiddenEdits';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningServer, startServer } from '../world/server.ts';
import { Crowd } from './crowd.ts';

/*
 * The same as `server/src/sync/stories`, which knows every edit's fate, through a real process, its
 * sockets and its disk: fewer and shorter, and with crashes. The network's timing is its own, so a
 * seed tells the same story, not the same run.
 */

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const who = fc.nat({ max: 5 });
/** Whoever cheats sees on their own board, for a moment, what nobody else may see: the facilitator and the observer look. */
const cheat = fc.integer({ min: 1, max: 4 });

const beat = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      is: fc.constant('edit'),
      who,
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
      chance: editNumbers,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      is: fc.constant('forbidden'),
      who: cheat,
      outrage: fc.constantFrom(...forbiddenEditNames),
      chance: editNumbers,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      is: fc.constant('press'),
      who,
      name: fc.constantFrom<CommandName>(
        'seat.take',
        'seat.take',
        'seat.leave',
        'member.commit',
        'member.withdraw',
        'consortium.found',
      ),
      table: fc.nat({ max: 3 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ is: fc.constantFrom('cut', 'connect'), who }) },
  { weight: 1, arbitrary: fc.constant({ is: 'crash' as const }) },
  { weight: 1, arbitrary: fc.constant({ is: 'rest' as const }) },
);
type Beat = typeof beat extends fc.Arbitrary<infer Each> ? Each : never;

const play = (crowd: Crowd, it: Beat): Promise<void> | void => {
  switch (it.is) {
    case 'edit':
      return crowd.edit(it.who, it.edit, it.chance);
    case 'forbidden':
      return crowd.forbiddenEdit(it.who, it.outrage, it.chance);
    case 'press':
      return crowd.press(it.who, it.name, it.table);
    case 'cut':
      return crowd.cut(it.who);
    case 'connect':
      return crowd.connect(it.who);
    case 'crash':
      return crowd.crash();
    case 'rest':
      return crowd.rest();
  }
};

const runs = Number(process.env['STORIES'] ?? 8);
const budgetMillis = 25_000;

test(`before a real server all see the same in the end, and nobody what is forbidden (up to ${runs} stories)`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(beat, { minLength: 20, maxLength: 40, size: 'max' }), async (beats) => {
      const crowd = await Crowd.gather(server);
      try {
        for (const each of beats) await play(crowd, each);
        await crowd.rest();
        expect(await crowd.complaints()).toEqual([]);
      } finally {
        crowd.leave();
      }
    }),
    { numRuns: runs, interruptAfterTimeLimit: budgetMillis, markInterruptAsFailure: false },
  );
});
