import { draftId, handoversIn, letterId, readWorkspace } from '@brygga/shared/agreements/workspace/workspace';
import { boardOf } from '@brygga/shared/agreements/board';
import { cardsOf, fieldsMap, putCard } from '@brygga/shared/document/cards/index';
import { boardCircle, type Circle, facilitatorsCircle } from '@brygga/shared/document/circles';
import { letterHash } from '@brygga/shared/domain/letter/letterMarkdown';
import { letterText } from '@brygga/shared/domain/letter/letterText';
import { CardId, NeedId, newId, RecordId } from '@brygga/shared/ids';
import { beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Membership } from '../sync/access/membership.ts';
import { organisationOf, type TestCircles } from '../sync/testing/circles.ts';
import type { SyncWorld } from '../sync/testing/syncWorld.ts';
import { setUpCommandWorld } from './testing/commandWorld.ts';

const commandWorld = setUpCommandWorld();
const { run, listen, connectTo, execute, storedText } = commandWorld;
let world: SyncWorld;
let circles: TestCircles;
beforeEach(() => {
  ({ world, circles } = commandWorld);
});

const own = ({ actor }: Membership): Circle => ({ is: 'person', id: actor.id });
const need = newId(NeedId);
const secrets = ['SECRET-NOTE', 'SECRET-RISK', 'SECRET-TASK', 'SECRET-ROLE', 'SECRET-AIM', 'LATER-WORDS'];
const commonFields = { x: 0, y: 0, w: 200, h: 160, order: 'a0', createdAt: 1 };

/** Writes a member's secrets into the workspace as a client does. */
const writeSecrets = async (by: Membership) => {
  const ours = await listen(by, circles.workspace);
  const { doc } = ours.client;
  const ownFields = { ...commonFields, createdBy: by.actor.id };
  putCard(doc, newId(CardId), { kind: 'note', text: 'SECRET-NOTE', colour: 'mint', ...ownFields });
  putCard(doc, newId(CardId), { kind: 'risk', text: 'SECRET-RISK', likelihood: 'low', impact: 'high', ...ownFields });
  putCard(doc, newId(CardId), { kind: 'task', text: 'SECRET-TASK', ...ownFields });
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

/** Puts a need on the board, and a draft, a letter, shares, a note, a risk and a task into the workspace. */
const fillWorkspace = async () => {
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
  await run(founder, 'draft.begin', { consortium });
  await run(founder, 'letter.begin', { consortium });
  await run(founder, 'share.set', { consortium, need, share: 70, role: 'SECRET-ROLE' });
  const ours = await writeSecrets(founder);
  const second = await listen(founder, circles.workspace);
  await second.client.waitUntil('what was written', () => second.received().includes('SECRET-TASK'));
  return ours;
};

describe('a consortium’s workspace', () => {
  test('P9: reaches its members alone: not the board, the city, a rival or a facilitator', async () => {
    const { founder, rival, mayor, host, observer } = circles.people;
    const early = await Promise.all([
      ...[rival, mayor, observer, host].map((each) => listen(each)),
      ...[rival, mayor, host].map((each) => listen(each, own(each))),
      ...[listen(mayor, circles.city), listen(host, circles.city), listen(host, facilitatorsCircle)],
    ]);
    const ours = await fillWorkspace();
    const { consortium } = circles;
    const workspace = readWorkspace(ours.client.doc);
    await ours.client.waitUntil('the letter', () => workspace.letter()?.aim.startsWith('SECRET-AIM') ?? false);
    const letter = letterText(consortium, workspace, boardOf((await listen(founder)).client.doc));
    if (!letter) throw new Error('The letter has no text');
    await run(founder, 'letter.confirm', { consortium, hash: letterHash(letter) });

    // A later message on the board: anything sent by mistake has arrived then.
    await run(founder, 'seat.take', { consortium, need });
    for (const { client } of early.slice(0, 4))
      await client.waitUntil('the seat', () => boardOf(client.doc).consortium(consortium)?.seats[need] !== undefined);
    const newcomers = await Promise.all([
      ...[rival, mayor, observer, host].map((each) => listen(each)),
      ...[listen(mayor, circles.city), listen(host, facilitatorsCircle)],
    ]);
    for (const secret of secrets) {
      for (const { received } of [...early, ...newcomers]) expect(received()).not.toContain(secret);
    }
    const theirs = await listen(founder, circles.workspace);
    for (const secret of secrets.slice(0, -1)) expect(theirs.received()).toContain(secret);
  });

  test.each(['rival', 'mayor', 'host'] as const)(
    'P9: doesn’t admit the %s, nor reveal anything to them by a command',
    async (who) => {
      await fillWorkspace();
      const person = circles.people[who];
      expect(await connectTo(person, circles.workspace).closed).toBe(4403);

      const { consortium, people } = circles;
      for (const company of [organisationOf(people.founder), organisationOf(person)]) {
        const answers = [
          await execute(person, 'share.set', { consortium, company, need, share: 100, role: '' }),
          await execute(person, 'letter.confirm', { consortium, company, hash: '0'.repeat(64) }),
          await execute(person, 'letter.begin', { consortium, company }),
        ];
        for (const { status, body } of answers) {
          expect([403, 409]).toContain(status);
          expect(JSON.stringify(body)).toMatch(/not-your-company|not-a-member/);
        }
      }
    },
  );

  test('P3: takes shares, confirmations and versions only from commands, also from its members', async () => {
    const { founder } = circles.people;
    await fillWorkspace();
    const forger = await listen(founder, circles.workspace);
    const before = JSON.stringify(forger.client.doc.getMap('shares').toJSON());
    forger.client.doc.getMap('shares').delete(need);
    forger.client.doc.getMap('confirmations').set(organisationOf(founder), fieldsMap({ hash: '0'.repeat(64) }));
    forger.client.doc.getMap('handovers').set(newId(RecordId), fieldsMap({ version: 1 }));
    cardsOf(forger.client.doc).delete(letterId(circles.consortium));

    const witness = await listen(founder, circles.workspace);
    await witness.client.waitUntil('the shares', () => witness.client.doc.getMap('shares').size === 1);
    expect(JSON.stringify(witness.client.doc.getMap('shares').toJSON())).toBe(before);
    expect(witness.client.doc.getMap('confirmations').size).toBe(0);
    expect(witness.client.doc.getMap('handovers').size).toBe(0);
    expect(readWorkspace(witness.client.doc).letter()).toBeDefined();
  });

  test('P9: is stored in its own circle alone', async () => {
    const { mayor } = circles.people;
    await fillWorkspace();
    expect(await storedText(circles.workspace)).toContain('SECRET-ROLE');
    for (const circle of [boardCircle, circles.city, facilitatorsCircle, own(mayor)]) {
      const stored = await storedText(circle);
      for (const secret of secrets) expect(stored).not.toContain(secret);
    }
  });
});

describe('a handover', () => {
  const handOver = (more: object = {}) => ({
    consortium: circles.consortium,
    handover: newId(RecordId),
    ...more,
  });

  test('P9: brings the city its own text, and nothing written later', async () => {
    const { founder, mayor, rival, host } = circles.people;
    const desk = await listen(mayor, circles.city);
    const strangers = await Promise.all([listen(rival), listen(mayor), listen(host)]);
    const ours = await fillWorkspace();
    await run(founder, 'handover.make', handOver({ note: 'HANDED-NOTE' }));
    await desk.client.waitUntil('the version', () => handoversIn(desk.client.doc).length === 1);

    const pitch = cardsOf(ours.client.doc).get(draftId(circles.consortium))?.get('pitch');
    const first = pitch instanceof Y.XmlFragment ? pitch.get(0) : undefined;
    if (first instanceof Y.XmlElement) first.insert(1, [new Y.XmlText('LATER-WORDS')]);
    const second = await listen(founder, circles.workspace);
    await second.client.waitUntil('what came later', () => second.received().includes('LATER-WORDS'));
    await run(founder, 'seat.take', { consortium: circles.consortium, need });

    for (const secret of secrets) expect(desk.received()).not.toContain(secret);
    expect(desk.received()).toContain('HANDED-PITCH');
    expect(desk.received()).toContain('HANDED-NOTE');
    for (const { received } of strangers) expect(received()).not.toContain('HANDED-PITCH');
    expect(handoversIn(desk.client.doc)).toEqual(handoversIn(ours.client.doc));
  });

  test('P9: includes the shares if the lead chooses so, and no risks with them', async () => {
    const { founder, mayor } = circles.people;
    const desk = await listen(mayor, circles.city);
    await fillWorkspace();
    await run(founder, 'handover.make', handOver({ shares: true }));
    await desk.client.waitUntil('the version', () => handoversIn(desk.client.doc).length === 1);

    expect(handoversIn(desk.client.doc)[0]?.shares).toMatchObject([{ need, share: 70, role: 'SECRET-ROLE' }]);
    for (const secret of secrets.filter((each) => each !== 'SECRET-ROLE'))
      expect(desk.received()).not.toContain(secret);
  });

  test('P9: is in the city’s activity without its text', async () => {
    const { founder, mayor } = circles.people;
    await fillWorkspace();
    await run(founder, 'handover.make', handOver({ note: 'HANDED-NOTE' }));
    const name = circles.city.is === 'city' ? `city-${circles.city.id}` : '';
    const response = await fetch(world.activityOf(mayor, '.json', `&language=en&circle=${name}`));
    const text = await response.text();
    expect(text).toContain('handover.made');
    for (const secret of [...secrets, 'HANDED-NOTE', 'HANDED-PITCH']) expect(text).not.toContain(secret);
  });
});

test('P3: cards of a workspace can’t be put on the board', async () => {
  const { founder } = circles.people;
  const ours = await listen(founder);
  const ownFields = { ...commonFields, createdBy: founder.actor.id };
  putCard(ours.client.doc, newId(CardId), { kind: 'risk', likelihood: 'low', impact: 'low', ...ownFields });
  putCard(ours.client.doc, newId(CardId), { kind: 'task', ...ownFields });
  const mark = newId(CardId);
  putCard(ours.client.doc, mark, { kind: 'note', text: 'after', colour: 'mint', ...ownFields });
  const witness = await listen(founder);
  await witness.client.waitUntil('the note', () => cardsOf(witness.client.doc).has(mark));
  const kinds = [...cardsOf(witness.client.doc).values()].map((map) => map.get('kind'));
  expect(kinds.filter((kind) => kind === 'risk' || kind === 'task')).toEqual([]);
});
