import { randomUUID } from 'node:crypto';
import { putCard } from '@brygga/shared/document/cards/index';
import { CardId, NeedId, newId, PersonId, type WorkshopId } from '@brygga/shared/ids';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { type StockClient, stockClient } from '../interop/stockClient.ts';
import { ask, command, createWorkshop, invite, joinAsGuest, register, type Visitor } from '../world/people.ts';
import { type RunningServer, startServer } from '../world/server.ts';
import { attack, type Attacker, syncFrame } from './attacker.ts';

let server: RunningServer;
let host: Visitor;
let victim: Visitor;
let mallory: Visitor;
let workshop: WorkshopId;
let consortium: CardId;
/** Somebody who only watches: what they see must not change by any attack. */
let witness: StockClient;
let before: string;

const stateOf = (client: StockClient): string =>
  JSON.stringify(['cards', 'agreements', 'session', 'people', 'meta'].map((root) => client.doc.getMap(root).toJSON()));

beforeAll(async () => {
  server = await startServer();
  host = await register(server.url, { kind: 'city' });
  workshop = await createWorkshop(host);
  victim = await joinAsGuest(server.url, await invite(host, workshop), { kind: 'company' });
  mallory = await joinAsGuest(server.url, await invite(host, workshop), { kind: 'company' });
  const challenge = newId(CardId);
  const city = stockClient(host, workshop, { notices: true });
  await city.until('sync', () => city.provider.synced);
  putCard(city.doc, challenge, {
    kind: 'challenge',
    title: 'Cool streets',
    city: host.organisation,
    sector: 'adaptation_water',
    needs: { [newId(NeedId)]: { capability: 'heat_shade', importance: 'must' } },
    ...{ x: 0, y: 0, w: 320, h: 240, order: 'a0', createdBy: PersonId.parse(host.id), createdAt: 0 },
  });
  await city.saved();
  city.close();
  const founded = await command(victim, workshop, 'consortium.found', { challenge, name: 'Shade' }, randomUUID());
  expect(founded.status, JSON.stringify(founded.body)).toBe(200);
  witness = stockClient(host, workshop);
  await witness.until('sync', () => witness.provider.synced);
  const [only] = [...witness.doc.getMap('agreements').keys()];
  consortium = CardId.parse(only);
});
afterAll(async () => {
  witness.close();
  await server.stop();
});

beforeEach(() => {
  before = stateOf(witness);
});

/** The server is up, and others still see each other's edits and nothing else. */
const expectUnharmed = async () => {
  expect((await ask(server.url, 'GET', '/healthz')).status).toBe(200);
  expect(stateOf(witness)).toBe(before);
  const other = stockClient(victim, workshop);
  await other.until('sync', () => other.provider.synced);
  const key = randomUUID();
  other.doc.getMap('workshop').set('test', key);
  await witness.until('an edit', () => witness.doc.getMap('workshop').get('test') === key);
  expect(stateOf(witness)).toBe(before);
  other.close();
};
afterEach(expectUnharmed);

const updateOf = (doc: Y.Doc, change: (doc: Y.Doc) => void): Uint8Array => {
  const sent: Uint8Array[] = [];
  const note = (update: Uint8Array) => void sent.push(update);
  doc.on('update', note);
  doc.transact(() => change(doc));
  doc.off('update', note);
  return Y.mergeUpdates(sent);
};

const agreementIn = (doc: Y.Doc): Y.Map<unknown> => {
  const found = doc.getMap('agreements').get(consortium);
  if (!(found instanceof Y.Map)) throw new Error('the attacker was not shown the agreement');
  return found;
};

const partOf = (doc: Y.Doc, part: string): Y.Map<unknown> => {
  const found = agreementIn(doc).get(part);
  if (!(found instanceof Y.Map)) throw new Error(`the agreement has no ${part}`);
  return found;
};

describe('an agreement is not written by', () => {
  const ways: Record<string, (doc: Y.Doc) => void> = {
    'adding one': (doc) => doc.getMap('agreements').set('mine', new Y.Map([['status', 'committed']])),
    'overwriting a field': (doc) => agreementIn(doc).set('status', 'committed'),
    'overwriting the whole': (doc) => doc.getMap('agreements').set(consortium, new Y.Map()),
    'deleting a field': (doc) => agreementIn(doc).delete('status'),
    'deleting the whole': (doc) => doc.getMap('agreements').delete(consortium),
    'taking a seat': (doc) => partOf(doc, 'seats').set('need', new Y.Map([['holder', mallory.organisation]])),
    'joining deep inside': (doc) => {
      const member = new Y.Map<unknown>();
      partOf(doc, 'members').set(mallory.organisation, member);
      member.set('status', new Y.Text('committed'));
    },
    'freeing what others hold': (doc) => {
      for (const company of partOf(doc, 'members').keys()) partOf(doc, 'members').delete(company);
    },
    'starting a step': (doc) => doc.getMap('session').set('step', 'mine'),
    'clearing the session': (doc) => doc.getMap('session').clear(),
    'raising what is decided': (doc) => doc.getMap('meta').set('decided', 1e9),
    'becoming a facilitator': (doc) => {
      const me = doc.getMap('people').get(mallory.id);
      if (me instanceof Y.Map) me.set('role', 'facilitator');
      else doc.getMap('people').set(mallory.id, new Y.Map([['role', 'facilitator']]));
    },
    'hiding it in an edit that is allowed': (doc) => {
      doc.getMap('cards').set('note', new Y.Map([['kind', 'note']]));
      agreementIn(doc).set('status', 'committed');
    },
    'a list in a root of records': (doc) => {
      const list = new Y.Array<unknown>();
      doc.getMap('agreements').set('list', list);
      list.push([1, 2, 3]);
    },
  };

  test.each(Object.entries(ways))('%s', async (_way, change) => {
    for (const type of ['update', 'step2'] as const) {
      const { doc, send, closed } = await attack(mallory, workshop);
      send(syncFrame(type, updateOf(doc, change)));
      expect(await closed).toBe(4403);
    }
  });

  test('a deletion by hand that names only the ids', async () => {
    const { doc, send, closed } = await attack(mallory, workshop);
    const item = doc.getMap('agreements')._map.get(consortium);
    if (!item) throw new Error('the attacker was not shown the agreement');
    const { client, clock } = item.id;
    send(syncFrame('update', deletionOf(client, clock, 1)));
    expect(await closed).toBe(4403);
  });

  test('undoing what the server did', async () => {
    const { doc, send, closed } = await attack(mallory, workshop);
    const all = updateOf(doc, (copy) => {
      for (const root of ['agreements', 'session', 'meta', 'people', 'organisations']) copy.getMap(root).clear();
    });
    send(syncFrame('update', all));
    expect(await closed).toBe(4403);
  });

  test("writing as the server, under the server's own client id", async () => {
    const { doc, send, closed } = await attack(mallory, workshop);
    const item = doc.getMap('agreements')._map.get(consortium);
    if (!item) throw new Error('the attacker was not shown the agreement');
    doc.clientID = item.id.client;
    send(
      syncFrame(
        'update',
        updateOf(doc, (copy) => copy.getMap('cards').set('note', 1)),
      ),
    );
    expect(await closed).toBe(4409);
  });
});

describe('a socket is closed for', () => {
  const expectClosed = async (frame: Uint8Array | string, code = 4400) => {
    const { send, closed } = await attack(mallory, workshop);
    send(frame);
    expect(await closed).toBe(code);
  };
  const board = () => attack(mallory, workshop);

  test('text', () => expectClosed('{"hello": "world"}'));
  test('garbage', async () => {
    await expectClosed(Uint8Array.from({ length: 100 }, (_, at) => (at * 89 + 77) % 256));
    await expectClosed(Uint8Array.of());
    await expectClosed(
      syncFrame(
        'update',
        Uint8Array.from({ length: 500 }, (_, at) => (at * 89 + 77) % 256),
      ),
    );
  });
  test('frames that are cut off', async () => {
    const doc = new Y.Doc();
    const whole = syncFrame(
      'update',
      updateOf(doc, (it) => it.getMap('cards').set('a', 1)),
    );
    for (let length = 1; length < whole.length; length += 3) await expectClosed(whole.subarray(0, length));
  });
  test('huge lengths', async () => {
    const huge = [255, 255, 255, 255, 127];
    await expectClosed(Uint8Array.of(0, 2, ...huge));
    await expectClosed(Uint8Array.of(1, 4, ...huge.slice(1)));
    await expectClosed(syncFrame('update', Uint8Array.of(...huge)));
    await expectClosed(syncFrame('update', Uint8Array.of(1, ...huge, 7, 0)));
    await expectClosed(syncFrame('step1', Uint8Array.of(...huge)));
  });
  test('a frame larger than any edit', () => expectClosed(new Uint8Array(5_000_000), 1009));
  test('a root that nobody knows', async () => {
    const { doc, send, closed } = await board();
    const many = updateOf(doc, (it) => {
      for (let root = 0; root < 1_000; root += 1) it.getMap(`root${root}`).set('a', 1);
    });
    send(syncFrame('update', many));
    expect(await closed).toBe(4400);
  });
  test('updates that rest on what never came', async () => {
    const doc = new Y.Doc();
    doc.getMap('cards').set('a', 1);
    await expectClosed(
      syncFrame(
        'update',
        updateOf(doc, (it) => it.getMap('cards').set('a', 2)),
      ),
    );
    await expectClosed(syncFrame('update', deletionOf(4_711, 0, 1)));
  });
});

describe('updates in the other format', () => {
  test('neither hang the server nor change anything that was there', async () => {
    for (let round = 0; round < 30; round += 1) {
      const doc = new Y.Doc();
      const cards = doc.getMap('agreements');
      for (let card = 0; card <= round % 5; card += 1) cards.set(`card${card}`, new Y.Text(`text ${round}`));
      const attacker: Attacker = await attack(mallory, workshop);
      attacker.send(syncFrame('update', Y.encodeStateAsUpdateV2(doc)));
      attacker.socket.close();
      await attacker.closed;
    }
  });
});

describe('a client id of somebody else', () => {
  test("does not take the place of the victim's offline edits", async () => {
    const window = stockClient(victim, workshop, { notices: true });
    await window.until('sync', () => window.provider.synced);
    window.doc.getMap('workshop').set('victim', 'online');
    await window.saved();
    window.provider.disconnect();
    const forged = await attack(mallory, workshop);
    forged.doc.clientID = window.doc.clientID;
    for (let edit = 0; edit < 20; edit += 1) window.doc.getMap('workshop').set(`victim${edit}`, 'offline');
    const forgery = updateOf(forged.doc, (it) => {
      for (let edit = 0; edit < 20; edit += 1) it.getMap('workshop').set('forged', edit);
    });
    forged.send(syncFrame('update', forgery));
    expect(await forged.closed).toBe(4409);
    window.provider.connect();
    await witness.until('all offline edits', () =>
      Array.from({ length: 20 }, (_, edit) => witness.doc.getMap('workshop').get(`victim${edit}`)).every(
        (each) => each === 'offline',
      ),
    );
    expect(witness.doc.getMap('workshop').has('forged')).toBe(false);
    window.close();
  });
});

describe('the door', () => {
  const codeOf = (url: string, headers: Record<string, string> = {}): Promise<number> => {
    const socket = new WebSocket(url, { headers });
    socket.on('error', () => undefined);
    return new Promise((resolve) => socket.on('close', resolve));
  };
  const syncUrl = () => `${server.url.replace('http', 'ws')}/sync/${workshop}`;

  test('is closed for who has no cookie, or a wrong one', async () => {
    expect(await codeOf(syncUrl())).toBe(4401);
    expect(await codeOf(syncUrl(), { cookie: 'session=made-up' })).toBe(4401);
  });

  test('is closed for who is not in the workshop, and where there is none', async () => {
    const stranger = await register(server.url, { kind: 'company' });
    expect(await codeOf(syncUrl(), { cookie: stranger.cookie })).toBe(4403);
    expect(await codeOf(`${syncUrl()}x`, { cookie: victim.cookie })).toBe(4404);
    expect(await codeOf(`${syncUrl()}/room`, { cookie: victim.cookie })).toBe(4404);
  });

  test('is closed before the upgrade for pages of other sites', async () => {
    for (const origin of ['https://evil.example', 'null', `${server.url}.evil.example`]) {
      const socket = new WebSocket(syncUrl(), { headers: { cookie: victim.cookie }, origin });
      socket.on('error', () => undefined);
      const status = await new Promise((resolve) => {
        socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
        socket.on('open', () => resolve('let in'));
      });
      expect(status, origin).toBe(403);
      socket.terminate();
    }
  });
});

/** An update without structs: one deleted range of one client id. */
const deletionOf = (client: number, clock: number, length: number): Uint8Array =>
  encoding.encode((encoder) => {
    for (const number of [0, 1, client, 1, clock, length]) encoding.writeVarUint(encoder, number);
  });
