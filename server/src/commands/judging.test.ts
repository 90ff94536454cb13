import { randomUUID } from 'node:crypto';
import { ScoringResponse } from '@brygga/shared/api/vault';
import type { CommandInput, CommandName } from '@brygga/shared/commands/index';
import { putCard } from '@brygga/shared/document/cards/index';
import {
  boardCircle,
  type Circle,
  circleName,
  circleOfCompany,
  circleOfPerson,
  facilitatorsCircle,
  vaultCircle,
} from '@brygga/shared/document/circles';
import { type CardId, NeedId, newId, RecordId } from '@brygga/shared/ids';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Membership } from '../sync/access/membership.ts';
import type { Journal, JournalRow } from '../storage/contract.ts';
import { documentName } from '../storage/documentName.ts';
import { type TestCircles, openTestCircles, organisationOf } from '../sync/testing/circles.ts';
import { connect, type TestClient } from '../sync/testing/testClient.ts';
import { makeMembership, openSyncWorld, type SyncWorld } from '../sync/testing/syncWorld.ts';

let world: SyncWorld;
let circles: TestCircles;
let colleague: Membership;
let neighbour: Membership;
let rows: JournalRow[];
/** That of the second company, beside the founder's. */
let other: CardId;
const criterion = newId(RecordId);
const clients: TestClient[] = [];

const watched = (journal: Journal): Journal => ({
  ...journal,
  append(...together) {
    rows.push(...together);
    return journal.append(...together);
  },
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
  return answered.body;
};

const enrol = async (membership: Membership): Promise<Membership> => {
  const { id: person, name, organisation, role, kind, organisationName } = membership.identity;
  const organisationListed = { kind, name: organisationName, country: 'SE' } as const;
  const listing = { person, name, organisation, role, organisationListed };
  await world.asker.executeAsSystem(world.workshop, 'roster.list', listing);
  return world.admit(membership);
};

/** Somebody else of the same organisation. */
const beside = ({ actor, identity }: Membership): Membership => {
  const fresh = makeMembership(identity.role, identity.kind);
  const { organisation } = identity;
  return {
    actor: { ...fresh.actor, organisations: actor.organisations },
    identity: { ...fresh.identity, organisation },
  };
};

beforeEach(async () => {
  rows = [];
  world = await openSyncWorld(watched);
  circles = await openTestCircles(world);
  const { mayor, rival } = circles.people;
  const { challenge } = circles;
  colleague = await enrol(beside(mayor));
  neighbour = await enrol(makeMembership('participant', 'city'));
  await world.rooms.use(world.workshop, (room) =>
    room.change({
      by: 'system',
      write: (doc) =>
        putCard(doc, challenge, {
          kind: 'challenge',
          city: organisationOf(mayor),
          title: 'Shade',
          sector: 'waste',
          needs: { [newId(NeedId)]: { capability: 'heat_shade', importance: 'could' } },
          criteria: { [criterion]: { text: 'How much cooler', weight: 100 } },
          x: 0,
          y: 0,
          w: 400,
          h: 300,
          order: 'a0',
          createdBy: mayor.actor.id,
          createdAt: 0,
        }),
    }),
  );
  const founded = await ask(rival, 'consortium.found', { challenge, name: 'Green roofs' });
  other = Reflect.get(founded, 'consortium') as CardId;
  for (const to of ['forming', 'pitching'] as const) await ask(mayor, 'challenge.status', { challenge, to });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await world.close();
});

const score = (by: Membership, consortium = circles.consortium, why = 'SECRET-REASON') =>
  ask(by, 'score.give', { consortium, scores: [{ criterion, mark: 4, why }] });

/** A window, and every byte that has come to it. */
const listen = async (membership: Membership, circle: Circle = boardCircle) => {
  const client = connect(world.urlOf(membership, '&notices', circle));
  clients.push(client);
  const heard: Buffer[] = [];
  client.socket.on('message', (data: Buffer) => void heard.push(Buffer.from(data)));
  await client.synced;
  return { client, heard: () => Buffer.concat(heard).toString('latin1') };
};

const onDisk = async (circle: Circle): Promise<string> => {
  const { snapshot, updates } = await world.journal.load(documentName(world.workshop, circle));
  return Buffer.concat([snapshot ?? new Uint8Array(), ...updates]).toString('latin1');
};

const roomOf = (id: CardId): Circle => ({ is: 'consortium', id });
const own = ({ actor }: Membership): Circle => circleOfPerson(actor.id);

/** Every circle that a judge's score must not be in, with somebody who is in it. */
const elsewhere = (): readonly (readonly [Membership, Circle])[] => {
  const { founder, rival, mayor, host, observer } = circles.people;
  return [
    ...[founder, rival, mayor, host, observer].map((each) => [each, boardCircle] as const),
    [mayor, circles.city],
    [host, facilitatorsCircle],
    [founder, circles.room],
    [rival, roomOf(other)],
    [founder, circleOfCompany(organisationOf(founder))],
    [mayor, own(mayor)],
  ];
};

describe('a sealed score', () => {
  test('comes back to its judge, and as not a byte to any other window', async () => {
    const ours = await listen(colleague, own(colleague));
    const windows = await Promise.all(elsewhere().map(([who, circle]) => listen(who, circle)));
    await score(colleague);
    await ours.client.waitUntil('the score', () => ours.client.doc.getMap('scores').size === 1);
    expect(ours.heard()).toContain('SECRET-REASON');
    for (const { heard } of windows) expect(heard()).not.toContain('SECRET-REASON');
    for (const [who, circle] of elsewhere()) {
      expect((await listen(who, circle)).heard()).not.toContain('SECRET-REASON');
    }
  });

  test('lies on disk in the vault and with its judge, and no other document changes by it', async () => {
    const theirs = new Set(elsewhere().map(([, circle]) => documentName(world.workshop, circle)));
    const states = await Promise.all(elsewhere().map(([, circle]) => onDisk(circle)));
    await score(colleague);
    expect(await Promise.all(elsewhere().map(([, circle]) => onDisk(circle)))).toEqual(states);
    for (const circle of [vaultCircle, own(colleague)]) expect(await onDisk(circle)).toContain('SECRET-REASON');
    for (const { update: _update, ...words } of rows.filter(({ document }) => theirs.has(document))) {
      expect(JSON.stringify(words)).not.toContain('SECRET-REASON');
    }
  });

  test('is in nobody’s activity, and in its judge’s own without a mark or a word', async () => {
    await score(colleague);
    const told = async (who: Membership, circle: Circle) => {
      const query = circle.is === 'board' ? '' : `&circle=${circleName(circle)}`;
      const response = await fetch(world.activityOf(who, '.json', `&language=en${query}`));
      expect(response.status).toBe(200);
      return response.text();
    };
    for (const [who, circle] of elsewhere()) expect(await told(who, circle)).not.toContain('score.given');
    const ours = await told(colleague, own(colleague));
    expect(ours).toContain('score.given');
    expect(ours).not.toContain('SECRET-REASON');
  });
});

describe('how far the scoring has come', () => {
  const scoringFor = (who: Membership) => fetch(world.addressOf(who, `challenges/${circles.challenge}/scoring`));

  test('is told in numbers, the city’s apart from the others’', async () => {
    const { mayor } = circles.people;
    await score(colleague);
    await score(neighbour);
    await score(neighbour, other);
    const answer = await scoringFor(mayor);
    const text = await answer.text();
    expect(ScoringResponse.parse(JSON.parse(text))).toEqual({
      panel: 2,
      consortia: expect.arrayContaining([
        { consortium: circles.consortium, city: 1, others: 1 },
        { consortium: other, city: 0, others: 1 },
      ]),
    });
    for (const { actor } of [colleague, neighbour]) expect(text).not.toContain(actor.id);
    expect(text).not.toContain('SECRET-REASON');
  });

  test('waits for one fewer when somebody of the city has declared a tie', async () => {
    await ask(colleague, 'conflict.declare', { against: { consortium: other }, kind: 'family' });
    expect(ScoringResponse.parse(await (await scoringFor(neighbour)).json()).panel).toBe(1);
  });

  test('is told to cities, hosts and facilitators, and to no company', async () => {
    const { founder, rival, mayor, host, observer } = circles.people;
    const statuses = await Promise.all(
      [founder, rival, observer, mayor, host, neighbour, makeMembership()].map(
        async (who) => (await scoringFor(who)).status,
      ),
    );
    expect(statuses).toEqual([403, 403, 403, 200, 200, 200, 404]);
    expect((await fetch(world.addressOf(host, `challenges/${other}/scoring`))).status).toBe(404);
  });

  test('ends with the hour at which the scores were opened', async () => {
    const { mayor } = circles.people;
    await score(colleague);
    await ask(mayor, 'scores.reveal', { challenge: circles.challenge });
    const { revealedAt } = ScoringResponse.parse(await (await scoringFor(mayor)).json());
    expect(revealedAt).toBeGreaterThan(0);
  });
});

test('opened scores come to the city and the facilitators, and to each consortium its own alone', async () => {
  const { founder, rival, mayor, host, observer } = circles.people;
  const desk = await listen(mayor, circles.city);
  const theirs = await listen(host, facilitatorsCircle);
  const [first, second] = [await listen(founder, circles.room), await listen(rival, roomOf(other))];
  const onBoard = await Promise.all([founder, rival, mayor, host, observer].map((each) => listen(each)));
  await score(colleague, circles.consortium, 'ABOUT-THE-FIRST');
  await score(neighbour, other, 'ABOUT-THE-SECOND');
  const answered = await ask(mayor, 'scores.reveal', { challenge: circles.challenge });

  for (const window of [desk, theirs, first, second]) {
    await window.client.waitUntil('the result', () => window.client.doc.getMap('results').size === 1);
  }
  for (const { heard } of [desk, theirs]) {
    expect(heard()).toContain('ABOUT-THE-FIRST');
    expect(heard()).toContain('ABOUT-THE-SECOND');
    for (const { actor } of [colleague, neighbour]) expect(heard()).not.toContain(actor.id);
  }
  expect(first.heard()).toContain('ABOUT-THE-FIRST');
  expect(first.heard()).not.toContain('ABOUT-THE-SECOND');
  expect(second.heard()).toContain('ABOUT-THE-SECOND');
  expect(second.heard()).not.toContain('ABOUT-THE-FIRST');
  for (const { heard } of onBoard) expect(heard()).not.toContain('ABOUT-THE');
  expect(Object.keys(Object(Reflect.get(answered, 'circles')))).toEqual([circleName(circles.city)]);
});

test('what the city makes of an answer is read by everybody on the board', async () => {
  const { mayor, rival } = circles.people;
  const window = await listen(rival);
  const input = { consortium: circles.consortium, outcome: 'notChosen', why: 'It cools too few yards.' } as const;
  await ask(mayor, 'consortium.decide', input);
  await window.client.waitUntil('the decision', () =>
    JSON.stringify(window.client.doc.getMap('agreements').toJSON()).includes('too few yards'),
  );
});
