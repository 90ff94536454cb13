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

// The timer that looks at rights again stands still: what ends here ends by push.
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

const ask = <Schema extends z.ZodType>(url: string, schema: Schema): Promise<z.output<Schema>> =>
  fetch(url).then(async (response) => {
    expect(response.status).toBe(200);
    return schema.parse(await response.json());
  });

const list = async (as: Membership, query = ''): Promise<readonly Happening[]> =>
  (await ask(world.activityOf(as, '', query), ActivityPage)).happenings;

const follow = async (as: Membership, query = '', lastEventId?: string): Promise<TestStream> => {
  const stream = await openActivityStream(world.activityOf(as, '/live', query), lastEventId);
  streams.push(stream);
  return stream;
};

const whatIn = (happenings: readonly Happening[]) => happenings.map(({ what }) => what);
const inCity = () => `&circle=${circles.city.is === 'city' ? circleName(circles.city) : ''}`;

const writeDraft = (client: TestClient, mayor: Membership, title: string): CardId => {
  const id = newId(CardId);
  const place = { x: 0, y: 0, w: 320, h: 240, order: 'a0', createdBy: mayor.actor.id, createdAt: 1 };
  const words = { title, brief: '', outcome: '', sector: 'waste' as const, needs: {} };
  putCard(client.doc, id, { kind: 'challenge', city: organisationOf(mayor), ...words, ...place });
  return id;
};

const startTimer = async (as: Membership): Promise<void> => {
  const asked = { workshop: world.workshop, raw: { seconds: 60 }, actor: as.actor, key: crypto.randomUUID() };
  expect((await world.commandExecutor.execute({ ...asked, name: 'timer.start' })).status).toBe(200);
};

describe('what is told', () => {
  test('is what people wrote and what was settled, the newest first, by ids alone', async () => {
    const { founder, host } = circles.people;
    const window = await enter(founder);
    const stream = await follow(host);
    writeNote(window.doc, founder.actor.id, 'news', 'very secret words');
    await stream.until('the note', (told) => told.length === 1);
    await startTimer(host);
    await stream.until('the timer', (told) => told.length === 2);
    const [timer, note] = await list(host);
    expect(timer).toMatchObject({ what: 'timer.changed', kind: 'session', by: host.actor.id });
    expect(note).toMatchObject({ what: 'card.created', kind: 'writing', by: founder.actor.id });
    const [id] = [...cardsOf(window.doc)].filter(([, card]) => card.get('kind') === 'note').map(([key]) => key);
    expect(note?.about).toEqual({ card: id, kind: 'note' });
    expect(stream.wire).not.toContain('secret');
    expect(stream.happenings).toEqual([note, timer]);
  });

  test('comes in pages, which together are all of it once, whatever happens in between', async () => {
    const { founder, host } = circles.people;
    const window = await enter(founder);
    const stream = await follow(host);
    for (let each = 0; each < 7; each += 1) writeNote(window.doc, founder.actor.id, `note${each}`, '');
    await stream.until('the notes', (told) => told.length === 7);
    const told: Happening[] = [];
    let before: string | undefined;
    do {
      const page = await ask(
        world.activityOf(host, '', `&most=2${before === undefined ? '' : `&before=${before}`}`),
        ActivityPage,
      );
      told.push(...page.happenings);
      before = page.older;
      if (told.length === 2) writeNote(window.doc, founder.actor.id, 'late', '');
    } while (before !== undefined);
    expect(told).toEqual([...stream.happenings.slice(0, 7)].reverse());
  });

  test('is looked for by person, organisation, kind, card and time', async () => {
    const { founder, rival, host } = circles.people;
    const [one, other] = [await enter(founder), await enter(rival)];
    const stream = await follow(host);
    writeNote(one.doc, founder.actor.id, 'one', '');
    writeNote(other.doc, rival.actor.id, 'other', '');
    await stream.until('the notes', (told) => told.length === 2);
    await startTimer(host);
    await stream.until('the timer', (told) => told.length === 3);
    const by = ({ actor }: Membership) => stream.happenings.find((happening) => happening.by === actor.id);
    const [first, second, timer] = [by(founder), by(rival), by(host)];
    expect(await list(host, `&person=${founder.actor.id}`)).toEqual([first]);
    expect(await list(host, `&organisation=${organisationOf(rival)}&kind=writing`)).toEqual([second]);
    expect(await list(host, '&kind=session')).toEqual([timer]);
    expect(await list(host, `&card=${first?.about.card ?? ''}`)).toEqual([first]);
    expect(await list(host, `&from=${(timer?.at ?? 0) + 1}`)).toEqual([]);
    expect(whatIn(await list(host, `&until=${first?.at ?? 0}`))).not.toContain('timer.changed');
    expect((await fetch(world.activityOf(host, '', '&kind=nonsense'))).status).toBe(422);
  });
});

describe('what is written in a city’s circle', () => {
  test('is told to its people and facilitators, and no byte of it to anybody else', async () => {
    const { mayor, host, rival } = circles.people;
    const [open, closed] = [await follow(rival), await follow(mayor, inCity())];
    const desk = await enter(mayor, circles.city);
    const draft = writeDraft(desk, mayor, 'A plan that nobody may know');
    await closed.until('the draft', (told) => told.length === 1);
    expect(await list(host, inCity())).toEqual(closed.happenings);
    expect(closed.happenings[0]).toMatchObject({ what: 'card.created', about: { card: draft, kind: 'challenge' } });
    // Something on the board, behind it: whatever were to come before it has come.
    await startTimer(host);
    await open.until('the timer', (told) => told.length === 1);
    const board = await fetch(world.activityOf(rival)).then((response) => response.text());
    for (const seen of [open.wire, board]) {
      expect(seen).not.toContain(draft);
      expect(seen).not.toContain('nobody may know');
    }
    for (const path of ['', '/live', '.csv', '.json']) {
      expect((await fetch(world.activityOf(rival, path, inCity()))).status).toBe(403);
    }
  });

  test('is none of a stranger’s business, not even that there is such a city', async () => {
    const stranger = { ...circles.people.rival };
    world.expel(stranger);
    for (const query of ['', inCity(), '&circle=city-nonsense000000']) {
      expect((await fetch(world.activityOf(stranger, '', query))).status).toBe(404);
      expect((await fetch(world.activityOf(stranger, '/live', query))).status).toBe(404);
    }
  });
});

describe('following', () => {
  test('goes on where it broke off, with nothing left out and nothing twice', async () => {
    const { founder, host } = circles.people;
    const window = await enter(founder);
    const first = await follow(host);
    writeNote(window.doc, founder.actor.id, 'a', '');
    await first.until('a note', (told) => told.length === 1);
    first.breakOff();
    writeNote(window.doc, founder.actor.id, 'b', '');
    writeNote(window.doc, founder.actor.id, 'c', '');
    const again = await follow(host, '&after=0.0', first.happenings[0]?.id);
    await again.until('the others', (told) => told.length === 2);
    writeNote(window.doc, founder.actor.id, 'd', '');
    await again.until('the last', (told) => told.length === 3);
    const whole = (await list(host, '&kind=writing')).slice(0, 4).reverse();
    expect([...first.happenings, ...again.happenings]).toEqual(whole);
  });

  test('begins behind a list that was read before, however much has happened since', async () => {
    const { founder, host } = circles.people;
    const window = await enter(founder);
    const { newest } = await ask(world.activityOf(host), ActivityPage);
    const cards = Array.from({ length: 300 }, (_, index) => `n${index}`);
    window.doc.transact(() => cards.forEach((name) => writeNote(window.doc, founder.actor.id, name, '')));
    const stream = await follow(host, `&after=${newest ?? ''}`);
    await stream.until('all of them', (told) => told.length === cards.length);
    expect(new Set(stream.happenings.map(({ id }) => id)).size).toBe(cards.length);
  });

  test('ends when the place in the workshop does, and says why', async () => {
    const { founder, host } = circles.people;
    const stream = await follow(founder);
    await startTimer(host);
    await stream.until('the timer', (told) => told.length === 1);
    world.expel(founder);
    world.revocations.participationChanged(world.workshop, founder.actor.id);
    expect(await stream.ended).toBe('you are not in this workshop');
    await startTimer(host);
    expect(stream.happenings).toHaveLength(1);
  });

  test('ends with the session', async () => {
    const stream = await follow(circles.people.founder, '&session=one');
    const other = await follow(circles.people.founder, '&session=two');
    await startTimer(circles.people.host);
    await stream.until('the timer', (told) => told.length === 1);
    world.endSession('one');
    expect(await stream.ended).toBe('sign in first');
    await startTimer(circles.people.host);
    await other.until('both timers', (told) => told.length === 2);
  });

  test('ends when the server drains, without a reason, and leaves no connection behind to wait for', async () => {
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
  test('tells it in words, in the reader’s language, and a spreadsheet runs none of them', async () => {
    const { founder, host } = circles.people;
    const window = await enter(founder);
    const stream = await follow(host);
    writeNote(window.doc, founder.actor.id, 'evil', '=1+1');
    await stream.until('the note', (told) => told.length === 1);
    const csv = await fetch(world.activityOf(host, '.csv', '&language=en'));
    expect(csv.headers.get('content-disposition')).toContain('activity.csv');
    const rows: string[][] = parse(await csv.text(), { bom: true });
    expect(rows[0]).toEqual(['Time', 'Person', 'Organisation', 'Kind', 'What happened', 'Code', 'Id']);
    expect(rows[1]?.slice(1, 6)).toEqual(['Åsa', 'Ö', 'Writing', 'Added the note “=1+1”', 'card.created']);
    const told = await ask(world.activityOf(host, '.json', '&language=sv'), ActivityExport);
    expect(told).toMatchObject({ cut: false, happenings: [{ sentence: 'Lade till lappen ”=1+1”', person: 'Åsa' }] });
  });

  test('of what is gone says that it is gone, and of who has left no name', async () => {
    const { founder, host } = circles.people;
    const window = await enter(founder);
    const stream = await follow(host);
    writeNote(window.doc, founder.actor.id, 'short', 'lived');
    await stream.until('the note', (told) => told.length === 1);
    const [id] = [...cardsOf(window.doc)].filter(([, card]) => card.get('kind') === 'note').map(([key]) => key);
    if (id) cardsOf(window.doc).delete(id);
    await stream.until('its end', (told) => told.length === 2);
    await world.commandExecutor.executeAsSystem(world.workshop, 'roster.remove', { person: founder.actor.id });
    const told = await ask(world.activityOf(host, '.json', '&language=en&kind=writing'), ActivityExport);
    expect(told.happenings.map(({ sentence, person }) => [sentence, person])).toEqual([
      ['Deleted a note', 'Somebody who has left'],
      ['Added a note that is gone', 'Somebody who has left'],
    ]);
  });
});
