import { once } from 'node:events';
import { decidedOf } from '@brygga/shared/agreements/board';
import { putCard } from '@brygga/shared/document/cards/index';
import { CardId, newId, PersonId } from '@brygga/shared/ids';
import { encodeNotice } from '@brygga/shared/wire/notices';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { StorageError } from '../storage/contract.ts';
import { awarenessFrame, step2Frame, updateFrame } from './frames.ts';
import { connect, openSocket, type TestClient, type TestClientOptions } from './testClient.ts';
import { limits } from './limits.ts';
import { noteIn, writeNote } from './testNotes.ts';
import { member, openWorld, type World } from './testWorld.ts';

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

const join = (membership = world.admit(member()), query = '', options: TestClientOptions = {}): TestClient => {
  const client = connect(world.urlOf(membership, query), options);
  clients.push(client);
  people.set(client, membership.actor.id);
  return client;
};

const personOf = (client: TestClient): PersonId => people.get(client) ?? newId(PersonId);

const cardsOf = (client: TestClient): Y.Map<unknown> => client.doc.getMap('cards');

const write = (client: TestClient, name: string, words: unknown) =>
  writeNote(client.doc, personOf(client), name, String(words));

const settle = (client: TestClient, name: string, words: unknown) =>
  client.until(`${name} = ${String(words)}`, () => noteIn(client.doc, name) === String(words));

/** How many of a window's frames it has been told are saved. */
const savedBy = ({ notices }: TestClient): number =>
  Math.max(0, ...notices.map((notice) => (notice.is === 'saved' ? notice.frames : 0)));

describe('writing together', () => {
  test('what one writes the other sees, both ways', async () => {
    const [anna, bo] = [join(), join()];
    await Promise.all([anna.synced, bo.synced]);
    write(anna, 'a', 1);
    await settle(bo, 'a', 1);
    write(bo, 'a', 2);
    await settle(anna, 'a', 2);
  });

  test('an edit of three megabytes, such as a copy of a whole board, comes through', async () => {
    const [anna, bo] = [join(), join()];
    await Promise.all([anna.synced, bo.synced]);
    anna.doc.transact(() => {
      for (let card = 0; card < 3_000; card += 1) write(anna, `copy${card}`, 'x'.repeat(1_000));
    });
    write(anna, 'after', 1);
    await settle(bo, 'after', 1);
    expect(cardsOf(bo).size).toBe(3_001);
  });

  test('who joins later sees what is there, and who joins with offline edits brings them', async () => {
    const anna = join();
    await anna.synced;
    write(anna, 'a', 1);
    const offline = new Y.Doc();
    const membership = world.admit(member());
    writeNote(offline, membership.actor.id, 'b', '2');
    const bo = join(membership, '', { doc: offline });
    await settle(bo, 'a', 1);
    await settle(anna, 'b', 2);
  });

  test('the board is there again after everybody has left and the room has gone from memory', async () => {
    const anna = join(undefined, '&notices');
    await anna.synced;
    write(anna, 'a', 1);
    await anna.until('saved', () => anna.notices.some((notice) => notice.is === 'saved' && notice.frames >= 2));
    anna.close();
    await anna.closed;
    await expect.poll(() => world.rooms.size).toBe(0);
    await settle(join(), 'a', 1);
  });

  test('saved counts every document frame of the socket, empty ones too', async () => {
    const anna = join(undefined, '&notices');
    await anna.synced;
    for (let edit = 0; edit < 5; edit += 1) write(anna, 'a', edit);
    anna.send(updateFrame(Y.encodeStateAsUpdate(new Y.Doc())));
    // Its SyncStep2, five edits and an empty one.
    await anna.until('all saved', () => anna.notices.some((notice) => notice.is === 'saved' && notice.frames === 7));
    const counts = anna.notices.flatMap((notice) => (notice.is === 'saved' ? [notice.frames] : []));
    expect(counts).toEqual([...counts].sort((one, other) => one - other));
  });

  test('the clock is told to whoever asked for notices', async () => {
    const anna = join(undefined, '&notices');
    await anna.synced;
    anna.send(encodeNotice({ is: 'clock', asked: 17 }));
    await anna.until('the clock', () => anna.notices.some((notice) => notice.is === 'clock' && notice.asked === 17));
  });

  test('updates that overtake the SyncStep2 on which they rest wait for it', async () => {
    const bo = join();
    await bo.synced;
    const anna = join(undefined, '', { mute: true });
    await anna.synced;
    const other = new Y.Doc();
    writeNote(other, personOf(anna), 'one', '1');
    const before = Y.encodeStateVector(other);
    writeNote(other, personOf(anna), 'two', '2');
    anna.send(updateFrame(Y.encodeStateAsUpdate(other, before)));
    anna.send(step2Frame(Y.encodeStateAsUpdate(other)));
    await settle(bo, 'two', 2);
    expect(noteIn(bo.doc, 'one')).toBe('1');
  });

  test('a first SyncStep2 with a gap is asked for again', async () => {
    const bo = join();
    await bo.synced;
    const other = new Y.Doc();
    const membership = world.admit(member());
    writeNote(other, membership.actor.id, 'one', '1');
    const before = Y.encodeStateVector(other);
    writeNote(other, membership.actor.id, 'two', '2');
    const anna = join(membership, '', { doc: other, mute: true });
    await anna.synced;
    anna.send(step2Frame(Y.encodeStateAsUpdate(other, before)));
    anna.send(step2Frame(Y.encodeStateAsUpdate(other)));
    await settle(bo, 'two', 2);
  });

  test('a command of the server reaches everybody', async () => {
    const anna = join();
    await anna.synced;
    const city = member('facilitator', 'city');
    await world.rooms.create(world.workshop, (doc) => {
      putCard(doc, newId(CardId), {
        kind: 'note',
        colour: 'mint',
        x: 0,
        y: 0,
        w: 100,
        h: 100,
        order: 'a0',
        createdBy: city.actor.id,
        createdAt: 0,
      });
    });
    await anna.until('a card', () => cardsOf(anna).size === 1);
  });
});

describe('who may come in', () => {
  const codeOf = (client: TestClient) => client.closed;

  test('signed out, no member and unknown workshop are told apart by their codes', async () => {
    const stranger = member();
    const signedOut = connect(`ws://127.0.0.1:${world.port}/sync/${world.workshop}`);
    const outsider = connect(world.urlOf(stranger));
    const nowhere = connect(`ws://127.0.0.1:${world.port}/sync/nosuchworkshop12?as=${stranger.actor.id}`);
    const circle = connect(`ws://127.0.0.1:${world.port}/sync/${world.workshop}/room?as=${stranger.actor.id}`);
    expect(await Promise.all([signedOut, outsider, nowhere, circle].map(codeOf))).toEqual([4401, 4403, 4404, 4404]);
  });

  test('a page of another site is refused before the upgrade', async () => {
    const anna = world.admit(member());
    const socket = new WebSocket(world.urlOf(anna), { origin: 'https://evil.example' });
    const failed = once(socket, 'unexpected-response');
    socket.on('error', () => undefined);
    const [, response] = (await failed) as [unknown, { statusCode: number }];
    expect(response.statusCode).toBe(403);
    socket.terminate();
  });

  test('a page of this site is let in', async () => {
    const anna = join(undefined, '', { headers: { origin: `http://127.0.0.1:${world.port}` } });
    await anna.synced;
  });

  test('whose right ends is sent away at once', async () => {
    const membership = world.admit(member());
    const anna = join(membership);
    await anna.synced;
    world.expel(membership);
    world.revocations.participationChanged(world.workshop, membership.actor.id);
    expect(await anna.closed).toBe(4403);
  });

  test('a removed workshop closes its sockets and leaves nothing', async () => {
    const anna = join();
    await anna.synced;
    write(anna, 'a', 1);
    await world.rooms.remove(world.workshop);
    expect(await anna.closed).toBe(4404);
    expect((await world.journal.load(world.workshop)).updates).toEqual([]);
  });

  test('a draining server sends everybody away to come again', async () => {
    const anna = join();
    await anna.synced;
    await world.rooms.drain();
    expect(await anna.closed).toBe(1012);
    expect(await join().closed).toBe(1012);
  });
});

describe('as time passes', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('a quiet socket is told that it is alive, since a stock client gives up after 30 s without a message', async () => {
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

  test('a socket that gives no sign of life is ended', async () => {
    const anna = join();
    await anna.synced;
    anna.socket.pause();
    vi.advanceTimersByTime(20_000);
    vi.advanceTimersByTime(20_000);
    await expect.poll(() => world.rooms.sockets).toBe(0);
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
      await speaking.until('an answer', () => answers() > before);
    }
  };

  test('who gives no sign of life is gone for others within five seconds, and there again with the next', async () => {
    const [anna, bo] = [join(), join(undefined, '&notices')];
    await Promise.all([anna.synced, bo.synced]);
    anna.tell({ cursor: { x: 1, y: 1 } });
    await bo.until('Anna', () => bo.others.size === 1);
    anna.socket.pause();
    await beats(4, bo);
    await bo.until('nobody', () => bo.others.size === 0);
    expect(world.rooms.sockets).toBe(2);
    anna.socket.resume();
    anna.tell({ cursor: { x: 2, y: 2 } });
    await bo.until('Anna again', () => bo.others.size === 1);
  });

  test('who reads nothing for half a minute is closed with a reason, whatever they write', async () => {
    const [anna, bo] = [join(), join(undefined, '&notices')];
    await Promise.all([anna.synced, bo.synced]);
    anna.socket.pause();
    // More than the kernel's buffers take for her.
    const text = 'å'.repeat(4_900);
    for (let edit = 0; edit < 1_000; edit += 1) {
      write(bo, `card ${edit % 40}`, `${edit} ${text}`);
      if (edit % 50 === 49) await bo.until('saved', () => savedBy(bo) > edit);
    }
    for (let beat = 0; beat < 20; beat += 1) {
      await beats(1, bo);
      write(anna, 'card', beat);
      await settle(bo, 'card', beat);
    }
    expect(world.rooms.sockets).toBe(2);
    await beats(7, bo);
    expect(world.rooms.sockets).toBe(1);
    anna.socket.resume();
    expect(await anna.closed).toBe(1013);
  });

  test('whose right has ended without a word is sent away', async () => {
    const anna = world.admit(member());
    const [window, bo] = [join(anna), join()];
    await Promise.all([window.synced, bo.synced]);
    world.expel(anna);
    vi.advanceTimersByTime(30_000);
    expect(await window.closed).toBe(4403);
    expect(bo.socket.readyState).toBe(WebSocket.OPEN);
  });

  test('who has become an observer writes no more, and reads on', async () => {
    const anna = world.admit(member());
    const [window, bo] = [join(anna, '&notices'), join()];
    await Promise.all([window.synced, bo.synced]);
    world.admit({ ...anna, actor: { ...anna.actor, role: 'observer' } });
    vi.advanceTimersByTime(30_000);
    const isRefused = () => window.notices.some(({ is }) => is === 'refused');
    await expect
      .poll(() => {
        write(window, 'a', Math.random());
        return isRefused();
      })
      .toBe(true);
    write(bo, 'b', 'for all');
    await settle(window, 'b', 'for all');
  });
});

describe('what is forbidden', () => {
  test('is undone on the board of whoever wrote it, while the socket stays, and others never see it', async () => {
    await world.rooms.create(world.workshop, (doc) => {
      doc.getMap('meta').set('decided', 1);
      doc.getMap('session').set('step', 'a');
    });
    const bo = join();
    await bo.synced;
    const seen: unknown[] = [];
    for (const root of ['session', 'meta', 'people', 'agreements']) {
      bo.doc.getMap(root).observeDeep(() => seen.push([root, bo.doc.getMap(root).toJSON()]));
    }
    const ways: ((doc: Y.Doc) => void)[] = [
      (doc) => doc.getMap('agreements').set('mine', new Y.Map()),
      (doc) => doc.getMap('session').set('step', 'b'),
      (doc) => doc.getMap('session').delete('step'),
      (doc) => doc.getMap('meta').set('decided', 2),
      (doc) => doc.getMap('people').set('me', 'facilitator'),
    ];
    for (const way of ways) {
      const mallory = join(undefined, '&notices');
      await mallory.synced;
      mallory.doc.transact(() => {
        way(mallory.doc);
        write(mallory, 'beside', 'what is allowed');
      });
      await mallory.until('a refusal', () => mallory.notices.some(({ is }) => is === 'refused'));
      expect(mallory.doc.getMap('session').toJSON()).toEqual({ step: 'a' });
      expect(decidedOf(mallory.doc)).toBe(1);
      expect(mallory.doc.getMap('people').size + mallory.doc.getMap('agreements').size).toBe(0);
      expect(mallory.socket.readyState).toBe(WebSocket.OPEN);
      mallory.close();
    }
    await settle(bo, 'beside', 'what is allowed');
    for (const [root, shown] of seen as [string, object][]) {
      expect(shown, root).toEqual({ session: { step: 'a' }, meta: { decided: 1 } }[root] ?? {});
    }
  });

  test('of an observer is undone, who reads on', async () => {
    const anna = join();
    const observer = join(world.admit(member('observer')));
    await Promise.all([anna.synced, observer.synced]);
    write(anna, 'a', 1);
    await settle(observer, 'a', 1);
    write(observer, 'a', 2);
    await settle(observer, 'a', 1);
    expect(noteIn(anna.doc, 'a')).toBe('1');
  });

  test('waits in the writer’s tray, on disk with the row that it was undone in', async () => {
    const observer = join(world.admit(member('observer')), '&notices');
    await observer.synced;
    write(observer, 'a', 'what I think');
    await observer.until('a refusal', () => observer.notices.some(({ is }) => is === 'refused'));
    const tray = new Y.Doc();
    const { updates } = await world.journal.load(`${world.workshop}/person-${personOf(observer)}`);
    for (const update of updates) Y.applyUpdate(tray, update);
    expect([...tray.getMap('tray').values()]).toMatchObject([
      { what: 'created', reason: 'observers-read', value: { text: 'what I think' } },
    ]);
  });

  test('again and again closes the socket for good', async () => {
    const mallory = join(world.admit(member('observer')));
    await mallory.synced;
    mallory.doc.transact(() => {
      for (let card = 0; card <= limits.refusalsAtOnce; card += 1) write(mallory, `flood${card}`, 'x');
    });
    expect(await mallory.closed).toBe(4403);
  });
});

describe('what closes a socket, and nothing else', () => {
  const expectOthersWell = async (anna: TestClient, bo: TestClient) => {
    write(anna, 'still', 'here');
    await settle(bo, 'still', 'here');
  };

  test('text frames and bytes that are no frame', async () => {
    const [anna, bo] = [join(), join()];
    await Promise.all([anna.synced, bo.synced]);
    const bad: (string | Uint8Array)[] = [
      'hello',
      Uint8Array.of(),
      Uint8Array.of(7),
      Uint8Array.of(0, 2, 250),
      Uint8Array.of(0, 1, 1, 9),
    ];
    for (const frame of bad) {
      const socket = await openSocket(world.urlOf(world.admit(member())));
      const closed = once(socket, 'close');
      socket.send(frame);
      expect((await closed)[0]).toBe(4400);
    }
    await expectOthersWell(anna, bo);
  });

  test('a frame larger than the limit', async () => {
    const [anna, bo] = [join(), join()];
    await Promise.all([anna.synced, bo.synced]);
    const socket = await openSocket(world.urlOf(world.admit(member())));
    const closed = once(socket, 'close');
    socket.send(new Uint8Array(limits.frameBytes + 1));
    expect((await closed)[0]).toBe(1009);
    await expectOthersWell(anna, bo);
  });

  test('writing below a root that nobody knows', async () => {
    const [anna, bo, mallory] = [join(), join(), join()];
    await Promise.all([anna.synced, bo.synced, mallory.synced]);
    mallory.doc.getMap('secrets').set('a', 1);
    expect(await mallory.closed).toBe(4400);
    await expectOthersWell(anna, bo);
  });

  test('an update that rests on what never came', async () => {
    const mallory = join();
    await mallory.synced;
    const other = new Y.Doc();
    writeNote(other, personOf(mallory), 'one', '1');
    const before = Y.encodeStateVector(other);
    writeNote(other, personOf(mallory), 'two', '2');
    mallory.send(updateFrame(Y.encodeStateAsUpdate(other, before)));
    expect(await mallory.closed).toBe(4400);
  });

  test("structs under another person's client id, whose own edits survive", async () => {
    const anna = world.admit(member());
    const first = join(anna);
    await first.synced;
    write(first, 'a', 1);
    const bo = join();
    await settle(bo, 'a', 1);
    first.close();
    await first.closed;
    const forged = new Y.Doc();
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(first.doc));
    forged.clientID = first.doc.clientID;
    write(first, 'a', 'what Anna wrote offline');
    const mallory = join();
    await mallory.synced;
    writeNote(forged, anna.actor.id, 'a', 'what Mallory wrote as Anna');
    mallory.send(updateFrame(Y.encodeStateAsUpdate(forged, Y.encodeStateVector(mallory.doc))));
    expect(await mallory.closed).toBe(4409);
    join(anna, '', { doc: first.doc });
    await settle(bo, 'a', 'what Anna wrote offline');
  });

  test('a client id that was only shown in presence is bound as well', async () => {
    const anna = join();
    const mallory = join();
    await Promise.all([anna.synced, mallory.synced]);
    anna.tell({});
    await mallory.until('Anna', () => mallory.others.has(anna.doc.clientID));
    mallory.doc.clientID = anna.doc.clientID;
    write(mallory, 'a', 'forged');
    expect(await mallory.closed).toBe(4409);
  });

  test('asking for the whole board again and again', async () => {
    const mallory = join();
    await mallory.synced;
    for (let round = 0; round < 100; round += 1) mallory.send(Uint8Array.of(0, 0, 1, 0));
    expect(await mallory.closed).toBe(1013);
  });
});

describe('presence', () => {
  test('others see where one is, with the identity that the server knows', async () => {
    const anna = world.admit(member());
    const [window, bo] = [join(anna), join()];
    await Promise.all([window.synced, bo.synced]);
    window.tell({ cursor: { x: 1, y: 2 }, user: { name: 'The mayor' }, extra: 'x', view: { x: 'nowhere' } });
    await bo.until('Anna', () => bo.others.has(window.doc.clientID));
    expect(bo.others.get(window.doc.clientID)).toEqual({ cursor: { x: 1, y: 2 }, user: anna.identity });
  });

  test('a newcomer sees who is here, and who leaves is gone', async () => {
    const anna = join();
    await anna.synced;
    anna.tell({ cursor: null });
    await anna.until('the echo', () => anna.others.has(anna.doc.clientID));
    const bo = join();
    await bo.until('Anna', () => bo.others.has(anna.doc.clientID));
    anna.close();
    await bo.until('nobody', () => !bo.others.has(anna.doc.clientID));
  });

  test("echoes, and states under somebody else's id, are passed over", async () => {
    const [anna, bo] = [join(), join()];
    await Promise.all([anna.synced, bo.synced]);
    anna.tell({ cursor: { x: 1, y: 1 } });
    await bo.until('Anna', () => bo.others.has(anna.doc.clientID));
    bo.send(awarenessFrame([{ client: anna.doc.clientID, clock: 99, state: 'null' }]));
    bo.tell({ cursor: { x: 2, y: 2 } });
    await anna.until('Bo', () => anna.others.has(bo.doc.clientID));
    expect(anna.others.has(anna.doc.clientID)).toBe(true);
    bo.send(awarenessFrame([{ client: anna.doc.clientID, clock: 100, state: 'null' }]));
    bo.tell({ cursor: { x: 3, y: 3 } });
    await anna.until('Bo moved', () => JSON.stringify(anna.others.get(bo.doc.clientID)).includes('3'));
    expect(anna.others.has(anna.doc.clientID)).toBe(true);
  });

  test('presence that cannot be read closes its socket, a state that is too large is passed over', async () => {
    const [anna, bo] = [join(), join()];
    await Promise.all([anna.synced, bo.synced]);
    anna.tell({ cursor: { x: 1, y: 1 }, extra: 'x'.repeat(10_000) });
    anna.tell({ cursor: { x: 2, y: 2 } });
    await bo.until('Anna', () => bo.others.has(anna.doc.clientID));
    expect(JSON.stringify(bo.others.get(anna.doc.clientID))).toContain('2');
    anna.send(Uint8Array.of(1, 3, 5, 1, 1));
    expect(await anna.closed).toBe(4400);
  });
});

describe('a slow reader', () => {
  test('has its backlog dropped, keeps nobody waiting, and catches up in one piece', async () => {
    const [anna, bo, slow] = [join(undefined, '&notices'), join(), join()];
    await Promise.all([anna.synced, bo.synced, slow.synced]);
    slow.socket.pause();
    let came = 0;
    slow.socket.on('message', () => (came += 1));
    const edits = 1_000;
    const text = 'å'.repeat(4_900);
    for (let edit = 0; edit < edits; edit += 1) {
      write(anna, `card ${edit % 40}`, `${edit} ${text}`);
      if (edit % 10 === 0) await settle(bo, `card ${edit % 40}`, `${edit} ${text}`);
    }
    await settle(bo, 'card 39', `999 ${text}`);
    slow.socket.resume();
    await settle(slow, 'card 39', `999 ${text}`);
    await slow.until('all of it', () => cardsOf(slow).size === 40);
    expect(slow.doc.getMap('cards').toJSON()).toEqual(anna.doc.getMap('cards').toJSON());
    expect(came).toBeLessThan(edits);
    // From here on it is told of each change again.
    write(anna, 'last', 1);
    await settle(slow, 'last', 1);
  });
});

describe('when the journal fails', () => {
  test('nobody is shown what is not saved, the sockets come again, and the next room is true', async () => {
    let failing = false;
    const shaky = await openWorld((journal) => ({
      ...journal,
      append: (...rows) => (failing ? Promise.reject(new StorageError('disk full')) : journal.append(...rows)),
    }));
    const [anna, bo] = [shaky.admit(member()), shaky.admit(member())];
    const first = connect(shaky.urlOf(anna));
    const second = connect(shaky.urlOf(bo));
    await Promise.all([first.synced, second.synced]);
    failing = true;
    writeNote(first.doc, anna.actor.id, 'a', '1');
    expect(await first.closed).toBe(1013);
    expect(await second.closed).toBe(1013);
    expect(cardsOf(second).size).toBe(0);
    failing = false;
    const again = connect(shaky.urlOf(anna), { doc: first.doc });
    const later = connect(shaky.urlOf(bo));
    await settle(later, 'a', 1);
    again.close();
    later.close();
    await shaky.close();
  });
});
