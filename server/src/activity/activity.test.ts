import { ActivityExport, ActivityPage } from '@brygga/shared/api/activity';
import { cardsOf, putCard } from '@brygga/shared/document/cards/index';
import { boardCircle, type Circle, circleName } from '@brygga/shared/document/circles';
import type { Happening } from '@brygga/shared/domain/activity/happening';
import { CardId, newId } from '@brygga/shared/ids';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { z } from 'zod';
import type { Membership } from '../sync/access/membership.ts';
import { type TestCircles, openTestCircles, organisationOf } from '../sync/testing/circles.ts';
import { connect, type TestClient } from '../sync/testing/testClient.ts';
import { writeNote } from '../sync/testing/notes.ts';
import { openSyncWorld, type SyncWorld } from '../sync/testing/syncWorld.ts';
import { openActivityStream, type TestStream } from './testing/activityStream.ts';

let world: SyncWorld;
let circles: TestCircles;
const clients: TestClient[] = [];
const streams: TestStream[] = [];

// The timer of the access recheck stands still: access ends by reports alone.
beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => void vi.useRealTimers());

beforeEach(async () => {
  world = await openSyncWorld();
  circles = await openTestCircles(world);
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  for (const stream of streams.splice(0)) stream.breakOff();
  await world.close();
});

const enter = async (membership: Membership, circle: Circle = boardCircle): Promise<TestClient> => {
  const client = connect(world.urlOf(membership, '&notices', circle));
  clients.push(client);
  await client.synced;
  return client;
};

const fetchJson = <Schema extends z.ZodType>(url: string, schema: Schema): Promise<z.output<Schema>> =>
  fetch(url).then(async (response) => {
    expect(response.status).toBe(200);
    return schema.parse(await response.json());
  });

const list = async (as: Membership, query = ''): Promise<readonly Happening[]> =>
  (await fetchJson(world.activityOf(as, '', query), ActivityPage)).happenings;

const follow = async (as: Membership, query = '', lastEventId?: string): Promise<TestStream> => {
  const stream = await openActivityStream(world.activityOf(as, '/live', query), lastEventId);
  streams.push(stream);
  return stream;
};

const namesOf = (happenings: readonly Happening[]) => happenings.map(({ what }) => what);
const cityQuery = () => `&circle=${circles.city.is === 'city' ? circleName(circles.city) : ''}`;

const writeDraft = (client: TestClient, mayor: Membership, title: string): CardId => {
  const id = newId(CardId);
  putCard(client.doc, id, {
    kind: 'challenge',
    city: organisationOf(mayor),
    title,
    brief: '',
    outcome: '',
    sector: 'waste',
    needs: {},
    x: 0,
    y: 0,
    w: 320,
    h: 240,
    order: 'a0',
    createdBy: mayor.actor.id,
    createdAt: 1,
  });
  return id;
};

const startTimer = async (as: Membership): Promise<void> => {
  const response = await world.commandExecutor.execute({
    workshop: world.workshop,
    name: 'timer.start',
    raw: { seconds: 60 },
    actor: as.actor,
    key: crypto.randomUUID(),
  });
  expect(response.status).toBe(200);
};

describe('the activity of a board', () => {
  test('lists edits and facts, the newest first, by ids without texts', async () => {
    const { founder, host } = circles.people;
    const window = await enter(founder);
    const stream = await follow(host);
    writeNote(window.doc, founder.actor.id, 'news', 'very secret words');
    await stream.waitUntil('the note', (happenings) => happenings.length === 1);
    await startTimer(host);
    await stream.waitUntil('the timer', (happenings) => happenings.length === 2);
    const [timer, note] = await list(host);
    expect(timer).toMatchObject({ what: 'timer.changed', kind: 'session', by: host.actor.id });
    expect(note).toMatchObject({ what: 'card.created', kind: 'writing', by: founder.actor.id });
    const [id] = [...cardsOf(window.doc)].filter(([, card]) => card.get('kind') === 'note').map(([key]) => key);
    expect(note?.about).toEqual({ card: id, kind: 'note' });
    expect(stream.wire).not.toContain('secret');
    expect(stream.happenings).toEqual([note, timer]);
  });

  test('comes in pages that together hold each happening once, also while more happens', async () => {
    const { founder, host } = circles.people;
    const window = await enter(founder);
    const stream = await follow(host);
    for (let note = 0; note < 7; note += 1) writeNote(window.doc, founder.actor.id, `note${note}`, '');
    await stream.waitUntil('the notes', (happenings) => happenings.length === 7);
    const listed: Happening[] = [];
    let before: string | undefined;
    do {
      const page = await fetchJson(
        world.activityOf(host, '', `&most=2${before === undefined ? '' : `&before=${before}`}`),
        ActivityPage,
      );
      listed.push(...page.happenings);
      before = page.older;
      if (listed.length === 2) writeNote(window.doc, founder.actor.id, 'late', '');
    } while (before !== undefined);
    expect(listed).toEqual([...stream.happenings.slice(0, 7)].reverse());
  });

  test('is filtered by person, organisation, kind, card and time', async () => {
    const { founder, rival, host } = circles.people;
    const [one, other] = [await enter(founder), await enter(rival)];
    const stream = await follow(host);
    writeNote(one.doc, founder.actor.id, 'one', '');
    writeNote(other.doc, rival.actor.id, 'other', '');
    await stream.waitUntil('the notes', (happenings) => happenings.length === 2);
    await startTimer(host);
    await stream.waitUntil('the timer', (happenings) => happenings.length === 3);
    const by = ({ actor }: Membership) => stream.happenings.find((happening) => happening.by === actor.id);
    const [first, second, timer] = [by(founder), by(rival), by(host)];
    expect(await list(host, `&person=${founder.actor.id}`)).toEqual([first]);
    expect(await list(host, `&organisation=${organisationOf(rival)}&kind=writing`)).toEqual([second]);
    expect(await list(host, '&kind=session')).toEqual([timer]);
    expect(await list(host, `&card=${first?.about.card ?? ''}`)).toEqual([first]);
    expect(await list(host, `&from=${(timer?.at ?? 0) + 1}`)).toEqual([]);
    expect(namesOf(await list(host, `&until=${first?.at ?? 0}`))).not.toContain('timer.changed');
    expect((await fetch(world.activityOf(host, '', '&kind=nonsense'))).status).toBe(422);
  });
});

describe('the activity of a city’s circle', () => {
  test('P9: reaches its people and facilitators alone', async () => {
    const { mayor, host, rival } = circles.people;
    const [open, closed] = [await follow(rival), await follow(mayor, cityQuery())];
    const desk = await enter(mayor, circles.city);
    const draft = writeDraft(desk, mayor, 'A plan that nobody may know');
    await closed.waitUntil('the draft', (happenings) => happenings.length === 1);
    expect(await list(host, cityQuery())).toEqual(closed.happenings);
    expect(closed.happenings[0]).toMatchObject({ what: 'card.created', about: { card: draft, kind: 'challenge' } });
    // A later message on the board: anything sent before it has arrived then.
    await startTimer(host);
    await open.waitUntil('the timer', (happenings) => happenings.length === 1);
    const board = await fetch(world.activityOf(rival)).then((response) => response.text());
    for (const seen of [open.wire, board]) {
      expect(seen).not.toContain(draft);
      expect(seen).not.toContain('nobody may know');
    }
    for (const path of ['', '/live', '.csv', '.json']) {
      expect((await fetch(world.activityOf(rival, path, cityQuery()))).status).toBe(403);
    }
  });

  test('P9: doesn’t reveal to strangers that the city exists', async () => {
    const stranger = { ...circles.people.rival };
    world.expel(stranger);
    for (const query of ['', cityQuery(), '&circle=city-nonsense000000']) {
      expect((await fetch(world.activityOf(stranger, '', query))).status).toBe(404);
      expect((await fetch(world.activityOf(stranger, '/live', query))).status).toBe(404);
    }
  });
});

describe('a live stream', () => {
  test('continues after the last event id, with nothing left out or repeated', async () => {
    const { founder, host } = circles.people;
    const window = await enter(founder);
    const first = await follow(host);
    writeNote(window.doc, founder.actor.id, 'a', '');
    await first.waitUntil('a note', (happenings) => happenings.length === 1);
    first.breakOff();
    writeNote(window.doc, founder.actor.id, 'b', '');
    writeNote(window.doc, founder.actor.id, 'c', '');
    const again = await follow(host, '&after=0.0', first.happenings[0]?.id);
    await again.waitUntil('the others', (happenings) => happenings.length === 2);
    writeNote(window.doc, founder.actor.id, 'd', '');
    await again.waitUntil('the last', (happenings) => happenings.length === 3);
    const whole = (await list(host, '&kind=writing')).slice(0, 4).reverse();
    expect([...first.happenings, ...again.happenings]).toEqual(whole);
  });

  test('starts after the list that was read before', async () => {
    const { founder, host } = circles.people;
    const window = await enter(founder);
    const { newest } = await fetchJson(world.activityOf(host), ActivityPage);
    const cards = Array.from({ length: 300 }, (_, index) => `n${index}`);
    window.doc.transact(() => cards.forEach((name) => writeNote(window.doc, founder.actor.id, name, '')));
    const stream = await follow(host, `&after=${newest ?? ''}`);
    await stream.waitUntil('all of them', (happenings) => happenings.length === cards.length);
    expect(new Set(stream.happenings.map(({ id }) => id)).size).toBe(cards.length);
  });

  test('ends with a reason when the person leaves the workshop', async () => {
    const { founder, host } = circles.people;
    const stream = await follow(founder);
    await startTimer(host);
    await stream.waitUntil('the timer', (happenings) => happenings.length === 1);
    world.expel(founder);
    world.revocations.participationChanged(world.workshop, founder.actor.id);
    expect(await stream.ended).toBe('you are not in this workshop');
    await startTimer(host);
    expect(stream.happenings).toHaveLength(1);
  });

  test('ends when the session ends', async () => {
    const stream = await follow(circles.people.founder, '&session=one');
    const other = await follow(circles.people.founder, '&session=two');
    await startTimer(circles.people.host);
    await stream.waitUntil('the timer', (happenings) => happenings.length === 1);
    world.endSession('one');
    expect(await stream.ended).toBe('sign in first');
    await startTimer(circles.people.host);
    await other.waitUntil('both timers', (happenings) => happenings.length === 2);
  });

  test('ends without a reason when the server drains, and closes its connection', async () => {
    const stream = await follow(circles.people.founder);
    expect(stream.headers.get('connection')).toBe('close');
    world.subscriptions.drain();
    expect(await stream.ended).toBeUndefined();
  });

  test('is limited to 20 streams of a person, opened at once or not, until one of them ends', async () => {
    const { founder } = circles.people;
    const opened = await Promise.all(Array.from({ length: 25 }, () => follow(founder)));
    const accepted = opened.filter(({ status }) => status === 200);
    expect(accepted).toHaveLength(20);
    expect(new Set(opened.map(({ status }) => status))).toEqual(new Set([200, 429]));
    accepted[0]?.breakOff();
    await expect.poll(async () => (await follow(founder)).status).toBe(200);
  });
});

describe('an export', () => {
  test('describes happenings in the reader’s language, without formulas for spreadsheets', async () => {
    const { founder, host } = circles.people;
    const window = await enter(founder);
    const stream = await follow(host);
    writeNote(window.doc, founder.actor.id, 'evil', '=1+1');
    await stream.waitUntil('the note', (happenings) => happenings.length === 1);
    const csv = await fetch(world.activityOf(host, '.csv', '&language=en'));
    expect(csv.headers.get('content-disposition')).toContain('activity.csv');
    const rows: string[][] = parse(await csv.text(), { bom: true });
    expect(rows[0]).toEqual(['Time', 'Person', 'Organisation', 'Kind', 'What happened', 'Code', 'Id']);
    expect(rows[1]?.slice(1, 6)).toEqual(['Åsa', 'Ö', 'Writing', 'Added the note “=1+1”', 'card.created']);
    const exported = await fetchJson(world.activityOf(host, '.json', '&language=sv'), ActivityExport);
    expect(exported).toMatchObject({
      cut: false,
      happenings: [{ sentence: 'Lade till lappen ”=1+1”', person: 'Åsa' }],
    });
  });

  test('names neither deleted cards nor people who have left', async () => {
    const { founder, host } = circles.people;
    const window = await enter(founder);
    const stream = await follow(host);
    writeNote(window.doc, founder.actor.id, 'short', 'lived');
    await stream.waitUntil('the note', (happenings) => happenings.length === 1);
    const [id] = [...cardsOf(window.doc)].filter(([, card]) => card.get('kind') === 'note').map(([key]) => key);
    if (id) cardsOf(window.doc).delete(id);
    await stream.waitUntil('its end', (happenings) => happenings.length === 2);
    await world.commandExecutor.executeAsSystem(world.workshop, 'roster.remove', { person: founder.actor.id });
    const exported = await fetchJson(world.activityOf(host, '.json', '&language=en&kind=writing'), ActivityExport);
    expect(exported.happenings.map(({ sentence, person }) => [sentence, person])).toEqual([
      ['Deleted a note', 'Somebody who has left'],
      ['Added a note that is gone', 'Somebody who has left'],
    ]);
  });
});
