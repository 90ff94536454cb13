import { boardCircle, type Circle } from '@brygga/shared/document/circles';
import { NeedId, newId } from '@brygga/shared/ids';
import { createFact, writeFacts } from '@brygga/shared/agreements/facts';
import { WebSocket } from 'ws';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Membership } from './membership.ts';
import { documentName } from '../../storage/documentName.ts';
import { type TestCircles, openTestCircles, organisationOf } from '../testing/circles.ts';
import { connect, type TestClient } from '../testing/testClient.ts';
import { readNote, writeNote } from '../testing/notes.ts';
import { openSyncWorld, type SyncWorld } from '../testing/syncWorld.ts';

// The timer of the access recheck stands still: access ends by reports alone.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

let world: SyncWorld;
let circles: TestCircles;
let clients: TestClient[] = [];

beforeEach(async () => {
  world = await openSyncWorld();
  circles = await openTestCircles(world);
});
afterEach(async () => {
  for (const client of clients) client.close();
  clients = [];
  await world.close();
});

const enter = async (membership: Membership, circle: Circle = boardCircle, session = 'one'): Promise<TestClient> => {
  const client = connect(world.urlOf(membership, `&notices&session=${session}`, circle));
  clients.push(client);
  await client.synced;
  return client;
};

const isOpen = ({ socket }: TestClient): boolean => socket.readyState === WebSocket.OPEN;

const own = ({ actor }: Membership): Circle => ({ is: 'person', id: actor.id });

/** Waits until the client receives what another one writes on the board. */
const expectToReceive = async (client: TestClient, from: TestClient, by: Membership): Promise<void> => {
  writeNote(from.doc, by.actor.id, 'news', 'for all');
  await client.waitUntil('news', () => readNote(client.doc, 'news') === 'for all');
};

const ask = (by: Membership, name: 'seat.take' | 'member.withdraw' | 'consortium.remove', raw: object) =>
  world.commandExecutor.execute({ workshop: world.workshop, name, raw, actor: by.actor, key: crypto.randomUUID() });

describe('a session that ends', () => {
  test('closes its sockets on all circles with 4401, and no other session of the same person', async () => {
    const { founder } = circles.people;
    const ended = [await enter(founder), await enter(founder, circles.workspace), await enter(founder, own(founder))];
    const elsewhere = await enter(founder, boardCircle, 'two');
    world.endSession('one');
    expect(await Promise.all(ended.map(({ closed }) => closed))).toEqual([4401, 4401, 4401]);
    expect(isOpen(elsewhere)).toBe(true);
  });

  test('without a report is found by the socket’s periodic recheck', async () => {
    const client = await enter(circles.people.founder);
    world.expireSession('one');
    vi.advanceTimersByTime(30_000);
    expect(await client.closed).toBe(4401);
  });
});

describe('a participation', () => {
  test('that ends closes all circles with 4403, and nobody else’s', async () => {
    const { founder, rival } = circles.people;
    const ended = [await enter(founder), await enter(founder, circles.workspace), await enter(founder, own(founder))];
    const [rivalClient, other] = [await enter(rival), await enter(circles.people.host)];
    world.expel(founder);
    world.revocations.participationChanged(world.workshop, founder.actor.id);
    expect(await Promise.all(ended.map(({ closed }) => closed))).toEqual([4403, 4403, 4403]);
    await expectToReceive(rivalClient, other, circles.people.host);
  });

  test('that becomes an observer’s keeps its socket, and its edits are reverted', async () => {
    const { rival, host } = circles.people;
    const [client, other] = [await enter(rival), await enter(host)];
    client.sendPresence({ cursor: { x: 1, y: 1 } });
    const roleSeen = () => {
      const state = other.presenceStates.get(client.doc.clientID);
      return typeof state === 'object' && state !== null && 'user' in state ? state.user : undefined;
    };
    await other.waitUntil('the pointer', () => roleSeen() !== undefined);
    const demoted = { actor: { ...rival.actor, role: 'observer' }, identity: { ...rival.identity, role: 'observer' } };
    world.admit(demoted as Membership);
    world.revocations.participationChanged(world.workshop, rival.actor.id);
    await expect.poll(roleSeen).toMatchObject({ role: 'observer' });

    writeNote(client.doc, rival.actor.id, 'mine', 'too late');
    await client.waitUntil('a refusal', () => client.notices.some(({ is }) => is === 'refused'));
    await expectToReceive(client, other, host);
    expect(readNote(other.doc, 'mine')).toBeUndefined();
    expect(readNote(client.doc, 'mine')).toBeUndefined();
  });

  test('that gets more rights can write at once', async () => {
    const { observer, host } = circles.people;
    const [client, other] = [await enter(observer), await enter(host)];
    world.admit({ ...observer, actor: { ...observer.actor, role: 'participant' } });
    world.revocations.participationChanged(world.workshop, observer.actor.id);
    const arrived = () => readNote(other.doc, 'mine') === 'now';
    await expect
      .poll(() => {
        if (!arrived()) writeNote(client.doc, observer.actor.id, 'mine', 'now');
        return arrived();
      })
      .toBe(true);
  });

  test('that ends while a socket is joining closes that socket', async () => {
    const { founder } = circles.people;
    const document = documentName(world.workshop, own(founder));
    const loadStarted = Promise.withResolvers<undefined>();
    const disk = Promise.withResolvers<undefined>();
    const { load } = world.journal;
    vi.spyOn(world.journal, 'load').mockImplementation(async (name) => {
      if (name === document) {
        loadStarted.resolve(undefined);
        await disk.promise;
      }
      return load(name);
    });
    const client = connect(world.urlOf(founder, '', own(founder)));
    clients.push(client);
    // The socket is admitted by now, and waits for its room.
    await loadStarted.promise;
    world.expel(founder);
    world.revocations.participationChanged(world.workshop, founder.actor.id);
    disk.resolve(undefined);
    expect(await client.closed).toBe(4403);
  });
});

describe('a company that leaves a consortium', () => {
  const join = async (company: Membership) => {
    const need = newId(NeedId);
    await world.rooms.use(world.workshop, (room) => {
      const { consortium } = circles;
      const joined = { consortium, company: organisationOf(company), by: company.actor.id, at: 1 };
      const facts = [
        createFact('member.joined', joined),
        createFact('seat.taken', { consortium, need, holder: organisationOf(company), at: 1 }),
      ];
      return room.change({ by: 'system', facts, write: (doc) => writeFacts(doc, facts) });
    });
  };

  test('loses that circle alone, once the fact is on disk', async () => {
    const { founder, rival } = circles.people;
    await join(rival);
    const [leaving, onBoard, founders] = [
      await enter(rival, circles.workspace),
      await enter(rival),
      await enter(founder, circles.workspace),
    ];
    const left = await ask(rival, 'member.withdraw', { consortium: circles.consortium });
    expect(left.status).toBe(200);
    expect(await leaving.closed).toBe(4403);
    await expectToReceive(onBoard, await enter(founder), founder);
    expect(isOpen(founders)).toBe(true);
    const again = connect(world.urlOf(rival, '', circles.workspace));
    expect(await again.closed).toBe(4403);
  });

  test('and removes the dissolved consortium makes its circle unknown', async () => {
    const { founder } = circles.people;
    const { consortium } = circles;
    const client = await enter(founder, circles.workspace);
    expect((await ask(founder, 'member.withdraw', { consortium })).status).toBe(200);
    expect(isOpen(client)).toBe(true);
    expect((await ask(founder, 'consortium.remove', { consortium })).status).toBe(200);
    expect(await client.closed).toBe(4404);
  });
});

test('removing a workshop closes all its circles with 4404 and deletes their documents', async () => {
  const { founder, mayor } = circles.people;
  const windows = [await enter(founder), await enter(founder, circles.workspace), await enter(founder, own(founder))];
  const closedDocument = documentName(world.workshop, circles.city);
  await world.rooms.create(closedDocument, (doc) => writeNote(doc, mayor.actor.id, 'plan', 'not yet public'));
  await expect.poll(() => world.rooms.size).toBe(3);
  await world.rooms.remove(world.workshop);
  expect(await Promise.all(windows.map(({ closed }) => closed))).toEqual([4404, 4404, 4404]);
  expect((await world.journal.load(closedDocument)).updates).toEqual([]);
  expect(await world.journal.documentsBelow(world.workshop)).toEqual([]);
});
