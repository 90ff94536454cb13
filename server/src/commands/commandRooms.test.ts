import { randomUUID } from 'node:crypto';
import { boardOf, decidedOf } from '@brygga/shared/agreements/board';
import type { CommandInput, CommandName } from '@brygga/shared/commands/index';
import { cardsOf, putCard } from '@brygga/shared/document/cards/index';
import { boardCircle, type Circle, facilitatorsCircle, vaultCircle } from '@brygga/shared/document/circles';
import { CardId, NeedId, newId, RecordId } from '@brygga/shared/ids';
import * as Y from 'yjs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Membership } from '../sync/access/membership.ts';
import { type Journal, type JournalRow, StorageError } from '../storage/contract.ts';
import { documentName } from '../storage/documentName.ts';
import { replayDocument } from '../sync/room/replayDocument.ts';
import { withCommandRooms } from './commandRooms.ts';
import { makeMembership, openSyncWorld, type SyncWorld } from '../sync/testing/syncWorld.ts';

let world: SyncWorld;
/** The rows of each append. */
let appended: (readonly JournalRow[])[];
let failing: boolean;
const mayor = makeMembership('participant', 'city');
const company = makeMembership();
const city: Circle = { is: 'city', id: mayor.identity.organisation };
const challenge = newId(CardId);

const watchAppends = (journal: Journal): Journal => ({
  ...journal,
  append(...rows) {
    if (failing) return Promise.reject(new StorageError('disk full'));
    appended.push(rows);
    return journal.append(...rows);
  },
});

const putDraft = (doc: Y.Doc) =>
  putCard(doc, challenge, {
    kind: 'challenge',
    title: 'Cool schoolyards',
    brief: 'word '.repeat(60),
    beneficiaries: 'Pupils',
    tried: 'A quarrel with the roofers',
    heldBack: ['tried'],
    city: mayor.identity.organisation,
    sector: 'adaptation_water',
    baseline: { value: 50, unit: '°C', year: 2024 },
    target: { value: 38, unit: '°C', year: 2099 },
    decisionMaker: 'Head of schools',
    procurement: 'dialogue',
    needs: { [newId(NeedId)]: { capability: 'heat_shade', importance: 'must' } },
    criteria: { [newId(RecordId)]: { text: 'Cooler', weight: 100 } },
    x: 0,
    y: 0,
    w: 320,
    h: 240,
    order: 'a0',
    createdBy: mayor.actor.id,
    createdAt: 0,
  });

beforeEach(async () => {
  appended = [];
  failing = false;
  world = await openSyncWorld(watchAppends);
  for (const membership of [mayor, company]) world.admit(membership);
  await world.rooms.create(documentName(world.workshop, city), putDraft);
  const { id: person, name, organisation, role, kind, organisationName } = mayor.identity;
  const organisationListed = { kind, name: organisationName, country: 'SE' } as const;
  const listed = { person, name, organisation, role, organisationListed };
  await world.commandExecutor.executeAsSystem(world.workshop, 'roster.list', listed);
  appended = [];
});
afterEach(() => world.close());

const execute = <Name extends CommandName>(
  by: Membership,
  name: Name,
  raw: CommandInput<Name>,
  key: string = randomUUID(),
) => world.commandExecutor.execute({ workshop: world.workshop, name, raw, actor: by.actor, key });

const inRoom = <Read>(circle: Circle, read: (doc: Y.Doc) => Read): Promise<Read> =>
  world.rooms.use(documentName(world.workshop, circle), (room) => Promise.resolve(read(room.doc)));

const onDisk = async (circle: Circle): Promise<Y.Doc> =>
  replayDocument(await world.journal.load(documentName(world.workshop, circle)));

const readyToPublish = async () => {
  await execute(mayor, 'challenge.status', { challenge, to: 'scoping' });
  await execute(mayor, 'challenge.confirm', { challenge });
};

describe('a command over two circles', () => {
  test('P9: writes both rows in one append, each with the facts of its own circle', async () => {
    await readyToPublish();
    const response = await execute(mayor, 'challenge.status', { challenge, to: 'call' });

    expect(response.status).toBe(200);
    const rows = appended.at(-1) ?? [];
    expect(rows.map(({ document }) => document)).toEqual([world.workshop, documentName(world.workshop, city)]);
    expect(rows.map(({ facts }) => facts?.map((fact) => Reflect.get(fact, 'fact')))).toEqual([
      ['challenge.published'],
      ['challenge.moved', 'challenge.published'],
    ]);
    expect(rows[0]?.commandResponse?.status).toBe(200);
    expect(boardOf(await onDisk({ is: 'board' })).challenge(challenge)?.title).toBe('Cool schoolyards');
    expect(boardOf(await onDisk(city), 'city').challengeAgreement(challenge)?.status).toBe('call');
  });

  test('returns the counters from which on each document shows it', async () => {
    await readyToPublish();
    const before = await inRoom(city, decidedOf);
    const { body } = await execute(mayor, 'challenge.status', { challenge, to: 'call' });

    expect(body).toMatchObject({
      decided: await inRoom({ is: 'board' }, decidedOf),
      circles: { [`city-${mayor.identity.organisation}`]: before + 1 },
    });
  });

  test('P1: changes neither document if the append fails', async () => {
    await readyToPublish();
    failing = true;
    expect((await execute(mayor, 'challenge.status', { challenge, to: 'call' })).status).toBe(503);
    failing = false;

    expect(await inRoom({ is: 'board' }, (doc) => cardsOf(doc).has(challenge))).toBe(false);
    expect(await inRoom(city, (doc) => boardOf(doc, 'city').challengeAgreement(challenge)?.status)).toBe('scoping');
    expect((await execute(mayor, 'challenge.status', { challenge, to: 'call' })).status).toBe(200);
  });

  test('P2: is decided once for two colleagues who press at the same moment', async () => {
    await readyToPublish();
    const press = () => execute(mayor, 'challenge.status', { challenge, from: 'scoping', to: 'call' });
    const answers = await Promise.all([press(), press()]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('P9: leaves the board’s document as it is where only the other circle changes', async () => {
    const before = Y.encodeStateAsUpdate(await onDisk({ is: 'board' }));
    await readyToPublish();
    const rows = appended.flat().filter(({ document }) => document === world.workshop);

    expect(Y.encodeStateAsUpdate(await onDisk({ is: 'board' }))).toEqual(before);
    expect(rows.flatMap(({ facts }) => facts ?? [])).toEqual([]);
  });

  test('P9: leaves held-back fields out of the board’s row', async () => {
    await readyToPublish();
    await execute(mayor, 'challenge.status', { challenge, to: 'call' });
    const bytes = appended
      .flat()
      .filter(({ document }) => document === world.workshop)
      .map(({ update }) => Buffer.from(update).toString('latin1'))
      .join('');

    expect(bytes).toContain('Cool schoolyards');
    expect(bytes).not.toContain('roofers');
  });

  test('opens no circle for a person without the right to the command', async () => {
    const response = await execute(company, 'challenge.status', {
      challenge,
      to: 'call',
      city: mayor.identity.organisation,
    });

    expect(response).toMatchObject({ status: 403, body: { code: 'not-your-city' } });
    expect(await inRoom({ is: 'board' }, (doc) => cardsOf(doc).has(challenge))).toBe(false);
  });
});

test('circles that are needed only after others were opened are open before anything is decided', async () => {
  let calls = 0;
  // A room is opened between the calls, and the board may have changed meanwhile.
  const neededCircles = () => ((calls += 1) === 1 ? [vaultCircle] : [vaultCircle, facilitatorsCircle]);
  const opened = await withCommandRooms(world.rooms, world.workshop, neededCircles, ({ room }) =>
    Promise.resolve([boardCircle, vaultCircle, facilitatorsCircle].map((circle) => room(circle).document)),
  );
  expect(opened).toEqual(
    [boardCircle, vaultCircle, facilitatorsCircle].map((circle) => documentName(world.workshop, circle)),
  );
});
