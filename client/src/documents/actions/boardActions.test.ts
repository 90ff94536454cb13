import { coordinateMax, sizeMax, sizeMin } from '@brygga/shared/document/cards/card';
import { needsMax } from '@brygga/shared/document/cards/challenge';
import { type Card, cardsOf, readCard } from '@brygga/shared/document/cards/index';
import { noteTextMax } from '@brygga/shared/document/cards/note';
import { NeedId, type CardId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import {
  challengeId,
  cityId,
  cityPerson,
  companyIds,
  companyPeople,
  facilitator,
  needIds,
  nth,
  observer,
} from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boardActions } from './boardActions.ts';
import { actionOrigin } from './transactionOrigins.ts';
import { rightsOn } from './rights.ts';
import { noteId, putNote } from '../testing/notes.ts';

const worker = nth(companyPeople, 0);

const actingAs = (actor: Person) => {
  const workshop = newWorkshop();
  const { doc } = workshop;
  const steps: (string | undefined)[] = [];
  const origins: unknown[] = [];
  const actions = boardActions({
    doc,
    actor,
    rights: rightsOn(workshop.board, actor),
    beforeChange: (name) => steps.push(name),
  });
  doc.on('update', (_update: Uint8Array, origin: unknown) => origins.push(origin));
  const card = (id: CardId): Card => {
    const card = readCard(id, cardsOf(doc).get(id));
    if (!card) throw new Error(`No card ${id}`);
    return card;
  };
  return { workshop, doc, actions, card, steps, origins };
};

test('a new note is above all others, with its author and time, in one edit', () => {
  const { actions, card, origins } = actingAs(worker);
  const before = Date.now();

  const first = actions.createNote({ x: 10.4, y: -3.6 }, 'mint', 'Trees');
  const second = actions.createNote({ x: 0, y: 0 });

  expect(card(first)).toMatchObject({
    kind: 'note',
    x: 10,
    y: -4,
    colour: 'mint',
    text: 'Trees',
    createdBy: worker.id,
  });
  expect(card(first).createdAt).toBeGreaterThanOrEqual(before);
  expect(card(first).order > card(challengeId).order).toBe(true);
  expect(card(second).order > card(first).order).toBe(true);
  expect(origins).toEqual([actionOrigin, actionOrigin]);
});

test('a challenge and an offer are created for an organisation of one’s own', () => {
  const city = actingAs(cityPerson);
  const company = actingAs(worker);

  const challenge = city.actions.createChallenge({ x: 0, y: 0 }, { city: cityId, sector: 'waste', title: 'Leaves' });
  const offer = company.actions.createOffer(
    { x: 0, y: 0 },
    { company: nth(companyIds, 0), capabilities: ['composting'] },
  );

  expect(city.card(challenge)).toMatchObject({ kind: 'challenge', city: cityId, sector: 'waste', title: 'Leaves' });
  expect(company.card(offer)).toMatchObject({ kind: 'offer', capabilities: ['composting'] });
  expect(() => company.actions.createChallenge({ x: 0, y: 0 }, { city: cityId, sector: 'waste' })).toThrow();
  expect(() => actingAs(observer).actions.createNote({ x: 0, y: 0 })).toThrow('observers-read');
});

test('every point is rounded and kept on the board', () => {
  const anywhere = fc.oneof(fc.double({ noNaN: true }), fc.integer());
  const { actions, card } = actingAs(worker);
  const id = actions.createNote({ x: 0, y: 0 });
  const seed = Date.now();

  const property = fc.property(fc.record({ x: anywhere, y: anywhere, w: anywhere, h: anywhere }), (box) => {
    actions.moveCards(new Map([[id, box]]));
    actions.resizeCard(id, box);
    const { x, y, w, h } = card(id);
    for (const value of [x, y, w, h]) expect(Number.isInteger(value)).toBe(true);
    for (const value of [x, y]) expect(Math.abs(value)).toBeLessThanOrEqual(coordinateMax);
    for (const value of [w, h]) expect(value >= sizeMin && value <= sizeMax).toBe(true);
  });

  fc.assert(property, { seed, numRuns: 200 });
});

test('a point that is no number throws, and writes nothing', () => {
  const { actions, origins, workshop } = actingAs(worker);
  putNote(workshop.doc, noteId(1));
  const before = origins.length;

  expect(() => actions.moveCards(new Map([[noteId(1), { x: NaN, y: 0 }]]))).toThrow(RangeError);
  expect(origins.length).toBe(before);
});

test('many cards move in one edit, without locked and deleted ones', () => {
  const { doc, actions, card, origins } = actingAs(worker);
  for (const number of [1, 2, 3]) putNote(doc, noteId(number));
  cardsOf(doc).get(noteId(3))?.set('locked', true);
  const before = origins.length;

  actions.moveCards(new Map([1, 2, 3, 4].map((number) => [noteId(number), { x: 50, y: 50 }])));

  expect([1, 2, 3].map((number) => card(noteId(number)).x)).toEqual([50, 50, 0]);
  expect(origins.length).toBe(before + 1);
});

test('setting the same value makes no edit', () => {
  const { doc, actions, origins } = actingAs(worker);
  putNote(doc, noteId(1));
  const before = origins.length;

  actions.moveCards(new Map([[noteId(1), { x: 0.2, y: -0.2 }]]));
  actions.setFields(noteId(1), { colour: 'yellow' });

  expect(origins.length).toBe(before);
});

test('plain fields are set as their schema parses them', () => {
  const { actions, card } = actingAs(cityPerson);

  actions.setFields(challengeId, { outcome: 'x'.repeat(400), sector: 'waste' });

  expect(card(challengeId)).toMatchObject({ outcome: 'x'.repeat(300), sector: 'waste' });
  expect(() => actions.setFields(challengeId, { sector: 'gold' })).toThrow();
  expect(() => actions.setFields(challengeId, { title: 'New' })).toThrow(RangeError);
  expect(() => actions.setFields(challengeId, { colour: 'mint' })).toThrow(RangeError);
});

test('nobody sets the author of a card, and only a facilitator locks one', () => {
  const some = actingAs(worker);
  const host = actingAs(facilitator);
  for (const { doc } of [some, host]) putNote(doc, noteId(1));

  some.actions.setFields(noteId(1), { createdBy: worker.id });
  some.actions.setFields(noteId(1), { locked: true });
  host.actions.setFields(noteId(1), { locked: true });

  expect(some.card(noteId(1))).toMatchObject({ locked: false });
  expect(some.card(noteId(1)).createdBy).not.toBe(worker.id);
  expect(host.card(noteId(1)).locked).toBe(true);
});

test('P2: a challenge with a consortium and a need with a seat holder are not deleted', () => {
  const { workshop, doc, actions, card } = actingAs(facilitator);
  const consortium = workshop.foundConsortium();
  workshop.execute('seat.take', { consortium, need: nth(needIds, 0) }, worker);
  putNote(doc, noteId(1));

  actions.deleteCards([challengeId, consortium, noteId(1)]);
  actions.removeNeed(challengeId, nth(needIds, 0));
  actions.removeNeed(challengeId, nth(needIds, 1));

  expect(cardsOf(doc).has(challengeId) && cardsOf(doc).has(consortium)).toBe(true);
  expect(cardsOf(doc).has(noteId(1))).toBe(false);
  const challenge = card(challengeId);
  expect(challenge.kind === 'challenge' && Object.keys(challenge.needs)).toEqual([nth(needIds, 0), nth(needIds, 2)]);
});

test('copies are one’s own, shifted, on top in the same order, with their own needs', () => {
  const { workshop, doc, actions, card } = actingAs(facilitator);
  const consortium = workshop.foundConsortium();
  putNote(doc, noteId(1), { text: 'Trees', order: 'a9' });
  cardsOf(doc).get(challengeId)?.set('locked', true);

  const copies = actions.duplicateCards([noteId(1), consortium, challengeId], { x: 20, y: 30 });

  expect(copies).toHaveLength(2);
  const [challenge, note] = copies.map(card);
  expect(note).toMatchObject({ kind: 'note', text: 'Trees', x: 20, y: 30, createdBy: facilitator.id });
  expect(challenge).toMatchObject({
    title: 'Shade for schools',
    brief: '<paragraph>Forty schoolyards are too hot in June.</paragraph>',
    locked: false,
  });
  expect(
    challenge?.kind === 'challenge' && Object.keys(challenge.needs).filter((id) => needIds.includes(NeedId.parse(id))),
  ).toEqual([]);
  expect(challenge?.kind === 'challenge' && Object.keys(challenge.needs)).toHaveLength(3);
  expect((note?.order ?? '') > (challenge?.order ?? '') && (challenge?.order ?? '') > 'a9').toBe(true);
});

test('cards come to the front together, in their order', () => {
  const { doc, actions, card } = actingAs(worker);
  [1, 2, 3].forEach((number) => putNote(doc, noteId(number), { order: `a${number}` }));

  actions.bringToFront([noteId(2), noteId(1)]);

  const lie = [1, 2, 3].map((number) => card(noteId(number))).sort((a, b) => (a.order < b.order ? -1 : 1));
  expect(lie.map(({ id }) => id)).toEqual([noteId(3), noteId(1), noteId(2)]);
});

test('needs are added in the given order, up to the maximum', () => {
  const { actions, card } = actingAs(cityPerson);
  for (let number = 3; number < needsMax; number += 1) {
    const id = actions.addNeed(challengeId, { capability: 'finance', title: 'y'.repeat(300) });
    actions.changeNeed(challengeId, id, { importance: 'could' });
  }

  const challenge = card(challengeId);
  const needs = challenge.kind === 'challenge' ? Object.values(challenge.needs) : [];
  expect(needs).toHaveLength(needsMax);
  expect(needs.at(-1)).toMatchObject({ importance: 'could', title: 'y'.repeat(200) });
  expect(new Set(needs.map(({ order }) => order)).size).toBe(needsMax);
  expect(() => actions.addNeed(challengeId, { capability: 'finance' })).toThrow(RangeError);
});

test('a company changes no needs of a city', () => {
  const { actions, card } = actingAs(worker);

  actions.changeNeed(challengeId, nth(needIds, 0), { importance: 'could' });
  actions.removeNeed(challengeId, nth(needIds, 0));

  expect(card(challengeId)).toMatchObject({ needs: { [nth(needIds, 0)]: { importance: 'must' } } });
  expect(() => actions.addNeed(challengeId, { capability: 'finance' })).toThrow();
});

test('a note’s text is cut at the maximum', () => {
  const { actions, card } = actingAs(worker);
  expect(card(actions.createNote({ x: 0, y: 0 }, 'sky', 'x'.repeat(noteTextMax + 5)))).toMatchObject({
    text: 'x'.repeat(noteTextMax),
  });
});

test('appended text comes below the existing text, cut at the maximum', () => {
  const { doc, actions, card } = actingAs(worker);
  putNote(doc, noteId(1), { text: 'Trees' });

  actions.appendText(noteId(1), 'text', 'and shade');
  expect(card(noteId(1))).toMatchObject({ text: 'Trees\nand shade' });

  actions.appendText(noteId(1), 'text', 'x'.repeat(noteTextMax));
  const { text } = { text: '', ...card(noteId(1)) };
  expect(text).toHaveLength(noteTextMax);
});

test('text is not appended without the right to write', () => {
  const { doc, actions, card } = actingAs(observer);
  putNote(doc, noteId(1), { text: 'Trees' });

  actions.appendText(noteId(1), 'text', 'and shade');

  expect(card(noteId(1))).toMatchObject({ text: 'Trees' });
});
