import { newId, PersonId } from '@brygga/shared/ids';
import { afterEach, beforeEach } from 'vitest';
import type * as Y from 'yjs';
import { connect, type TestClient, type TestClientOptions } from './testClient.ts';
import { readNote, writeNote } from './notes.ts';
import { makeMembership, openSyncWorld, type SyncWorld } from './syncWorld.ts';

/** Clients on one board, with a new world for each test of the file. */
export const setUpWindows = () => {
  let world: SyncWorld;
  let clients: TestClient[] = [];
  const people = new Map<TestClient, PersonId>();

  beforeEach(async () => {
    world = await openSyncWorld();
  });
  afterEach(async () => {
    for (const client of clients) client.close();
    clients = [];
    await world.close();
  });

  const personOf = (client: TestClient): PersonId => people.get(client) ?? newId(PersonId);

  return {
    get world(): SyncWorld {
      return world;
    },
    personOf,
    join(membership = world.admit(makeMembership()), query = '', options: TestClientOptions = {}): TestClient {
      const client = connect(world.urlOf(membership, query), options);
      clients.push(client);
      people.set(client, membership.actor.id);
      return client;
    },
    write(client: TestClient, name: string, text: unknown): void {
      writeNote(client.doc, personOf(client), name, String(text));
    },
    waitForNote: (client: TestClient, name: string, text: unknown): Promise<void> =>
      client.waitUntil(`${name} = ${String(text)}`, () => readNote(client.doc, name) === String(text)),
  };
};

export const cardsOf = ({ doc }: TestClient): Y.Map<unknown> => doc.getMap('cards');

/** The number of the client's frames that the server has reported as saved. */
export const savedFrames = ({ notices }: TestClient): number =>
  Math.max(0, ...notices.map((notice) => (notice.is === 'saved' ? notice.frames : 0)));
