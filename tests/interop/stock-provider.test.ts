import { putCard } from '@brygga/shared/document/cards/index';
import { CardId, newId, type PersonId, type WorkshopId } from '@brygga/shared/ids';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createWorkshop, invite, joinAsGuest, register, type TestUser } from '../world/people.ts';
import { type RunningServer, startServer } from '../world/server.ts';
import { type StockClient, stockClient, type StockOptions } from './stockClient.ts';

let server: RunningServer;
let host: TestUser;
let guest: TestUser;
let workshop: WorkshopId;
let clients: StockClient[] = [];

beforeAll(async () => {
  server = await startServer();
  host = await register(server.url, { kind: 'host', name: 'Hanna' });
  workshop = await createWorkshop(host);
  guest = await joinAsGuest(server.url, await invite(host, workshop), { kind: 'company', name: 'Gustav' });
});
afterAll(() => server.stop());
afterEach(() => {
  for (const client of clients) client.close();
  clients = [];
});

const open = (user: TestUser, options?: StockOptions): StockClient => {
  const client = stockClient(user, workshop, options);
  clients.push(client);
  return client;
};

const putNote = (doc: Y.Doc, by: PersonId, text = ''): CardId => {
  const id = newId(CardId);
  const place = { x: 0, y: 0, w: 200, h: 160, order: 'a0' };
  putCard(doc, id, { kind: 'note', colour: 'mint', text, ...place, createdBy: by, createdAt: Date.now() });
  return id;
};

const textOf = (doc: Y.Doc, id: CardId): string => String(textIn(doc, id) ?? '');

const textIn = (doc: Y.Doc, id: CardId): Y.Text | undefined => {
  const card = doc.getMap('cards').get(id);
  const text = card instanceof Y.Map ? card.get('text') : undefined;
  return text instanceof Y.Text ? text : undefined;
};

describe('P7: an unmodified WebsocketProvider', () => {
  test('P1: types with another in one text, which a crash does not lose', async () => {
    const [one, other] = [open(host), open(guest, { notices: true })];
    await Promise.all([one, other].map((client) => client.until('sync', () => client.provider.synced)));
    const note = putNote(one.doc, host.id, 'Shade');
    await other.until('the note', () => textOf(other.doc, note) === 'Shade');
    textIn(one.doc, note)?.insert(5, ' and trees');
    textIn(other.doc, note)?.insert(0, 'More ');
    const whole = 'More Shade and trees';
    await Promise.all([one, other].map((client) => client.until(whole, () => textOf(client.doc, note) === whole)));
    await other.saved();
    await server.restart();
    const third = open(host);
    await third.until(whole, () => textOf(third.doc, note) === whole);
  });

  test('P6: sends what was written offline, and gets what others wrote', async () => {
    const [one, other] = [open(host), open(guest)];
    await Promise.all([one, other].map((client) => client.until('sync', () => client.provider.synced)));
    one.provider.disconnect();
    const offline = putNote(one.doc, host.id, 'written offline');
    const online = putNote(other.doc, guest.id, 'written online');
    one.provider.connect();
    await other.until('the offline note', () => textOf(other.doc, offline) === 'written offline');
    await one.until('the online note', () => textOf(one.doc, online) === 'written online');
  });

  test('P10: sees who is present, by the names that the server knows', async () => {
    const [one, other] = [open(host), open(guest)];
    one.provider.awareness.setLocalState({ user: { name: 'The mayor' }, cursor: { x: 3, y: 4 } });
    const stateOfOne = () => other.provider.awareness.getStates().get(one.doc.clientID);
    await other.until('the host', () => stateOfOne()?.['cursor'] !== undefined);
    expect(stateOfOne()).toMatchObject({ cursor: { x: 3, y: 4 }, user: { id: host.id, name: 'Hanna' } });
    one.close();
    await other.until('nobody', () => stateOfOne() === undefined);
  });

  test('P6: reconnects after a restart, with what it wrote meanwhile', async () => {
    const [one, other] = [open(host), open(guest)];
    await Promise.all([one, other].map((client) => client.until('sync', () => client.provider.synced)));
    await server.kill();
    await one.until('the loss', () => !one.provider.wsconnected);
    const note = putNote(one.doc, host.id, 'written while the server was away');
    await server.restart();
    await other.until('the note', () => textOf(other.doc, note) === 'written while the server was away');
  });
});
