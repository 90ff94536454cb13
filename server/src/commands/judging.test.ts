import { ScoringResponse } from '@brygga/shared/api/vault';
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
import { beforeEach, describe, expect, test } from 'vitest';
import type { Membership } from '../sync/access/membership.ts';
import { documentName } from '../storage/documentName.ts';
import { organisationOf, type TestCircles } from '../sync/testing/circles.ts';
import { makeMembership, type SyncWorld } from '../sync/testing/syncWorld.ts';
import { setUpCommandWorld } from './testing/commandWorld.ts';

const commandWorld = setUpCommandWorld();
const { run, listen, enrol, rows, storedText } = commandWorld;
let world: SyncWorld;
let circles: TestCircles;
beforeEach(() => {
  ({ world, circles } = commandWorld);
});

let colleague: Membership;
let neighbour: Membership;
/** The consortium of the second company; the founder's is that of the circles. */
let other: CardId;
const criterion = newId(RecordId);

/** Another person of the same organisation. */
const makeColleague = ({ actor, identity }: Membership): Membership => {
  const fresh = makeMembership(identity.role, identity.kind);
  const { organisation } = identity;
  return {
    actor: { ...fresh.actor, organisations: actor.organisations },
    identity: { ...fresh.identity, organisation },
  };
};

beforeEach(async () => {
  const { mayor, rival } = circles.people;
  const { challenge } = circles;
  colleague = await enrol(makeColleague(mayor));
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
  const founded = await run(rival, 'consortium.found', { challenge, name: 'Green roofs' });
  other = Reflect.get(founded, 'consortium') as CardId;
  for (const to of ['forming', 'pitching'] as const) await run(mayor, 'challenge.status', { challenge, to });
});
const score = (by: Membership, consortium = circles.consortium, why = 'SECRET-REASON') =>
  run(by, 'score.give', { consortium, scores: [{ criterion, mark: 4, why }] });

const workspaceOf = (id: CardId): Circle => ({ is: 'consortium', id });
const own = ({ actor }: Membership): Circle => circleOfPerson(actor.id);

/** Every circle that must not receive a judge's score, with a person who may enter it. */
const otherCircles = (): readonly (readonly [Membership, Circle])[] => {
  const { founder, rival, mayor, host, observer } = circles.people;
  return [
    ...[founder, rival, mayor, host, observer].map((each) => [each, boardCircle] as const),
    [mayor, circles.city],
    [host, facilitatorsCircle],
    [founder, circles.workspace],
    [rival, workspaceOf(other)],
    [founder, circleOfCompany(organisationOf(founder))],
    [mayor, own(mayor)],
  ];
};

describe('a sealed score', () => {
  test('P9: reaches its judge alone', async () => {
    const ours = await listen(colleague, own(colleague));
    const windows = await Promise.all(otherCircles().map(([who, circle]) => listen(who, circle)));
    await score(colleague);
    await ours.client.waitUntil('the score', () => ours.client.doc.getMap('scores').size === 1);
    expect(ours.received()).toContain('SECRET-REASON');
    for (const { received } of windows) expect(received()).not.toContain('SECRET-REASON');
    for (const [who, circle] of otherCircles()) {
      expect((await listen(who, circle)).received()).not.toContain('SECRET-REASON');
    }
  });

  test('P9: is stored in the vault and its judge’s circle, and changes no other document', async () => {
    const otherDocuments = new Set(otherCircles().map(([, circle]) => documentName(world.workshop, circle)));
    const states = await Promise.all(otherCircles().map(([, circle]) => storedText(circle)));
    await score(colleague);
    expect(await Promise.all(otherCircles().map(([, circle]) => storedText(circle)))).toEqual(states);
    for (const circle of [vaultCircle, own(colleague)]) expect(await storedText(circle)).toContain('SECRET-REASON');
    for (const { update: _update, ...fields } of rows.filter(({ document }) => otherDocuments.has(document))) {
      expect(JSON.stringify(fields)).not.toContain('SECRET-REASON');
    }
  });

  test('P9: is in its judge’s activity alone, without its reason', async () => {
    await score(colleague);
    const readActivity = async (who: Membership, circle: Circle) => {
      const query = circle.is === 'board' ? '' : `&circle=${circleName(circle)}`;
      const response = await fetch(world.activityOf(who, '.json', `&language=en${query}`));
      expect(response.status).toBe(200);
      return response.text();
    };
    for (const [who, circle] of otherCircles()) expect(await readActivity(who, circle)).not.toContain('score.given');
    const ours = await readActivity(colleague, own(colleague));
    expect(ours).toContain('score.given');
    expect(ours).not.toContain('SECRET-REASON');
  });
});

describe('the progress of scoring', () => {
  const readScoring = (who: Membership) => fetch(world.addressOf(who, `challenges/${circles.challenge}/scoring`));

  test('P9: is given in numbers, for the city’s panel and the others’', async () => {
    const { mayor } = circles.people;
    await score(colleague);
    await score(neighbour);
    await score(neighbour, other);
    const answer = await readScoring(mayor);
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

  test('expects one judge fewer when a person of the city has declared a conflict', async () => {
    await run(colleague, 'conflict.declare', { against: { consortium: other }, kind: 'family' });
    expect(ScoringResponse.parse(await (await readScoring(neighbour)).json()).panel).toBe(1);
  });

  test('P9: is readable for cities, hosts and facilitators, and for no company', async () => {
    const { founder, rival, mayor, host, observer } = circles.people;
    const statuses = await Promise.all(
      [founder, rival, observer, mayor, host, neighbour, makeMembership()].map(
        async (who) => (await readScoring(who)).status,
      ),
    );
    expect(statuses).toEqual([403, 403, 403, 200, 200, 200, 404]);
    expect((await fetch(world.addressOf(host, `challenges/${other}/scoring`))).status).toBe(404);
  });

  test('ends with the time of the reveal', async () => {
    const { mayor } = circles.people;
    await score(colleague);
    await run(mayor, 'scores.reveal', { challenge: circles.challenge });
    const { revealedAt } = ScoringResponse.parse(await (await readScoring(mayor)).json());
    expect(revealedAt).toBeGreaterThan(0);
  });
});

test('P9: revealed scores reach the city and the facilitators, and each consortium its own alone', async () => {
  const { founder, rival, mayor, host, observer } = circles.people;
  const desk = await listen(mayor, circles.city);
  const theirs = await listen(host, facilitatorsCircle);
  const [first, second] = [await listen(founder, circles.workspace), await listen(rival, workspaceOf(other))];
  const onBoard = await Promise.all([founder, rival, mayor, host, observer].map((each) => listen(each)));
  await score(colleague, circles.consortium, 'ABOUT-THE-FIRST');
  await score(neighbour, other, 'ABOUT-THE-SECOND');
  const response = await run(mayor, 'scores.reveal', { challenge: circles.challenge });

  for (const window of [desk, theirs, first, second]) {
    await window.client.waitUntil('the result', () => window.client.doc.getMap('results').size === 1);
  }
  for (const { received } of [desk, theirs]) {
    expect(received()).toContain('ABOUT-THE-FIRST');
    expect(received()).toContain('ABOUT-THE-SECOND');
    for (const { actor } of [colleague, neighbour]) expect(received()).not.toContain(actor.id);
  }
  expect(first.received()).toContain('ABOUT-THE-FIRST');
  expect(first.received()).not.toContain('ABOUT-THE-SECOND');
  expect(second.received()).toContain('ABOUT-THE-SECOND');
  expect(second.received()).not.toContain('ABOUT-THE-FIRST');
  for (const { received } of onBoard) expect(received()).not.toContain('ABOUT-THE');
  expect(Object.keys(Object(Reflect.get(response, 'circles')))).toEqual([circleName(circles.city)]);
});

test('the city’s decision is readable for everybody on the board', async () => {
  const { mayor, rival } = circles.people;
  const window = await listen(rival);
  const input = { consortium: circles.consortium, outcome: 'notChosen', why: 'It cools too few yards.' } as const;
  await run(mayor, 'consortium.decide', input);
  await window.client.waitUntil('the decision', () =>
    JSON.stringify(window.client.doc.getMap('agreements').toJSON()).includes('too few yards'),
  );
});
