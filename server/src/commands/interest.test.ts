import { randomUUID } from 'node:crypto';
import { RivalsResponse } from '@brygga/shared/api/vault';
import type { CommandInput, CommandName } from '@brygga/shared/commands/index';
import { putCard } from '@brygga/shared/document/cards/index';
import { boardCircle, type Circle, circleName, facilitatorsCircle, vaultCircle } from '@brygga/shared/document/circles';
import { NeedId, newId } from '@brygga/shared/ids';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Membership } from '../sync/access/membership.ts';
import type { Journal, JournalRow } from '../storage/contract.ts';
import { documentName } from '../storage/documentName.ts';
import { type TestCircles, openTestCircles, organisationOf } from '../sync/testing/circles.ts';
import { connect, type TestClient } from '../sync/testing/testClient.ts';
import { makeMembership, openSyncWorld, type SyncWorld } from '../sync/testing/syncWorld.ts';

let world: SyncWorld;
let circles: TestCircles;
let third: Membership;
let rows: JournalRow[];
const clients: TestClient[] = [];

const watched = (journal: Journal): Journal => ({
  ...journal,
  append(...together) {
    rows.push(...together);
    return journal.append(...together);
  },
});

const listed = async ({ identity }: Membership) => {
  const { id: person, name, organisation, role, kind, organisationName } = identity;
  const organisationListed = { kind, name: organisationName, country: 'SE' } as const;
  const listing = { person, name, organisation, role, organisationListed };
  await world.asker.executeAsSystem(world.workshop, 'roster.list', listing);
};

beforeEach(async () => {
  rows = [];
  world = await openSyncWorld(watched);
  circles = await openTestCircles(world);
  third = world.admit(makeMembership());
  await listed(third);
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
  return answered.body;
};

const ownOf = (membership: Membership): Circle => ({ is: 'company', id: organisationOf(membership) });

/** A window, and every byte that has come to it. */
const listen = async (membership: Membership, circle: Circle = boardCircle) => {
  const client = connect(world.urlOf(membership, '&notices', circle));
  clients.push(client);
  const heard: Buffer[] = [];
  client.socket.on('message', (data: Buffer) => void heard.push(Buffer.from(data)));
  await client.synced;
  return { client, heard: () => Buffer.concat(heard).toString('latin1') };
};

const answerTo = async (membership: Membership, circle: Circle): Promise<'open' | number> => {
  const client = connect(world.urlOf(membership, '&notices', circle));
  clients.push(client);
  return Promise.race([client.synced.then(() => 'open' as const), client.closed]);
};

const onDisk = async (circle: Circle): Promise<string> => {
  const { snapshot, updates } = await world.journal.load(documentName(world.workshop, circle));
  return Buffer.concat([snapshot ?? new Uint8Array(), ...updates]).toString('latin1');
};

/** What the rows of a document say beside what they change in it. */
const wordsOf = (circle: Circle): string =>
  JSON.stringify(
    rows
      .filter(({ document }) => document === documentName(world.workshop, circle))
      .map(({ update: _update, ...words }) => words),
  );

const startTimer = () => ask(circles.people.host, 'timer.start', { seconds: 60 });

/** Every circle that somebody may enter who is told of no interest, with somebody who is in it. */
const elsewhere = (): readonly (readonly [Membership, Circle])[] => {
  const { rival, mayor, host, observer, founder } = circles.people;
  return [
    ...[rival, third, mayor, host, observer].map((each) => [each, boardCircle] as const),
    [rival, ownOf(rival)],
    [third, ownOf(third)],
    [mayor, circles.city],
    [host, facilitatorsCircle],
    [founder, circles.room],
  ];
};

describe('an interest that is not returned', () => {
  const showSecretly = () => {
    const { founder, rival } = circles.people;
    const to = { organisation: organisationOf(rival) };
    return ask(founder, 'interest.show', { to, level: 'join', note: 'SECRET-SAILS' });
  };

  test('comes to the company’s own windows, and as not a byte to any other', async () => {
    const ours = await listen(circles.people.founder, ownOf(circles.people.founder));
    const windows = await Promise.all(elsewhere().map(([who, circle]) => listen(who, circle)));
    await showSecretly();
    await ours.client.waitUntil('the interest', () => ours.client.doc.getMap('interests').size === 1);
    // Something on the board behind it: whatever were to come before it has come.
    await startTimer();
    const [onBoard] = windows;
    await onBoard?.client.waitUntil('the timer', () => onBoard.client.doc.getMap('session').has('timer'));
    for (const { heard, client } of windows) {
      expect(heard()).not.toContain('SECRET-SAILS');
      expect(client.doc.getMap('matches').size).toBe(0);
    }
    for (const [who, circle] of elsewhere()) {
      expect((await listen(who, circle)).heard()).not.toContain('SECRET-SAILS');
    }
  });

  test('lies on disk in the vault and with the company itself, and in no other row', async () => {
    const { founder, rival } = circles.people;
    await showSecretly();
    for (const circle of [vaultCircle, ownOf(founder)]) expect(await onDisk(circle)).toContain('SECRET-SAILS');
    for (const [, circle] of elsewhere()) expect(await onDisk(circle)).not.toContain('SECRET-SAILS');
    for (const circle of [vaultCircle, boardCircle]) {
      expect(wordsOf(circle)).not.toContain('SECRET-SAILS');
      expect(wordsOf(circle)).not.toContain(organisationOf(rival));
    }
  });

  test('is in nobody’s activity but the company’s own', async () => {
    const { founder } = circles.people;
    await showSecretly();
    const told = async (who: Membership, circle: Circle) => {
      const query = circle.is === 'board' ? '' : `&circle=${circleName(circle)}`;
      const answers = ['', '.json', '.csv'].map(async (kind) => {
        const response = await fetch(world.activityOf(who, kind, `&language=en${query}`));
        return { status: response.status, text: await response.text() };
      });
      return Promise.all(answers);
    };
    for (const [who, circle] of elsewhere()) {
      for (const { text } of await told(who, circle)) expect(text).not.toContain('interest.shown');
    }
    for (const { text } of await told(founder, ownOf(founder))) {
      expect(text).toMatch(/interest\.shown/);
      expect(text).not.toContain('SECRET-SAILS');
    }
    for (const who of [...Object.values(circles.people), third]) {
      for (const { status } of await told(who, vaultCircle)) expect(status).toBe(403);
    }
    for (const { status } of await told(circles.people.host, ownOf(founder))) expect(status).toBe(403);
  });

  test('is answered like one that is returned', async () => {
    const { founder, rival } = circles.people;
    const alone = await showSecretly();
    await ask(founder, 'interest.withdraw', { to: { organisation: organisationOf(rival) } });
    await ask(rival, 'interest.show', { to: { organisation: organisationOf(founder) }, level: 'talk' });
    const returned = await showSecretly();
    const shape = (body: object) => [Object.keys(body), Object.keys(Object(Reflect.get(body, 'circles')))];
    expect(shape(returned)).toEqual(shape(alone));
    expect(shape(alone)).toEqual([
      ['decided', 'circles'],
      [circleName({ is: 'company', id: organisationOf(founder) })],
    ]);
  });
});

test('interests that meet are told to both, each in its own circle, and to nobody else', async () => {
  const { founder, rival } = circles.people;
  const [ours, theirs] = [await listen(founder, ownOf(founder)), await listen(rival, ownOf(rival))];
  const windows = await Promise.all(
    elsewhere()
      .filter(([who, circle]) => who !== rival || circle.is === 'board')
      .map(([who, circle]) => listen(who, circle)),
  );
  await ask(founder, 'interest.show', {
    to: { organisation: organisationOf(rival) },
    level: 'join',
    note: 'WE-NEED-PUMPS',
  });
  await ask(rival, 'interest.show', {
    to: { organisation: organisationOf(founder) },
    level: 'lead',
    note: 'WE-HAVE-PUMPS',
  });
  await ours.client.waitUntil('the match', () => ours.client.doc.getMap('matches').size === 1);
  await theirs.client.waitUntil('the match', () => theirs.client.doc.getMap('matches').size === 1);
  expect(ours.heard()).toContain('WE-HAVE-PUMPS');
  expect(theirs.heard()).toContain('WE-NEED-PUMPS');
  await startTimer();
  const [onBoard] = windows;
  await onBoard?.client.waitUntil('the timer', () => onBoard.client.doc.getMap('session').has('timer'));
  for (const { heard } of windows) {
    expect(heard()).not.toContain('WE-NEED-PUMPS');
    expect(heard()).not.toContain('WE-HAVE-PUMPS');
  }
  const confidence = await world.secrets.relationsIn(world.workshop);
  expect(confidence.isMutual(organisationOf(founder), organisationOf(rival))).toBe(true);
  expect(confidence.isMutual(organisationOf(rival), organisationOf(founder))).toBe(true);
  expect(confidence.isMutual(organisationOf(founder), organisationOf(third))).toBe(false);
});

test('two that show interest at the same moment both hear of it, once', async () => {
  const { founder, rival } = circles.people;
  await Promise.all([
    ask(founder, 'interest.show', { to: { organisation: organisationOf(rival) }, level: 'talk' }),
    ask(rival, 'interest.show', { to: { organisation: organisationOf(founder) }, level: 'talk' }),
  ]);
  for (const who of [founder, rival]) {
    const { client } = await listen(who, ownOf(who));
    expect(client.doc.getMap('matches').size).toBe(1);
    const told = rows.filter(({ document, facts }) => {
      const names = facts?.map((it): unknown => Reflect.get(it, 'fact')) ?? [];
      return document === documentName(world.workshop, ownOf(who)) && names.includes('match.made');
    });
    expect(told).toHaveLength(1);
  }
});

describe('the vault', () => {
  test('opens to nobody, before there is anything in it and after', async () => {
    const { founder, rival } = circles.people;
    const everybody = [...Object.values(circles.people), third];
    for (const who of everybody) expect(await answerTo(who, vaultCircle)).toBe(4403);
    await ask(founder, 'rival.declare', { rival: organisationOf(rival) });
    for (const who of everybody) expect(await answerTo(who, vaultCircle)).toBe(4403);
  });

  test('is left by its own company’s circle, which opens to its own people alone', async () => {
    const { founder, rival, mayor, host, observer } = circles.people;
    const asked = await Promise.all(
      [founder, rival, third, mayor, host, observer].map((each) => answerTo(each, ownOf(founder))),
    );
    expect(asked).toEqual(['open', 4403, 4403, 4403, 4403, 4403]);
    // A city has no such circle.
    expect(await answerTo(host, { is: 'company', id: organisationOf(mayor) })).toBe(4404);
  });
});

describe('whom a company keeps apart from', () => {
  const rivalsOf = (who: Membership, whose: Membership) =>
    fetch(world.addressOf(who, `companies/${organisationOf(whose)}/rivals`));

  test('is read by its own people, and by no facilitator', async () => {
    const { founder, rival, mayor, host, observer } = circles.people;
    await ask(founder, 'rival.declare', { rival: organisationOf(rival) });
    const own = await rivalsOf(founder, founder);
    expect(RivalsResponse.parse(await own.json()).rivals).toMatchObject([{ company: organisationOf(rival) }]);
    for (const who of [rival, third, mayor, host, observer]) {
      const answer = await rivalsOf(who, founder);
      expect(answer.status).toBe(403);
      expect(await answer.text()).not.toContain(organisationOf(rival));
    }
    expect((await rivalsOf(makeMembership(), founder)).status).toBe(404);
    expect(RivalsResponse.parse(await (await rivalsOf(rival, rival)).json()).rivals).toEqual([]);

    await ask(founder, 'rival.withdraw', { rival: organisationOf(rival) });
    expect(RivalsResponse.parse(await (await rivalsOf(founder, founder)).json()).rivals).toEqual([]);
  });

  test('lies in the vault and in no other document, row or activity', async () => {
    const { founder, rival, host } = circles.people;
    await ask(founder, 'rival.declare', { rival: organisationOf(rival) });
    expect(await onDisk(vaultCircle)).toContain(organisationOf(rival));
    for (const circle of [ownOf(founder), ownOf(rival), facilitatorsCircle, circles.city, circles.room]) {
      expect(await onDisk(circle)).toBe('');
    }
    for (const circle of [boardCircle, vaultCircle]) expect(wordsOf(circle)).not.toContain('rival.');
    expect(await (await fetch(world.activityOf(host))).text()).not.toContain('rival.');
  });

  test('is heeded both ways by whoever reckons on the server', async () => {
    const { founder, rival } = circles.people;
    const pairs = async () => {
      const { areRivals } = await world.secrets.relationsIn(world.workshop);
      const [a, b, c] = [founder, rival, third].map(organisationOf);
      return a && b && c ? [areRivals(a, b), areRivals(b, a), areRivals(a, c)] : [];
    };
    expect(await pairs()).toEqual([false, false, false]);
    await ask(founder, 'rival.declare', { rival: organisationOf(rival) });
    expect(await pairs()).toEqual([true, true, false]);
  });

  test('shows when one of them asks for a seat to the member that keeps apart alone, and not in the answer', async () => {
    const { founder, rival } = circles.people;
    const { challenge, consortium } = circles;
    const need = newId(NeedId);
    await world.rooms.use(world.workshop, (room) =>
      room.change({
        by: 'system',
        write: (doc) =>
          putCard(doc, challenge, {
            kind: 'challenge',
            city: organisationOf(circles.people.mayor),
            title: 'Shade',
            sector: 'waste',
            needs: { [need]: { capability: 'heat_shade', importance: 'must' } },
            x: 0,
            y: 0,
            w: 400,
            h: 300,
            order: 'a0',
            createdBy: founder.actor.id,
            createdAt: 0,
          }),
      }),
    );
    await ask(founder, 'rival.declare', { rival: organisationOf(rival) });
    const ours = await listen(founder, ownOf(founder));
    const others = await Promise.all([listen(rival), listen(rival, ownOf(rival)), listen(third, ownOf(third))]);
    const answered = await ask(rival, 'seat.take', { consortium, need });

    await ours.client.waitUntil('the warning', () => ours.client.doc.getMap('warnings').size === 1);
    expect(Object.values(ours.client.doc.getMap('warnings').toJSON())).toMatchObject([
      { rival: organisationOf(rival), consortium },
    ]);
    expect(Object.keys(answered)).toEqual(['seat', 'decided']);
    for (const { client } of others) expect(client.doc.getMap('warnings').size).toBe(0);
    expect(await onDisk(ownOf(rival))).toBe('');
    expect(wordsOf(boardCircle)).not.toContain('rival.neared');
  });
});
