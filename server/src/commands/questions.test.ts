import { randomUUID } from 'node:crypto';
import { announcementsOn } from '@brygga/shared/agreements/board';
import type { CommandInput, CommandName } from '@brygga/shared/commands/index';
import { boardCircle, type Circle, facilitatorsCircle } from '@brygga/shared/document/circles';
import { newId, RecordId } from '@brygga/shared/ids';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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

const ask = async <Name extends CommandName>(by: Membership, name: Name, raw: CommandInput<Name>) => {
  const answered = await world.asker.execute({
    workshop: world.workshop,
    name,
    raw,
    actor: by.actor,
    key: randomUUID(),
  });
  expect(answered).toMatchObject({ status: 200 });
};

/** A window, and every byte that has come to it. */
const listen = async (membership: Membership, circle: Circle = boardCircle) => {
  const client = connect(world.urlOf(membership, '&notices', circle));
  clients.push(client);
  const heard: Buffer[] = [];
  client.socket.on('message', (data: Buffer) => void heard.push(Buffer.from(data)));
  await client.synced;
  return { client, heard: () => Buffer.concat(heard).toString('latin1') };
};

const question = newId(RecordId);
const own = ({ actor }: Membership): Circle => ({ is: 'person', id: actor.id });
const recordIn = ({ client }: { client: TestClient }) => client.doc.getMap('questions').toJSON()[question];

/** It is asked, made neutral and answered, by those whose business it is. */
const answered = async () => {
  const { founder, host, mayor } = circles.people;
  const { challenge } = circles;
  const whose = { question, asker: founder.actor.id, asks: organisationOf(mayor) };
  await ask(founder, 'question.ask', { question, challenge, text: 'OUR-SECRET-SAIL for a yard?' });
  await ask(host, 'question.neutralise', { ...whose, text: 'NEUTRAL-WORDS about a yard?' });
  await ask(mayor, 'question.answer', { question, answer: 'ANSWER-OF-THE-CITY' });
  return whose;
};

describe('a question', () => {
  test('comes in its own words to its asker and the facilitators, and to no other machine', async () => {
    const { founder, rival, mayor, host, observer } = circles.people;
    const strangers = await Promise.all([rival, mayor, observer, host].map((each) => listen(each)));
    const desk = await listen(mayor, circles.city);
    const ours = await listen(founder, own(founder));
    const theirs = await listen(host, facilitatorsCircle);

    const whose = await answered();
    await desk.client.waitUntil('the answer', () => recordIn(desk)?.state === 'answered');
    await theirs.client.waitUntil('the answer', () => recordIn(theirs)?.state === 'answered');
    await ours.client.waitUntil('the neutral words', () => recordIn(ours)?.state === 'neutral');

    expect(recordIn(theirs)).toMatchObject({ text: 'OUR-SECRET-SAIL for a yard?', answer: 'ANSWER-OF-THE-CITY' });
    for (const { heard } of [...strangers, desk]) {
      expect(heard()).not.toContain('OUR-SECRET-SAIL');
    }
    expect(desk.heard()).not.toContain(founder.actor.id);
    expect(desk.heard()).not.toContain(organisationOf(founder));
    for (const { heard } of [...strangers, ours]) expect(heard()).not.toContain('ANSWER-OF-THE-CITY');
    for (const { heard } of strangers) expect(heard()).not.toContain('NEUTRAL-WORDS');

    await ask(host, 'question.send', { questions: [whose] });
    for (const each of strangers) {
      await each.client.waitUntil('the announcement', () => announcementsOn(each.client.doc).length === 1);
      expect(announcementsOn(each.client.doc)[0]).toMatchObject({
        question: 'NEUTRAL-WORDS about a yard?',
        text: 'ANSWER-OF-THE-CITY',
      });
      expect(each.heard()).not.toContain('OUR-SECRET-SAIL');
    }
  });

  test('leaves nothing of its asker in what a newcomer to the board or the city is sent', async () => {
    const { founder, rival, mayor, host } = circles.people;
    await ask(host, 'question.send', { questions: [await answered()] });

    const newcomer = await listen(rival);
    const desk = await listen(mayor, circles.city);
    for (const { heard } of [newcomer, desk]) expect(heard()).not.toContain('OUR-SECRET-SAIL');
    expect(desk.heard()).not.toContain(founder.actor.id);
  });

  test('shows the city’s activity who made it neutral, and not who asked', async () => {
    const { founder, mayor } = circles.people;
    await answered();

    const { city } = circles;
    const name = city.is === 'city' ? `city-${city.id}` : '';
    const told = await fetch(world.activityOf(mayor, '.json', `&language=en&circle=${name}`));
    const text = await told.text();
    expect(text).toContain('question.put');
    expect(text).not.toContain(founder.actor.id);
    expect(text).not.toContain(organisationOf(founder));
  });

  test('lies on disk in its asker’s words in the facilitators’ circle and the asker’s own alone', async () => {
    const { founder } = circles.people;
    await answered();

    const rowsOf = async (circle: Circle) => {
      const { snapshot, updates } = await world.journal.load(documentName(world.workshop, circle));
      return Buffer.concat([snapshot ?? new Uint8Array(), ...updates]).toString('latin1');
    };
    for (const circle of [facilitatorsCircle, own(founder)]) expect(await rowsOf(circle)).toContain('OUR-SECRET-SAIL');
    for (const circle of [boardCircle, circles.city]) expect(await rowsOf(circle)).not.toContain('OUR-SECRET-SAIL');
  });
});

test('the facilitators’ circle lets in facilitators alone, and takes writing from nobody', async () => {
  const { founder, mayor, host, observer } = circles.people;
  for (const each of [founder, mayor, observer]) {
    const client = connect(world.urlOf(each, '', facilitatorsCircle));
    clients.push(client);
    expect(await client.closed).toBe(4403);
  }
  await answered();
  const forger = await listen(host, facilitatorsCircle);
  await forger.client.waitUntil('the question', () => recordIn(forger) !== undefined);
  forger.client.doc.getMap('questions').delete(question);
  const witness = await listen(host, facilitatorsCircle);
  await witness.client.waitUntil('the question', () => recordIn(witness) !== undefined);
  expect(recordIn(witness)).toMatchObject({ state: 'answered' });
});
