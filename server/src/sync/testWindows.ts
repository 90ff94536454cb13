import { newId, PersonId } from '@brygga/shared/ids';
import { afterEach, beforeEach } from 'vitest';
import type * as Y from 'yjs';
import { connect, type TestClient, type TestClientOptions } from './testClient.ts';
import { noteIn, writeNote } from './testNotes.ts';
import { member, openWorld, type World } from './testWorld.ts';

/** People's windows on one board, and a fresh world below them for each test of the file. */
export const openWindows = () => {
  let world: World;
  let clients: TestClient[] = [];
  const people = new Map<TestClient, PersonId>();

  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(async () => {
    for (const client of clients) client.close();
    clients = [];
    await world.close();
  });

  const personOf = (client: TestClient): PersonId => people.get(client) ?? newId(PersonId);

  return {
    get world(): World {
      return world;
    },
    personOf,
    join(membership = world.admit(member()), query = '', options: TestClientOptions = {}): TestClient {
      const client = connect(world.urlOf(membership, query), options);
      clients.push(client);
      people.set(client, membership.actor.id);
      return client;
    },
    write(client: TestClient, name: string, words: unknown): void {
      writeNote(client.doc, personOf(client), name, String(words));
    },
    settle: (client: TestClient, name: string, words: unknown): Promise<void> =>
      client.until(`${name} = ${String(words)}`, () => noteIn(client.doc, name) === String(words)),
  };
};

export const cardsOf = ({ doc }: TestClient): Y.Map<unknown> => doc.getMap('cards');

/** How many of a window's frames it has been told are saved. */
export const savedBy = ({ notices }: TestClient): number =>
  Math.max(0, ...notices.map((notice) => (notice.is === 'saved' ? notice.frames : 0)));
