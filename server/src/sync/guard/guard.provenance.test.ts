import { cardsOf, fieldsMap, putCard } from '@brygga/shared/document/cards/index';
import { type ProvenanceLink, provenanceLinkTo } from '@brygga/shared/document/cards/provenance';
import { CardId, NeedId, newId, PersonId } from '@brygga/shared/ids';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { makeMembership } from '../testing/syncWorld.ts';
import type { GuardOutcome } from './guard.ts';
import { cardOf, putChallenge, putNote, openGuardedBoard, type Writer } from './testing/guardedBoard.ts';

const reasons = ({ reverted }: GuardOutcome) => reverted.map(({ change }) => change.reason);
const at = { x: 0, y: 0, w: 200, h: 160, order: 'a0', createdAt: 7 };

const board = () => {
  const world = openGuardedBoard();
  const city = makeMembership('participant', 'city');
  const { challenge } = putChallenge(world.doc, city.identity.organisation);
  const [aino, bo, mayor, host] = [
    world.join(),
    world.join(),
    world.join(city),
    world.join(makeMembership('facilitator', 'host')),
  ];
  return { ...world, world, challenge, aino, bo, mayor, host };
};

/** A note that the server has taken, and the link that goes to it. */
const saidBy = ({ world }: ReturnType<typeof board>, writer: Writer) => {
  const note = putNote(writer, 'Trees');
  world.send(writer);
  return { note, link: linkTo(writer, note, 'note', 1) };
};

const linkTo = ({ actor }: Writer, id: CardId, kind: string, createdAt: number, derivedFrom: ProvenanceLink[] = []) =>
  provenanceLinkTo({ id, kind, createdBy: actor.id, createdAt, derivedFrom });

const conceptBy = (writer: Writer, derivedFrom: ProvenanceLink[], fields: object = {}): CardId => {
  const id = newId(CardId);
  putCard(writer.doc, id, {
    kind: 'concept',
    title: 'Shade',
    text: 'Trees',
    ...at,
    createdBy: writer.actor.id,
    derivedFrom,
    ...fields,
  });
  return id;
};

const needFrom = (writer: Writer, challenge: CardId, derivedFrom: ProvenanceLink): NeedId => {
  const id = newId(NeedId);
  const needs = cardOf(writer, challenge).get('needs');
  if (!(needs instanceof Y.Map)) throw new Error('A challenge has needs');
  needs.set(id, fieldsMap({ capability: 'finance', importance: 'must', title: '', order: 'a1', derivedFrom }));
  return id;
};

describe('a genuine provenance link', () => {
  test('is kept, to another’s note and to a card of the same message', () => {
    const on = board();
    const { link } = saidBy(on, on.aino);
    const concept = conceptBy(on.bo, [link]);
    const whole = linkTo(on.bo, concept, 'concept', 7, [link]);
    conceptBy(on.bo, [whole, link]);

    expect(on.world.send(on.bo).reverted).toEqual([]);
    expect(cardOf(on, concept).get('derivedFrom')).toEqual([link]);
    needFrom(on.mayor, on.challenge, whole);
    expect(on.world.send(on.mayor).reverted).toEqual([]);
  });

  test('is kept when its card is deleted before the link arrives', () => {
    const on = board();
    const { note, link } = saidBy(on, on.aino);
    const concept = conceptBy(on.bo, [link]);
    cardsOf(on.aino.doc).delete(note);
    on.world.send(on.aino);

    expect(on.world.send(on.bo).reverted).toEqual([]);
    expect(cardOf(on, concept).get('derivedFrom')).toEqual([link]);
  });

  test('comes back by undo with its card, though the linked card is gone', () => {
    const on = board();
    const { note, link } = saidBy(on, on.aino);
    const concept = conceptBy(on.bo, [link]);
    on.world.send(on.bo);
    cardsOf(on.aino.doc).delete(note);
    on.world.send(on.aino);
    const undo = new Y.UndoManager(cardsOf(on.host.doc));
    cardsOf(on.host.doc).delete(concept);
    on.world.send(on.host);
    undo.undo();

    expect(on.world.send(on.host).reverted).toEqual([]);
    expect(cardOf(on, concept).get('derivedFrom')).toEqual([link]);
  });

  test('can be copied after the linked card is gone and the document was reopened', () => {
    const on = board();
    const { note, link } = saidBy(on, on.aino);
    conceptBy(on.bo, [link]);
    on.world.send(on.bo);
    cardsOf(on.aino.doc).delete(note);
    on.world.send(on.aino);
    on.world.reopen();
    conceptBy(on.bo, [link]);

    expect(on.world.send(on.bo).reverted).toEqual([]);
  });
});

describe('P3: a false provenance link is reverted with its reason', () => {
  const forged: Record<string, (on: ReturnType<typeof board>, link: ProvenanceLink) => ProvenanceLink> = {
    'a card that was never there': (_on, link) => ({ ...link, card: newId(CardId) }),
    'another author': ({ bo }, link) => ({ ...link, by: bo.actor.id }),
    'another time': (_on, link) => ({ ...link, at: link.at - 1 }),
    'another kind': (_on, link) => ({ ...link, kind: 'concept' }),
    'an invented first': ({ bo }, link) => ({
      ...link,
      first: { card: newId(CardId), kind: 'note', by: bo.actor.id, at: 0 },
    }),
  };

  test.each(Object.keys(forged))('%s', (name) => {
    const on = board();
    const { link } = saidBy(on, on.aino);
    const made = forged[name]?.(on, link) ?? link;
    const concept = conceptBy(on.bo, [made]);

    expect(reasons(on.world.send(on.bo))).toEqual(['false-origin']);
    expect(cardsOf(on.world.doc).has(concept)).toBe(false);
    expect(cardsOf(on.bo.doc).has(concept)).toBe(false);
    const need = needFrom(on.mayor, on.challenge, made);
    expect(reasons(on.world.send(on.mayor))).toEqual(['false-origin']);
    expect(cardOf(on, on.challenge).toJSON()).not.toHaveProperty(['needs', need]);
  });

  test('a link to a note forged in the same message', () => {
    const on = board();
    const forgedNote = putNote(on.bo, 'Mine', { createdBy: on.aino.actor.id });
    conceptBy(on.bo, [linkTo(on.aino, forgedNote, 'note', 1)]);

    expect(reasons(on.world.send(on.bo)).sort()).toEqual(['false-origin', 'not-your-name']);
  });

  test('a link that leaves out the first author', () => {
    const on = board();
    const { link } = saidBy(on, on.aino);
    const concept = conceptBy(on.bo, [link]);
    on.world.send(on.bo);
    conceptBy(on.bo, [linkTo(on.bo, concept, 'concept', 7)]);

    expect(reasons(on.world.send(on.bo))).toEqual(['false-origin']);
  });
});

test('P3: nobody changes a written provenance link, not even a facilitator', () => {
  const on = board();
  const { link } = saidBy(on, on.aino);
  const concept = conceptBy(on.bo, [link]);
  on.world.send(on.bo);
  const need = needFrom(on.mayor, on.challenge, link);
  on.world.send(on.mayor);

  cardOf(on.host, concept).delete('derivedFrom');
  const needs = cardOf(on.host, on.challenge).get('needs');
  const written = needs instanceof Y.Map ? needs.get(need) : undefined;
  if (!(written instanceof Y.Map)) throw new Error('The need is there');
  written.delete('derivedFrom');

  expect(reasons(on.world.send(on.host))).toEqual(['system-only', 'system-only']);
  expect(cardOf(on, concept).get('derivedFrom')).toEqual([link]);
  expect(cardOf(on, on.challenge).toJSON()).toHaveProperty(['needs', need, 'derivedFrom'], link);
});

test('a value that is no link makes the record invalid', () => {
  const on = board();
  const id = conceptBy(on.bo, []);
  cardOf(on.bo, id).set('derivedFrom', [{ card: id, by: newId(PersonId) }]);

  expect(reasons(on.world.send(on.bo))).toEqual(['not-a-record']);
});
