import { putCard } from '@brygga/shared/document/cards/index';
import { CardId, newId, type PersonId, type WorkshopId } from '@brygga/shared/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { createWorkshop, invite, joinAsGuest, register, type TestUser } from '../world/people.ts';
import { type RunningServer, startServer } from '../world/server.ts';
import { stockClient } from './stockClient.ts';

/** The largest frame, in bytes, that the server accepts. */
const frameBytes = 4 * 1024 * 1024;
const notes = 1_250;
const longText = 'å'.repeat(4_900);

let server: RunningServer;
let host: TestUser;
let guest: TestUser;
let workshop: WorkshopId;

beforeAll(async () => {
  server = await startServer();
  host = await register(server.url, { kind: 'host', name: 'Hanna' });
  workshop = await createWorkshop(host, 'Offline', 'blank');
  guest = await joinAsGuest(server.url, await invite(host, workshop), { kind: 'company', name: 'Gustav' });
});
afterAll(() => server.stop());

const cardsOf = (doc: Y.Doc): Y.Map<Y.Map<unknown>> => doc.getMap('cards');

const putNote = (doc: Y.Doc, createdBy: PersonId): CardId => {
  const id = newId(CardId);
  const place = { x: 0, y: 0, w: 200, h: 160, order: 'a0' };
  putCard(doc, id, { kind: 'note', colour: 'mint', text: longText, ...place, createdBy, createdAt: Date.now() });
  return id;
};

test('P6: twelve megabytes written offline are saved and shown, without what is forbidden', async () => {
  const doc = new Y.Doc();
  const own: CardId[] = [];
  for (let note = 0; note < notes / 2; note += 1) own.push(putNote(doc, guest.id));
  const forged = putNote(doc, host.id);
  for (let note = 0; note < notes / 2; note += 1) own.push(putNote(doc, guest.id));
  // All are moved in the end, so that no note is where it was created.
  for (const id of own) cardsOf(doc).get(id)?.set('x', 700);
  expect(Y.encodeStateAsUpdate(doc).length).toBeGreaterThan(12_000_000);

  const writer = stockClient(guest, workshop, { doc, notices: true, inPieces: true });
  await writer.saved();
  expect(writer.frames()).toBeGreaterThan(12_000_000 / frameBytes);

  const reader = stockClient(host, workshop);
  await reader.until('all of it', () => cardsOf(reader.doc).size >= own.length);
  expect(new Set(cardsOf(reader.doc).keys())).toEqual(new Set(own));
  for (const card of cardsOf(reader.doc).values()) {
    expect(card.get('x')).toBe(700);
    expect(String(card.get('text'))).toBe(longText);
  }
  await writer.until('the forged one gone', () => !cardsOf(doc).has(forged));
  expect(Y.encodeStateVector(reader.doc)).toEqual(Y.encodeStateVector(doc));
  for (const client of [writer, reader]) client.close();
});

test('P5: a client that sends as much in one frame is closed with 1009', async () => {
  const doc = new Y.Doc();
  for (let note = 0; note < notes / 2; note += 1) putNote(doc, guest.id);
  const writer = stockClient(guest, workshop, { doc });
  const closed = new Promise<number | undefined>((resolve) => {
    writer.provider.once('connection-close', (event) => resolve(event?.code));
  });
  expect(await closed).toBe(1009);
  writer.close();
});
