import { randomUUID } from 'node:crypto';
import { cardsOf, putCard } from '@brygga/shared/document/cards/index';
import { CardId, NeedId, newId, PersonId, type WorkshopId } from '@brygga/shared/ids';
import { contentsText } from '@brygga/shared/testing/documentContents';
import { expect } from 'vitest';
import * as Y from 'yjs';
import { type StockClient, stockClient } from '../interop/stockClient.ts';
import {
  sendRequest,
  sendCommand,
  createWorkshop,
  invite,
  joinAsGuest,
  register,
  type TestUser,
} from '../world/people.ts';
import { type RunningServer, startServer } from '../world/server.ts';

/** A real server with a board to attack, and people whom no attack may affect. */
export interface AttackedBoard {
  readonly server: RunningServer;
  readonly workshop: WorkshopId;
  /** A facilitator, of the city. */
  readonly host: TestUser;
  /** Of the company that leads the consortium; has written the note. */
  readonly victim: TestUser;
  /** Of another company. */
  readonly mallory: TestUser;
  readonly observer: TestUser;
  readonly challenge: CardId;
  readonly need: NeedId;
  readonly consortium: CardId;
  readonly note: CardId;
  /** A locked card of the facilitator. */
  readonly locked: CardId;
  /** Only watches: no attack may change what it shows. */
  readonly witness: StockClient;
  /** Expects that the server answers, and that others still see each other's edits. */
  expectWell(): Promise<void>;
  end(): Promise<void>;
}

const box = { x: 0, y: 0, w: 320, h: 240, order: 'a0', createdAt: 0 };

export const openAttackedBoard = async (): Promise<AttackedBoard> => {
  const server = await startServer();
  const host = await register(server.url, { kind: 'city' });
  const workshop = await createWorkshop(host);
  const guest = async (of: string, role: 'participant' | 'observer' = 'participant') =>
    joinAsGuest(server.url, await invite(host, workshop, role), { kind: 'company', of });
  const [victim, mallory, observer] = [await guest('Shade'), await guest('Mall'), await guest('Eye', 'observer')];
  const [challenge, need, note, locked] = [newId(CardId), newId(NeedId), newId(CardId), newId(CardId)];
  const city = stockClient(host, workshop, { notices: true });
  await city.until('sync', () => city.provider.synced);
  putCard(city.doc, challenge, {
    kind: 'challenge',
    title: 'Cool streets',
    brief: 'Too hot in June.',
    city: host.organisation,
    sector: 'adaptation_water',
    needs: { [need]: { capability: 'heat_shade', importance: 'must' } },
    ...box,
    createdBy: PersonId.parse(host.id),
  });
  const by = { createdBy: PersonId.parse(host.id) };
  putCard(city.doc, locked, { kind: 'note', text: 'Settled', colour: 'sky', locked: true, ...box, ...by });
  await city.saved();
  city.close();
  const window = stockClient(victim, workshop, { notices: true });
  await window.until('the challenge', () => window.provider.synced && cardsOf(window.doc).has(challenge));
  putCard(window.doc, note, {
    kind: 'note',
    text: 'Trees first',
    colour: 'mint',
    ...box,
    createdBy: PersonId.parse(victim.id),
  });
  await window.saved();
  window.close();
  const founded = await sendCommand(victim, workshop, 'consortium.found', { challenge, name: 'Shade' }, randomUUID());
  expect(founded.status, JSON.stringify(founded.body)).toBe(200);
  const witness = stockClient(host, workshop);
  await witness.until('the board', () => cardsOf(witness.doc).has(note) && witness.doc.getMap('agreements').size === 1);
  const [only] = [...witness.doc.getMap('agreements').keys()];
  const consortium = CardId.parse(only);

  return {
    server,
    workshop,
    host,
    victim,
    mallory,
    observer,
    challenge,
    need,
    consortium,
    note,
    locked,
    witness,
    async expectWell() {
      expect((await sendRequest(server.url, 'GET', '/healthz')).status).toBe(200);
      const other = stockClient(victim, workshop);
      // Before the server's answer is complete, the copy is an earlier board.
      await other.until(
        'all of the board',
        () => other.provider.synced && contentsText(other.doc) === contentsText(witness.doc),
      );
      const order = `test${randomUUID()}`;
      cardsOf(other.doc).get(note)?.set('order', order);
      await witness.until('an edit', () => cardsOf(witness.doc).get(note)?.get('order') === order);
      cardsOf(other.doc).get(note)?.set('order', 'a0');
      await witness.until('an edit', () => cardsOf(witness.doc).get(note)?.get('order') === 'a0');
      other.close();
    },
    async end() {
      witness.close();
      await server.stop();
    },
  };
};

/** The item of a key's value, for handmade deletions. */
export const itemOf = (map: Y.Map<unknown>, key: string): Y.ID => {
  const item = map._map.get(key);
  if (!item) throw new Error(`There is no ${key}`);
  return item.id;
};

export const mapIn = (map: Y.Map<unknown> | undefined, key: string): Y.Map<unknown> => {
  const value = map?.get(key);
  if (!(value instanceof Y.Map)) throw new Error(`There is no map under ${key}`);
  return value;
};
