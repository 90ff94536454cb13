import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type TestCircles, openTestCircles } from '../testing/circles.ts';
import { openSyncWorld, type SyncWorld } from '../testing/syncWorld.ts';

let world: SyncWorld;
let circles: TestCircles;
let loaded: string[];

beforeEach(async () => {
  loaded = [];
  world = await openSyncWorld((journal) => ({
    ...journal,
    load(document) {
      loaded.push(document);
      return journal.load(document);
    },
  }));
  circles = await openTestCircles(world);
  await expect.poll(() => world.rooms.size).toBe(0);
  loaded = [];
});
afterEach(() => world.close());

describe('readmission to a circle that depends on the board', () => {
  const readmit = () => world.admissions.readmit(world.workshop, circles.workspace, circles.people.founder.actor.id);

  test('opens no board that nobody has open', async () => {
    expect(await readmit()).toMatchObject({ kind: 'admitted' });
    expect(loaded).toEqual([]);
  });

  test('P9: reads an open board', async () => {
    const { rival } = circles.people;
    const board = await world.rooms.hold(world.workshop);
    expect(await world.admissions.readmit(world.workshop, circles.workspace, rival.actor.id)).toMatchObject({
      kind: 'closed',
      name: 'no-right',
    });
    board.release();
  });

  test('P9: is refused without a place in the workshop, whether or not the board is open', async () => {
    world.expel(circles.people.founder);
    expect(await readmit()).toMatchObject({ kind: 'closed', name: 'no-right' });
  });

  test('is no admission: that reads a closed board too', async () => {
    const { rival } = circles.people;
    expect(await world.admissions.admit(world.workshop, circles.workspace, rival.actor.id)).toMatchObject({
      kind: 'closed',
    });
    expect(loaded).toEqual([world.workshop]);
  });
});
