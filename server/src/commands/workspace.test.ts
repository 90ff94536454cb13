import { randomUUID } from 'node:crypto';
import { draftId, handoversIn, letterId, readWorkspace } from '@brygga/shared/agreements/workspace/workspace';
import { boardOf } from '@brygga/shared/agreements/board';
import type { CommandInput, CommandName } from '@brygga/shared/commands/index';
import { cardsOf, fieldsMap, putCard } from '@brygga/shared/document/cards/index';
import { boardCircle, type Circle, facilitatorsCircle } from '@brygga/shared/document/circles';
import { letterHash } from '@brygga/shared/domain/letter/letterMarkdown';
import { letterText } from '@brygga/shared/domain/letter/letterText';
import { CardId, NeedId, newId, RecordId } from '@brygga/shared/ids';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Membership } from '../sync/access/membership.ts';
import { documentName } from '../storage/documentName.ts';
import { type TestCircles, openTestCircles, organisationOf } from '../sync/testing/circles.ts';
import { connect, type TestClient } from '../sync/testing/testClient.ts';
import { openSyncWorld, type SyncWorld } from '../sync/testing/syncWorld.ts';

let world: SyncWorld;
let circles: TestCircles;
const clients: TestClient[] = [];

beforeEach(async () => {
  world = await openSyncWorld();
  circles = await openTestCircles(world);
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await world.close();
});

const ask = <Name extends CommandName>(by: Membership, name: Name, raw: CommandInput<Name>) =>
  world.asker.execute({
    workshop: world.workshop,
    name,
    raw,
    actor: by.actor,
    key: randomUUID(),
  });
const decided = async <Name extends CommandName>(by: Membership, name: Name, raw: CommandInput<Name>) =>
  expect(await ask(by, name, raw)).toMatchObject({ status: 200 });

/** A window, and every byte that has come to it. */
const listen = async (membership: Membership, circle: Circle = boardCircle) => {
  const client = connect(world.urlOf(membership, '&notices', circle));
  clients.push(client);
  const heard: Buffer[] = [];
  client.socket.on('message', (data: Buffer) => void heard.push(Buffer.from(data)));
  await client.synced;
  return { client, heard: () => Buffer.concat(heard).toString('latin1') };
};

const own = ({ actor }: Membership): Circle => ({ is: 'person', id: actor.id });
const need = newId(NeedId);
const secrets = ['SECRET-NOTE', 'SECRET-RISK', 'SECRET-TASK', 'SECRET-ROLE', 'SECRET-AIM', 'LATER-WORDS'];
const base = { x: 0, y: 0, w: 200, h: 160, order: 'a0', createdAt: 1 };

/** Cards are put as a member's window puts them: by an edit that the guard lets through. */
const writeInRoom = async (by: Membership) => {
  const ours = await listen(by, circles.room);
  const { doc } = ours.client;
  const own = { ...base, createdBy: by.actor.id };
  putCard(doc, newId(CardId), { kind: 'note', text: 'SECRET-NOTE', colour: 'mint', ...own });
  putCard(doc, newId(CardId), { kind: 'risk', text: 'SECRET-RISK', likelihood: 'low', impact: 'high', ...own });
  putCard(doc, newId(CardId), { kind: 'task', text: 'SECRET-TASK', ...own });
  const pitch = cardsOf(doc).get(draftId(circles.consortium))?.get('pitch');
  if (pitch instanceof Y.XmlFragment) {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText('HANDED-PITCH')]);
    pitch.insert(0, [paragraph]);
  }
  const aim = cardsOf(doc).get(letterId(circles.consortium))?.get('aim');
  if (aim instanceof Y.Text) aim.insert(0, 'SECRET-AIM ');
  return ours;
};

/** The board has a need, and the room a draft, a letter, shares, a note, a risk and a task. */
const filled = async () => {
  const { founder, mayor } = circles.people;
  const { consortium, challenge } = circles;
  const city = await listen(mayor);
  const needs = cardsOf(city.client.doc).get(challenge)?.get('needs');
  if (needs instanceof Y.Map) needs.set(need, fieldsMap({ capability: 'finance', importance: 'must' }));
  const witness = await listen(founder);
  await witness.client.waitUntil(
    'the need',
    () => boardOf(witness.client.doc).challenge(challenge)?.needs[need] !== undefined,
  );
  await decided(founder, 'draft.begin', { consortium });
  await decided(founder, 'letter.begin', { consortium });
  await decided(founder, 'share.set', { consortium, need, share: 70, role: 'SECRET-ROLE' });
  const ours = await writeInRoom(founder);
  const second = await listen(founder, circles.room);
  await second.client.waitUntil('what was written', () => second.heard().includes('SECRET-TASK'));
  return ours;
};

describe('a consortium’s room', () => {
  test('comes to its members’ machines, and not a byte of it to the board, the city, a rival or a facilitator', async () => {
    const { founder, rival, mayor, host, observer } = circles.people;
    const early = await Promise.all([
      ...[rival, mayor, observer, host].map((each) => listen(each)),
      ...[rival, mayor, host].map((each) => listen(each, own(each))),
      ...[listen(mayor, circles.city), listen(host, circles.city), listen(host, facilitatorsCircle)],
    ]);
    const ours = await filled();
    const { consortium } = circles;
    const room = readWorkspace(ours.client.doc);
    await ours.client.waitUntil('the letter', () => room.letter()?.aim.startsWith('SECRET-AIM') ?? false);
    const letter = letterText(consortium, room, boardOf((await listen(founder)).client.doc));
    if (!letter) throw new Error('The letter has no text');
    await decided(founder, 'letter.confirm', { consortium, hash: letterHash(letter) });

    // What is sent to the board afterwards comes after anything that had gone astray.
    await decided(founder, 'seat.take', { consortium, need });
    for (const { client } of early.slice(0, 4))
      await client.waitUntil('the seat', () => boardOf(client.doc).consortium(consortium)?.seats[need] !== undefined);
    const newcomers = await Promise.all([
      ...[rival, mayor, observer, host].map((each) => listen(each)),
      ...[listen(mayor, circles.city), listen(host, facilitatorsCircle)],
    ]);
    for (const secret of secrets) {
      for (const { heard } of [...early, ...newcomers]) expect(heard()).not.toContain(secret);
    }
    const theirs = await listen(founder, circles.room);
    for (const secret of secrets.slice(0, -1)) expect(theirs.heard()).toContain(secret);
  });

  test.each(['rival', 'mayor', 'host'] as const)(
    'lets in no %s, and tells them nothing by a command either',
    async (who) => {
      await filled();
      const person = circles.people[who];
      const client = connect(world.urlOf(person, '', circles.room));
      clients.push(client);
      expect(await client.closed).toBe(4403);

      const { consortium, people } = circles;
      for (const company of [organisationOf(people.founder), organisationOf(person)]) {
        const answers = [
          await ask(person, 'share.set', { consortium, company, need, share: 100, role: '' }),
          await ask(person, 'letter.confirm', { consortium, company, hash: '0'.repeat(64) }),
          await ask(person, 'letter.begin', { consortium, company }),
        ];
        for (const { status, body } of answers) {
          expect([403, 409]).toContain(status);
          expect(JSON.stringify(body)).toMatch(/not-your-company|not-a-member/);
        }
      }
    },
  );

  test('takes no shares, confirmations or versions by hand, from its members neither', async () => {
    const { founder } = circles.people;
    await filled();
    const forger = await listen(founder, circles.room);
    const before = JSON.stringify(forger.client.doc.getMap('shares').toJSON());
    forger.client.doc.getMap('shares').delete(need);
    forger.client.doc.getMap('confirmations').set(organisationOf(founder), fieldsMap({ hash: '0'.repeat(64) }));
    forger.client.doc.getMap('handovers').set(newId(RecordId), fieldsMap({ version: 1 }));
    cardsOf(forger.client.doc).delete(letterId(circles.consortium));

    const witness = await listen(founder, circles.room);
    await witness.client.waitUntil('the shares', () => witness.client.doc.getMap('shares').size === 1);
    expect(JSON.stringify(witness.client.doc.getMap('shares').toJSON())).toBe(before);
    expect(witness.client.doc.getMap('confirmations').size).toBe(0);
    expect(witness.client.doc.getMap('handovers').size).toBe(0);
    expect(readWorkspace(witness.client.doc).letter()).toBeDefined();
  });

  test('lies on disk in its own circle alone', async () => {
    const { mayor } = circles.people;
    await filled();
    const rowsOf = async (circle: Circle) => {
      const { snapshot, updates } = await world.journal.load(documentName(world.workshop, circle));
      return Buffer.concat([snapshot ?? new Uint8Array(), ...updates]).toString('latin1');
    };
    expect(await rowsOf(circles.room)).toContain('SECRET-ROLE');
    for (const circle of [boardCircle, circles.city, facilitatorsCircle, own(mayor)]) {
      const rows = await rowsOf(circle);
      for (const secret of secrets) expect(rows).not.toContain(secret);
    }
  });
});

describe('a version that is handed over', () => {
  const handOver = (more: object = {}) => ({
    consortium: circles.consortium,
    handover: newId(RecordId),
    ...more,
  });

  test('comes to the city with its words alone, and nothing that is written after it', async () => {
    const { founder, mayor, rival, host } = circles.people;
    const desk = await listen(mayor, circles.city);
    const strangers = await Promise.all([listen(rival), listen(mayor), listen(host)]);
    const ours = await filled();
    await decided(founder, 'handover.make', handOver({ note: 'HANDED-NOTE' }));
    await desk.client.waitUntil('the version', () => handoversIn(desk.client.doc).length === 1);

    const pitch = cardsOf(ours.client.doc).get(draftId(circles.consortium))?.get('pitch');
    const first = pitch instanceof Y.XmlFragment ? pitch.get(0) : undefined;
    if (first instanceof Y.XmlElement) first.insert(1, [new Y.XmlText('LATER-WORDS')]);
    const second = await listen(founder, circles.room);
    await second.client.waitUntil('what came later', () => second.heard().includes('LATER-WORDS'));
    await decided(founder, 'seat.take', { consortium: circles.consortium, need });

    for (const secret of secrets) expect(desk.heard()).not.toContain(secret);
    expect(desk.heard()).toContain('HANDED-PITCH');
    expect(desk.heard()).toContain('HANDED-NOTE');
    for (const { heard } of strangers) expect(heard()).not.toContain('HANDED-PITCH');
    expect(handoversIn(desk.client.doc)).toEqual(handoversIn(ours.client.doc));
  });

  test('brings the shares where the lead says so, and no risk with them', async () => {
    const { founder, mayor } = circles.people;
    const desk = await listen(mayor, circles.city);
    await filled();
    await decided(founder, 'handover.make', handOver({ shares: true }));
    await desk.client.waitUntil('the version', () => handoversIn(desk.client.doc).length === 1);

    expect(handoversIn(desk.client.doc)[0]?.shares).toMatchObject([{ need, share: 70, role: 'SECRET-ROLE' }]);
    for (const secret of secrets.filter((each) => each !== 'SECRET-ROLE')) expect(desk.heard()).not.toContain(secret);
  });

  test('is told to the city’s activity without its words', async () => {
    const { founder, mayor } = circles.people;
    await filled();
    await decided(founder, 'handover.make', handOver({ note: 'HANDED-NOTE' }));
    const name = circles.city.is === 'city' ? `city-${circles.city.id}` : '';
    const told = await fetch(world.activityOf(mayor, '.json', `&language=en&circle=${name}`));
    const text = await told.text();
    expect(text).toContain('handover.made');
    for (const words of [...secrets, 'HANDED-NOTE', 'HANDED-PITCH']) expect(text).not.toContain(words);
  });
});

test('what lies in rooms is put on no board', async () => {
  const { founder } = circles.people;
  const ours = await listen(founder);
  const made = { ...base, createdBy: founder.actor.id };
  putCard(ours.client.doc, newId(CardId), { kind: 'risk', likelihood: 'low', impact: 'low', ...made });
  putCard(ours.client.doc, newId(CardId), { kind: 'task', ...made });
  const mark = newId(CardId);
  putCard(ours.client.doc, mark, { kind: 'note', text: 'after', colour: 'mint', ...made });
  const witness = await listen(founder);
  await witness.client.waitUntil('the note', () => cardsOf(witness.client.doc).has(mark));
  const kinds = [...cardsOf(witness.client.doc).values()].map((map) => map.get('kind'));
  expect(kinds.filter((kind) => kind === 'risk' || kind === 'task')).toEqual([]);
});
