import { randomUUID } from 'node:crypto';
import { boardOf, decidedOf } from '@brygga/shared/agreements/board';
import type { CommandInput, CommandName } from '@brygga/shared/commands/index';
import { putCard } from '@brygga/shared/document/cards/index';
import { CardId, NeedId, newId } from '@brygga/shared/ids';
import type * as Y from 'yjs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Membership } from '../sync/access/membership.ts';
import { type Journal, type JournalRow, StorageError } from '../storage/contract.ts';
import { makeMembership, openSyncWorld, type SyncWorld } from '../sync/testing/syncWorld.ts';

let world: SyncWorld;
let rows: JournalRow[];
let failing: boolean;
const [ada, bo] = [makeMembership(), makeMembership()];
const facilitator = makeMembership('facilitator', 'host');
const city = makeMembership('participant', 'city');
const [challenge, first, second] = [newId(CardId), newId(NeedId), newId(NeedId)];

const watchAppends = (journal: Journal): Journal => ({
  ...journal,
  append(...appended) {
    if (failing) return Promise.reject(new StorageError('disk full'));
    rows.push(...appended);
    return journal.append(...appended);
  },
});

beforeEach(async () => {
  rows = [];
  failing = false;
  world = await openSyncWorld(watchAppends);
  for (const membership of [ada, bo, facilitator, city]) world.admit(membership);
  await world.rooms.create(world.workshop, (doc) => putChallenge(doc));
  for (const { actor, identity } of [ada, bo, city]) {
    await world.commandExecutor.executeAsSystem(world.workshop, 'roster.list', {
      person: actor.id,
      name: identity.name,
      organisation: identity.organisation,
      role: identity.role,
      organisationListed: { kind: identity.kind, name: identity.organisationName, country: 'SE' },
    });
  }
});
afterEach(() => world.close());

const putChallenge = (doc: Y.Doc) => {
  const need = (title: string) => ({ capability: 'heat_shade', title, importance: 'must', order: 'a0' }) as const;
  putCard(doc, challenge, {
    kind: 'challenge',
    title: 'Cool streets',
    city: city.identity.organisation,
    sector: 'adaptation_water',
    needs: { [first]: need('one'), [second]: need('two') },
    x: 0,
    y: 0,
    w: 320,
    h: 240,
    order: 'a0',
    createdBy: city.actor.id,
    createdAt: 0,
  });
};

const execute = <Name extends CommandName>(
  by: Membership,
  name: Name,
  raw: CommandInput<Name>,
  key: string = randomUUID(),
) => world.commandExecutor.execute({ workshop: world.workshop, name, raw, actor: by.actor, key });

const asRecord = (body: object): Record<string, unknown> => ({ ...body });

const foundConsortium = async (by: Membership): Promise<CardId> => {
  const response = await execute(by, 'consortium.found', { challenge, name: 'Shade' });
  return CardId.parse(asRecord(response.body)['consortium']);
};

const readBoard = <Read>(read: (doc: Y.Doc) => Read): Promise<Read> =>
  world.rooms.use(world.workshop, (room) => Promise.resolve(read(room.doc)));

const decidedCounter = () => readBoard(decidedOf);

describe('a command', () => {
  test('P1: writes its facts and response in one row, and returns the counter that shows them', async () => {
    const before = await decidedCounter();
    const response = await execute(ada, 'consortium.found', { challenge, name: 'Shade' });
    expect(response.status).toBe(200);
    const consortium = CardId.parse(asRecord(response.body)['consortium']);
    expect(Reflect.get(response.body, 'decided')).toBe(before + 1);
    expect(await decidedCounter()).toBe(before + 1);
    const view = await readBoard((doc) => boardOf(doc).consortium(consortium));
    expect(view?.lead).toBe(ada.identity.organisation);
    const row = rows.at(-1);
    expect(row?.by).toBe(ada.actor.id);
    expect(row?.facts).toMatchObject([{ fact: 'consortium.founded', consortium }]);
    expect(row?.commandResponse?.status).toBe(200);
    expect(row?.onBehalf).toBeUndefined();
  });

  test("changes the document under a client id of the server's, new for each opening of the room", async () => {
    await foundConsortium(ada);
    await expect.poll(() => world.rooms.size).toBe(0);
    await foundConsortium(bo);
    const { clientOwners } = await world.journal.load(world.workshop);
    expect([...clientOwners.values()].every((author) => author === 'system')).toBe(true);
    expect(clientOwners.size).toBeGreaterThan(1);
  });

  test('that changes nothing gets a stored response and doesn’t raise the counter', async () => {
    const consortium = await foundConsortium(ada);
    await execute(ada, 'seat.take', { consortium, need: first });
    const before = await decidedCounter();
    const response = await execute(ada, 'seat.take', { consortium, need: first });
    expect(response).toEqual({ status: 200, body: { seat: first, decided: before } });
    expect(await decidedCounter()).toBe(before);
    expect(rows.at(-1)?.commandResponse?.status).toBe(200);
  });

  test('that the board doesn’t allow is refused with the reason', async () => {
    const consortium = await foundConsortium(ada);
    await execute(ada, 'seat.take', { consortium, need: first });
    const response = await execute(bo, 'seat.take', { consortium, need: first });
    expect(response).toEqual({
      status: 409,
      body: { type: '/problems/seat-held', status: 409, title: 'Seat held', code: 'seat-held' },
    });
  });

  test('that is forbidden or malformed gets a response that isn’t stored', async () => {
    const key = randomUUID();
    const before = rows.length;
    expect(await execute(ada, 'timer.start', { seconds: 60 }, key)).toMatchObject({
      status: 403,
      body: { code: 'facilitators-only' },
    });
    expect(await execute(ada, 'timer.start', { seconds: -1 }, key)).toMatchObject({
      status: 422,
      body: { code: 'malformed', issues: [{ path: 'seconds' }] },
    });
    expect(rows.length).toBe(before);
  });

  test('of a facilitator on behalf of a company names the company in its row', async () => {
    const company = ada.identity.organisation;
    const response = await execute(facilitator, 'consortium.found', { challenge, name: 'Shade', company });
    expect(response.status).toBe(200);
    expect(rows.at(-1)).toMatchObject({ by: facilitator.actor.id, onBehalf: company });
  });
});

describe('an idempotency key', () => {
  test('gives a retry the same response byte for byte, and nothing happens twice', async () => {
    const key = randomUUID();
    const once = await execute(ada, 'consortium.found', { challenge, name: 'Shade' }, key);
    const before = await decidedCounter();
    const twice = await execute(ada, 'consortium.found', { name: 'Shade', challenge }, key);
    expect(JSON.stringify(twice)).toBe(JSON.stringify(once));
    expect(await decidedCounter()).toBe(before);
  });

  test('gives the same response after the room was reopened', async () => {
    const key = randomUUID();
    const once = await execute(ada, 'consortium.found', { challenge, name: 'Shade' }, key);
    await expect.poll(() => world.rooms.size).toBe(0);
    expect(await execute(ada, 'consortium.found', { challenge, name: 'Shade' }, key)).toEqual(once);
  });

  test('P2: sent twice at once is decided once', async () => {
    const key = randomUUID();
    const press = () => execute(ada, 'consortium.found', { challenge, name: 'Shade' }, key);
    const [one, other] = await Promise.all([press(), press()]);
    expect(one).toEqual(other);
    expect(await readBoard((doc) => boardOf(doc).consortiaOf(challenge).length)).toBe(1);
  });

  test('keeps a refusal, though the board would allow the command by now', async () => {
    const consortium = await foundConsortium(ada);
    await execute(ada, 'seat.take', { consortium, need: first });
    const key = randomUUID();
    expect((await execute(bo, 'seat.take', { consortium, need: first }, key)).status).toBe(409);
    await execute(ada, 'seat.leave', { consortium, need: first });
    expect((await execute(bo, 'seat.take', { consortium, need: first }, key)).status).toBe(409);
    expect((await execute(bo, 'seat.take', { consortium, need: first })).status).toBe(200);
  });

  test('with another request is refused', async () => {
    const key = randomUUID();
    await execute(ada, 'consortium.found', { challenge, name: 'Shade' }, key);
    const other = await execute(ada, 'consortium.found', { challenge, name: 'Trees' }, key);
    expect(other).toMatchObject({ status: 422, body: { code: 'key-reused' } });
  });

  test('counts for one person alone', async () => {
    const key = randomUUID();
    await execute(ada, 'consortium.found', { challenge, name: 'Shade' }, key);
    expect((await execute(bo, 'consortium.found', { challenge, name: 'Trees' }, key)).status).toBe(200);
  });
});

describe('concurrent commands', () => {
  test('P2: of two companies for one seat give it to one of them', async () => {
    const consortium = await foundConsortium(ada);
    const answers = await Promise.all([ada, bo].map((by) => execute(by, 'seat.take', { consortium, need: second })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'seat-held' });
    const holder = await readBoard((doc) => boardOf(doc).consortium(consortium)?.seats[second]?.holder);
    const winner = answers[0]?.status === 200 ? ada : bo;
    expect(holder).toBe(winner.identity.organisation);
  });

  test('P2: of a hundred companies get a counter each', async () => {
    const many = Array.from({ length: 100 }, () => world.admit(makeMembership()));
    for (const { actor, identity } of many) {
      void world.commandExecutor.executeAsSystem(world.workshop, 'roster.list', {
        person: actor.id,
        name: 'Somebody',
        organisation: identity.organisation,
        role: 'participant',
        organisationListed: { kind: 'company', name: 'A company', country: 'SE' },
      });
    }
    const answers = await Promise.all(many.map((by) => execute(by, 'consortium.found', { challenge, name: 'Shade' })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => Reflect.get(body, 'decided'))).size).toBe(100);
  });
});

test('P1: a command whose commit fails changes nothing and can be retried', async () => {
  const before = await decidedCounter();
  const key = randomUUID();
  failing = true;
  const response = await execute(ada, 'consortium.found', { challenge, name: 'Shade' }, key);
  expect(response).toMatchObject({ status: 503, body: { code: 'storage-failed' } });
  failing = false;
  expect(await decidedCounter()).toBe(before);
  expect((await execute(ada, 'consortium.found', { challenge, name: 'Shade' }, key)).status).toBe(200);
  expect(await decidedCounter()).toBe(before + 1);
});

test('listing a person again unchanged writes nothing', async () => {
  const before = rows.length;
  await world.commandExecutor.executeAsSystem(world.workshop, 'roster.list', {
    person: ada.actor.id,
    name: ada.identity.name,
    organisation: ada.identity.organisation,
    role: ada.identity.role,
    organisationListed: { kind: 'company', name: ada.identity.organisationName, country: 'SE' },
  });
  expect(rows.length).toBe(before);
});

describe('over HTTP', () => {
  const post = (path: string, by: Membership | undefined, body: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${world.port}/api/workshops/${path}${by ? `?as=${by.actor.id}` : ''}`, {
      method: 'POST',
      body,
      headers,
    });
  const key = () => ({ 'idempotency-key': randomUUID() });
  const answerOf = async (response: Response) => {
    const body: unknown = await response.json();
    return { status: response.status, type: response.headers.get('content-type'), body };
  };

  test('a command gets its result as JSON', async () => {
    const body = JSON.stringify({ challenge, name: 'Shade' });
    const response = await answerOf(await post(`${world.workshop}/commands/consortium.found`, ada, body, key()));
    expect(response).toMatchObject({
      status: 200,
      type: 'application/json',
      body: { consortium: expect.any(String), decided: expect.any(Number) },
    });
  });

  test('each wrong request gets its own problem', async () => {
    const path = `${world.workshop}/commands/timer.pause`;
    const problemOf = async (response: Promise<Response>) => {
      const { status, type, body } = await answerOf(await response);
      expect(type).toBe('application/problem+json');
      return [status, typeof body === 'object' && body !== null ? Reflect.get(body, 'code') : undefined];
    };
    expect(await problemOf(post(path, undefined, '{}', key()))).toEqual([401, 'signed-out']);
    expect(await problemOf(post(path, makeMembership(), '{}', key()))).toEqual([404, 'unknown-workshop']);
    expect(await problemOf(post(`nowhere/commands/timer.pause`, ada, '{}', key()))).toEqual([404, 'unknown-workshop']);
    expect(await problemOf(post(`${world.workshop}/commands/world.save`, ada, '{}', key()))).toEqual([
      404,
      'unknown-command',
    ]);
    expect(await problemOf(post(path, ada, '{}'))).toEqual([400, 'key-needed']);
    expect(await problemOf(post(path, ada, '{}', { 'idempotency-key': 'k'.repeat(101) }))).toEqual([400, 'key-needed']);
    expect(await problemOf(post(path, ada, '{', key()))).toEqual([400, 'not-json']);
    expect(await problemOf(post(path, ada, `"${'x'.repeat(70_000)}"`, key()))).toEqual([413, 'body-too-large']);
    expect(await problemOf(post(path, ada, '', key()))).toEqual([403, 'facilitators-only']);
    expect(await problemOf(post(path, facilitator, '', key()))).toEqual([409, 'no-timer']);
    expect(await problemOf(post(path, facilitator, '[]', key()))).toEqual([422, 'malformed']);
  });

  test('P10: nobody but the server may list people', async () => {
    const body = JSON.stringify({
      person: ada.actor.id,
      name: 'Me',
      organisation: ada.identity.organisation,
      role: 'facilitator',
      organisationListed: { kind: 'company', name: 'Mine', country: 'SE' },
    });
    const response = await post(`${world.workshop}/commands/roster.list`, ada, body, key());
    expect(response.status).toBe(403);
  });
});
