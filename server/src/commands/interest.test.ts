import { RivalsResponse } from '@brygga/shared/api/vault';
import { putCard } from '@brygga/shared/document/cards/index';
import { boardCircle, type Circle, circleName, facilitatorsCircle, vaultCircle } from '@brygga/shared/document/circles';
import { NeedId, newId } from '@brygga/shared/ids';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Membership } from '../sync/access/membership.ts';
import { documentName } from '../storage/documentName.ts';
import { organisationOf, type TestCircles } from '../sync/testing/circles.ts';
import { makeMembership, type SyncWorld } from '../sync/testing/syncWorld.ts';
import { setUpCommandWorld } from './testing/commandWorld.ts';

const commandWorld = setUpCommandWorld();
const { run, listen, connectTo, enrol, rows, storedText } = commandWorld;
let world: SyncWorld;
let circles: TestCircles;
beforeEach(() => {
  ({ world, circles } = commandWorld);
});

let third: Membership;
beforeEach(async () => {
  third = await enrol(makeMembership());
});

const ownOf = (membership: Membership): Circle => ({ is: 'company', id: organisationOf(membership) });

const answerTo = async (membership: Membership, circle: Circle): Promise<'open' | number> => {
  const client = connectTo(membership, circle);
  return Promise.race([client.synced.then(() => 'open' as const), client.closed]);
};

/** A document's rows without their updates. */
const rowTextOf = (circle: Circle): string =>
  JSON.stringify(
    rows
      .filter(({ document }) => document === documentName(world.workshop, circle))
      .map(({ update: _update, ...fields }) => fields),
  );

const startTimer = () => run(circles.people.host, 'timer.start', { seconds: 60 });

/** Every circle that must learn of no interest, with a person who may enter it. */
const otherCircles = (): readonly (readonly [Membership, Circle])[] => {
  const { rival, mayor, host, observer, founder } = circles.people;
  return [
    ...[rival, third, mayor, host, observer].map((each) => [each, boardCircle] as const),
    [rival, ownOf(rival)],
    [third, ownOf(third)],
    [mayor, circles.city],
    [host, facilitatorsCircle],
    [founder, circles.workspace],
  ];
};

describe('an interest that is not returned', () => {
  const showSecretly = () => {
    const { founder, rival } = circles.people;
    const to = { organisation: organisationOf(rival) };
    return run(founder, 'interest.show', { to, level: 'join', note: 'SECRET-SAILS' });
  };

  test('P9: reaches the company’s own circle alone', async () => {
    const ours = await listen(circles.people.founder, ownOf(circles.people.founder));
    const windows = await Promise.all(otherCircles().map(([who, circle]) => listen(who, circle)));
    await showSecretly();
    await ours.client.waitUntil('the interest', () => ours.client.doc.getMap('interests').size === 1);
    // A later message on the board: anything sent before it has arrived then.
    await startTimer();
    const [onBoard] = windows;
    await onBoard?.client.waitUntil('the timer', () => onBoard.client.doc.getMap('session').has('timer'));
    for (const { received, client } of windows) {
      expect(received()).not.toContain('SECRET-SAILS');
      expect(client.doc.getMap('matches').size).toBe(0);
    }
    for (const [who, circle] of otherCircles()) {
      expect((await listen(who, circle)).received()).not.toContain('SECRET-SAILS');
    }
  });

  test('P9: is stored in the vault and the company’s own circle alone', async () => {
    const { founder, rival } = circles.people;
    await showSecretly();
    for (const circle of [vaultCircle, ownOf(founder)]) expect(await storedText(circle)).toContain('SECRET-SAILS');
    for (const [, circle] of otherCircles()) expect(await storedText(circle)).not.toContain('SECRET-SAILS');
    for (const circle of [vaultCircle, boardCircle]) {
      expect(rowTextOf(circle)).not.toContain('SECRET-SAILS');
      expect(rowTextOf(circle)).not.toContain(organisationOf(rival));
    }
  });

  test('P9: is in the activity of the company’s own circle alone', async () => {
    const { founder } = circles.people;
    await showSecretly();
    const readActivity = async (who: Membership, circle: Circle) => {
      const query = circle.is === 'board' ? '' : `&circle=${circleName(circle)}`;
      const answers = ['', '.json', '.csv'].map(async (kind) => {
        const response = await fetch(world.activityOf(who, kind, `&language=en${query}`));
        return { status: response.status, text: await response.text() };
      });
      return Promise.all(answers);
    };
    for (const [who, circle] of otherCircles()) {
      for (const { text } of await readActivity(who, circle)) expect(text).not.toContain('interest.shown');
    }
    for (const { text } of await readActivity(founder, ownOf(founder))) {
      expect(text).toMatch(/interest\.shown/);
      expect(text).not.toContain('SECRET-SAILS');
    }
    for (const who of [...Object.values(circles.people), third]) {
      for (const { status } of await readActivity(who, vaultCircle)) expect(status).toBe(403);
    }
    for (const { status } of await readActivity(circles.people.host, ownOf(founder))) expect(status).toBe(403);
  });

  test('P9: gets the same response as a returned one', async () => {
    const { founder, rival } = circles.people;
    const alone = await showSecretly();
    await run(founder, 'interest.withdraw', { to: { organisation: organisationOf(rival) } });
    await run(rival, 'interest.show', { to: { organisation: organisationOf(founder) }, level: 'talk' });
    const returned = await showSecretly();
    const shape = (body: object) => [Object.keys(body), Object.keys(Object(Reflect.get(body, 'circles')))];
    expect(shape(returned)).toEqual(shape(alone));
    expect(shape(alone)).toEqual([
      ['decided', 'circles'],
      [circleName({ is: 'company', id: organisationOf(founder) })],
    ]);
  });
});

test('P9: a match is reported to both parties in their own circles, and to nobody else', async () => {
  const { founder, rival } = circles.people;
  const [ours, theirs] = [await listen(founder, ownOf(founder)), await listen(rival, ownOf(rival))];
  const windows = await Promise.all(
    otherCircles()
      .filter(([who, circle]) => who !== rival || circle.is === 'board')
      .map(([who, circle]) => listen(who, circle)),
  );
  await run(founder, 'interest.show', {
    to: { organisation: organisationOf(rival) },
    level: 'join',
    note: 'WE-NEED-PUMPS',
  });
  await run(rival, 'interest.show', {
    to: { organisation: organisationOf(founder) },
    level: 'lead',
    note: 'WE-HAVE-PUMPS',
  });
  await ours.client.waitUntil('the match', () => ours.client.doc.getMap('matches').size === 1);
  await theirs.client.waitUntil('the match', () => theirs.client.doc.getMap('matches').size === 1);
  expect(ours.received()).toContain('WE-HAVE-PUMPS');
  expect(theirs.received()).toContain('WE-NEED-PUMPS');
  await startTimer();
  const [onBoard] = windows;
  await onBoard?.client.waitUntil('the timer', () => onBoard.client.doc.getMap('session').has('timer'));
  for (const { received } of windows) {
    expect(received()).not.toContain('WE-NEED-PUMPS');
    expect(received()).not.toContain('WE-HAVE-PUMPS');
  }
  const relations = await world.vaultQueries.relationsIn(world.workshop);
  expect(relations.isMutual(organisationOf(founder), organisationOf(rival))).toBe(true);
  expect(relations.isMutual(organisationOf(rival), organisationOf(founder))).toBe(true);
  expect(relations.isMutual(organisationOf(founder), organisationOf(third))).toBe(false);
});

test('two parties that show interest at the same moment both get one match', async () => {
  const { founder, rival } = circles.people;
  await Promise.all([
    run(founder, 'interest.show', { to: { organisation: organisationOf(rival) }, level: 'talk' }),
    run(rival, 'interest.show', { to: { organisation: organisationOf(founder) }, level: 'talk' }),
  ]);
  for (const who of [founder, rival]) {
    const { client } = await listen(who, ownOf(who));
    expect(client.doc.getMap('matches').size).toBe(1);
    const matches = rows.filter(({ document, facts }) => {
      const names = facts?.map((fact): unknown => Reflect.get(fact, 'fact')) ?? [];
      return document === documentName(world.workshop, ownOf(who)) && names.includes('match.made');
    });
    expect(matches).toHaveLength(1);
  }
});

describe('the vault', () => {
  test('P9: opens to nobody, whether empty or not', async () => {
    const { founder, rival } = circles.people;
    const everybody = [...Object.values(circles.people), third];
    for (const who of everybody) expect(await answerTo(who, vaultCircle)).toBe(4403);
    await run(founder, 'rival.declare', { rival: organisationOf(rival) });
    for (const who of everybody) expect(await answerTo(who, vaultCircle)).toBe(4403);
  });

  test('P9: is not the company’s own circle, which opens to the company’s people alone', async () => {
    const { founder, rival, mayor, host, observer } = circles.people;
    const answers = await Promise.all(
      [founder, rival, third, mayor, host, observer].map((each) => answerTo(each, ownOf(founder))),
    );
    expect(answers).toEqual(['open', 4403, 4403, 4403, 4403, 4403]);
    // A city has no such circle.
    expect(await answerTo(host, { is: 'company', id: organisationOf(mayor) })).toBe(4404);
  });
});

describe('a company’s list of rivals', () => {
  const readRivals = (who: Membership, of: Membership) =>
    fetch(world.addressOf(who, `companies/${organisationOf(of)}/rivals`));

  test('P9: is readable for its own people, and not for facilitators', async () => {
    const { founder, rival, mayor, host, observer } = circles.people;
    await run(founder, 'rival.declare', { rival: organisationOf(rival) });
    const own = await readRivals(founder, founder);
    expect(RivalsResponse.parse(await own.json()).rivals).toMatchObject([{ company: organisationOf(rival) }]);
    for (const who of [rival, third, mayor, host, observer]) {
      const answer = await readRivals(who, founder);
      expect(answer.status).toBe(403);
      expect(await answer.text()).not.toContain(organisationOf(rival));
    }
    expect((await readRivals(makeMembership(), founder)).status).toBe(404);
    expect(RivalsResponse.parse(await (await readRivals(rival, rival)).json()).rivals).toEqual([]);

    await run(founder, 'rival.withdraw', { rival: organisationOf(rival) });
    expect(RivalsResponse.parse(await (await readRivals(founder, founder)).json()).rivals).toEqual([]);
  });

  test('P9: is stored in the vault, and in no other document, row or activity', async () => {
    const { founder, rival, host } = circles.people;
    await run(founder, 'rival.declare', { rival: organisationOf(rival) });
    expect(await storedText(vaultCircle)).toContain(organisationOf(rival));
    for (const circle of [ownOf(founder), ownOf(rival), facilitatorsCircle, circles.city, circles.workspace]) {
      expect(await storedText(circle)).toBe('');
    }
    for (const circle of [boardCircle, vaultCircle]) expect(rowTextOf(circle)).not.toContain('rival.');
    expect(await (await fetch(world.activityOf(host))).text()).not.toContain('rival.');
  });

  test('counts in both directions for matching', async () => {
    const { founder, rival } = circles.people;
    const pairs = async () => {
      const { areRivals } = await world.vaultQueries.relationsIn(world.workshop);
      const [a, b, c] = [founder, rival, third].map(organisationOf);
      return a && b && c ? [areRivals(a, b), areRivals(b, a), areRivals(a, c)] : [];
    };
    expect(await pairs()).toEqual([false, false, false]);
    await run(founder, 'rival.declare', { rival: organisationOf(rival) });
    expect(await pairs()).toEqual([true, true, false]);
  });

  test('P9: warns its company alone when a rival asks for a seat, and doesn’t change the response', async () => {
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
    await run(founder, 'rival.declare', { rival: organisationOf(rival) });
    const ours = await listen(founder, ownOf(founder));
    const others = await Promise.all([listen(rival), listen(rival, ownOf(rival)), listen(third, ownOf(third))]);
    const response = await run(rival, 'seat.take', { consortium, need });

    await ours.client.waitUntil('the warning', () => ours.client.doc.getMap('warnings').size === 1);
    expect(Object.values(ours.client.doc.getMap('warnings').toJSON())).toMatchObject([
      { rival: organisationOf(rival), consortium },
    ]);
    expect(Object.keys(response)).toEqual(['seat', 'decided']);
    for (const { client } of others) expect(client.doc.getMap('warnings').size).toBe(0);
    expect(await storedText(ownOf(rival))).toBe('');
    expect(rowTextOf(boardCircle)).not.toContain('rival.neared');
  });
});
