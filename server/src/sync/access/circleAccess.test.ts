import { createFact, writeFacts } from '@brygga/shared/agreements/facts';
import { boardCircle, type Circle } from '@brygga/shared/document/circles';
import { CardId, newId, ReturnedEditId } from '@brygga/shared/ids';
import { encodeNotice } from '@brygga/shared/wire/notices';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Membership } from './membership.ts';
import { documentName } from '../../storage/documentName.ts';
import { type TestCircles, openTestCircles, organisationOf } from '../testing/circles.ts';
import { connect, type TestClient } from '../testing/testClient.ts';
import { readNote, writeNote } from '../testing/notes.ts';
import { makeMembership, openSyncWorld, type SyncWorld } from '../testing/syncWorld.ts';

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

const enter = (membership: Membership, circle: Circle): TestClient => {
  const client = connect(world.urlOf(membership, '&notices', circle));
  clients.push(client);
  return client;
};

/** 'open', or the code that the socket is closed with. */
const answerTo = async (membership: Membership, circle: Circle): Promise<'open' | number> => {
  const client = enter(membership, circle);
  const answer = await Promise.race([client.synced.then(() => 'open' as const), client.closed]);
  client.close();
  return answer;
};

const write = (client: TestClient, { actor }: Membership, name: string, text: string): void =>
  writeNote(client.doc, actor.id, name, text);

const savedFramesOf = ({ notices }: TestClient): number =>
  Math.max(0, ...notices.map((notice) => (notice.is === 'saved' ? notice.frames : 0)));

/** Writes into the person's returned edits, as the server. */
const writeReturnedEdit = ({ actor }: Membership, text: string): Promise<void> =>
  world.rooms.use(documentName(world.workshop, { is: 'person', id: actor.id }), (room) =>
    room.change({ by: 'system', write: (doc) => void doc.getMap('tray').set(newId(ReturnedEditId), { text }) }),
  );

test('P9: each circle admits its own people and closes with 4403 for the rest of the workshop', async () => {
  const { city, workspace, people } = circles;
  const { founder, rival, mayor, host, observer } = people;
  const own: Circle = { is: 'person', id: rival.actor.id };
  const answers = async (circle: Circle) =>
    Promise.all([founder, rival, mayor, host, observer].map((each) => answerTo(each, circle)));
  expect(await answers(boardCircle)).toEqual(['open', 'open', 'open', 'open', 'open']);
  expect(await answers(city)).toEqual([4403, 4403, 'open', 'open', 4403]);
  expect(await answers({ is: 'facilitators' })).toEqual([4403, 4403, 4403, 'open', 4403]);
  expect(await answers(workspace)).toEqual(['open', 4403, 4403, 4403, 4403]);
  expect(await answers(own)).toEqual([4403, 'open', 4403, 4403, 4403]);
});

test('P9: an unknown circle closes with 4404, and strangers can’t tell which circles exist', async () => {
  const { city, workspace, people } = circles;
  const unknownCircle: Circle = { is: 'consortium', id: newId(CardId) };
  expect(await answerTo(people.host, unknownCircle)).toBe(4404);
  expect(await answerTo(people.host, { is: 'city', id: organisationOf(people.founder) })).toBe(4404);
  const stranger = makeMembership('facilitator');
  for (const circle of [boardCircle, workspace, city, unknownCircle])
    expect(await answerTo(stranger, circle)).toBe(4403);
});

test('P9: nothing of another circle reaches a socket', async () => {
  const { city, workspace, people } = circles;
  const { founder, mayor, host } = people;
  const own: Circle = { is: 'person', id: founder.actor.id };
  const writers: readonly { circle: Circle; by: Membership; word: string }[] = [
    { circle: boardCircle, by: founder, word: 'ON-THE-BOARD' },
    { circle: workspace, by: founder, word: 'IN-THE-CONSORTIUM' },
    { circle: city, by: mayor, word: 'IN-THE-CITY' },
    { circle: own, by: founder, word: 'IN-MY-OWN' },
  ];
  const windows = writers.map((each) => {
    const client = enter(each.by, each.circle);
    const received: Buffer[] = [];
    client.socket.on('message', (data: Buffer) => received.push(data));
    return { ...each, client, received };
  });
  await Promise.all(windows.map(({ client }) => client.synced));

  for (const { circle, client, by, word } of windows) {
    client.sendPresence({ cursor: { x: 1, y: 1 } });
    if (by === founder && circle === own) await writeReturnedEdit(founder, word);
    else write(client, by, 'secret', word);
  }
  const earlyCount = windows.length;
  // A late client joins each circle; then each client makes a last edit.
  const late = [
    [boardCircle, host],
    [city, host],
    [workspace, founder],
  ] as const;
  for (const [circle, who] of late) {
    const { word } = windows.find((each) => each.circle === circle) ?? {};
    const client = enter(who, circle);
    const received: Buffer[] = [];
    client.socket.on('message', (data: Buffer) => received.push(data));
    await client.waitUntil('the circle’s own words', () => readNote(client.doc, 'secret') === word);
    windows.push({ circle, by: who, word: word ?? '', client, received });
  }
  for (const { circle, client, by } of windows) {
    client.sendPresence({ cursor: { x: 2, y: 2 } });
    const before = savedFramesOf(client);
    if (circle === own) continue;
    write(client, by, 'last', 'the end');
    await client.waitUntil('saved', () => savedFramesOf(client) > before);
  }
  // Anything sent to a client before has arrived with this answer.
  for (const { client } of windows) {
    client.send(encodeNotice({ is: 'clock', asked: 1 }));
    await client.waitUntil('the clock', () => client.notices.some(({ is }) => is === 'clock'));
  }

  const readers = windows.slice(earlyCount - 1).map(({ client }) => client);
  const words = new Set(windows.map(({ word }) => word));
  for (const { client, word, received, circle } of windows) {
    const wire = Buffer.concat(received).toString('latin1');
    // Clients that didn't write the word have received it, which shows that the search works.
    if (readers.includes(client)) expect(wire).toContain(word);
    for (const foreign of words) if (foreign !== word) expect(wire).not.toContain(foreign);
    const ownCircleClients = windows.filter((each) => each.circle === circle).map((each) => each.client.doc.clientID);
    for (const other of client.presenceStates.keys()) expect(ownCircleClients).toContain(other);
  }
});

test('ten circles are ten rooms while sockets are open, and none afterwards', async () => {
  const cities = Array.from({ length: 9 }, () => makeMembership('participant', 'city'));
  await world.rooms.create(world.workshop, (doc) => {
    const listed = { kind: 'city', name: 'Ö', country: 'SE' } as const;
    for (const each of cities) {
      writeFacts(doc, [createFact('organisation.listed', { organisation: organisationOf(each), ...listed })]);
    }
  });
  const cityCircles = cities.map((each): Circle => ({ is: 'city', id: organisationOf(each) }));
  const windows = [boardCircle, ...cityCircles].map((circle) => enter(circles.people.host, circle));
  await Promise.all(windows.map(({ synced }) => synced));
  expect(world.rooms.size).toBe(10);

  for (const window of windows.slice(1)) window.close();
  await expect.poll(() => world.rooms.size).toBe(1);
  windows[0]?.close();
  await expect.poll(() => world.rooms.size).toBe(0);
});
