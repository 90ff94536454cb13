import { cardsOf, fieldsMap, putCard } from '@brygga/shared/document/cards/index';
import { CardId, NeedId, newId, OrganisationId, PersonId } from '@brygga/shared/ids';
import { contentsText } from '@brygga/shared/testing/documentContents';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { stockClient } from '../interop/stockClient.ts';
import { attack, type Attacker, deletionOf, syncFrame, updateOf } from './attacker.ts';
import { openAttackedBoard, itemOf, mapIn, type AttackedBoard } from './attackedBoard.ts';

let attacked: AttackedBoard;
let before: string;
/** The board as the witness was shown it after each update. */
let shown: Set<string>;
const watch = () => shown.add(contentsText(attacked.witness.doc));

beforeAll(async () => {
  attacked = await openAttackedBoard();
  attacked.witness.doc.on('update', watch);
});
afterAll(() => attacked.end());
beforeEach(() => {
  before = contentsText(attacked.witness.doc);
  shown = new Set();
});
afterEach(async () => {
  expect([...shown].filter((state) => state !== before)).toEqual([]);
  await attacked.expectWell();
  expect(contentsText(attacked.witness.doc)).toBe(before);
});

type Way = (doc: Y.Doc, attacked: AttackedBoard) => unknown;

const agreement = (doc: Y.Doc, { consortium }: AttackedBoard) => mapIn(doc.getMap('agreements'), consortium);
const card = (doc: Y.Doc, id: CardId) => mapIn(doc.getMap('cards'), id);
const textOf = (doc: Y.Doc, id: CardId, field = 'text'): Y.Text => {
  const text = card(doc, id).get(field);
  if (!(text instanceof Y.Text)) throw new Error(`There is no text in ${field}`);
  return text;
};
const box = { x: 0, y: 0, w: 200, h: 160, order: 'a0', createdAt: 0 };
const nested = (depth: number): Y.Map<unknown> => {
  let map = new Y.Map<unknown>([['deep', 1]]);
  for (let level = 1; level < depth; level += 1) map = new Y.Map<unknown>([['in', map]]);
  return map;
};
/** A new note with these fields instead of its own. */
const putNote = (doc: Y.Doc, by: string, fields: object): void => {
  const map = fieldsMap({ kind: 'note', colour: 'mint', locked: false, ...box, createdBy: by, ...fields });
  if (!Object.hasOwn(fields, 'text')) map.set('text', new Y.Text('Hello'));
  cardsOf(doc).set(newId(CardId), map);
};

const againstAgreements: Record<string, Way> = {
  'adding one': (doc) => doc.getMap('agreements').set(newId(CardId), fieldsMap({ status: 'committed' })),
  'overwriting a field': (doc, target) => agreement(doc, target).set('status', 'committed'),
  'overwriting the whole': (doc, { consortium }) => doc.getMap('agreements').set(consortium, new Y.Map()),
  'deleting a field': (doc, target) => agreement(doc, target).delete('status'),
  'deleting the whole': (doc, { consortium }) => doc.getMap('agreements').delete(consortium),
  'taking a seat': (doc, target) =>
    mapIn(agreement(doc, target), 'seats').set(target.need, fieldsMap({ holder: target.mallory.organisation })),
  'joining deep inside': (doc, target) => {
    const member = new Y.Map<unknown>();
    mapIn(agreement(doc, target), 'members').set(target.mallory.organisation, member);
    member.set('status', new Y.Text('committed'));
  },
  'freeing what others hold': (doc, target) => mapIn(agreement(doc, target), 'members').clear(),
  'starting a step': (doc) => doc.getMap('session').set('step', 'mine'),
  'clearing the session': (doc) => doc.getMap('session').clear(),
  'raising what is decided': (doc) => doc.getMap('meta').set('decided', 1e9),
  'becoming a facilitator': (doc, { mallory }) =>
    doc
      .getMap('people')
      .set(mallory.id, fieldsMap({ role: 'facilitator', organisation: mallory.organisation, name: 'M' })),
  'clearing all that the server writes': (doc) => {
    for (const root of ['agreements', 'session', 'meta', 'people', 'organisations']) doc.getMap(root).clear();
  },
  'a list in a root of records': (doc) => doc.getMap('agreements').set('list', Y.Array.from([1, 2, 3])),
  'letters in the sequence of a root of records': (doc) => insertLetters(doc, 'agreements'),
};

const againstRules: Record<string, Way> = {
  "deleting somebody else's note": (doc, { note }) => cardsOf(doc).delete(note),
  'deleting a challenge': (doc, { challenge }) => cardsOf(doc).delete(challenge),
  "deleting a consortium's card": (doc, { consortium }) => cardsOf(doc).delete(consortium),
  'deleting everything': (doc) => cardsOf(doc).clear(),
  'writing in a locked card': (doc, { locked }) => textOf(doc, locked).insert(0, 'X'),
  'moving a locked card': (doc, { locked }) => card(doc, locked).set('x', 7),
  'unlocking a card and writing in it': (doc, { locked }) => {
    card(doc, locked).set('locked', false);
    textOf(doc, locked).insert(0, 'X');
  },
  'locking a card': (doc, { note }) => card(doc, note).set('locked', true),
  "renaming a city's challenge": (doc, { challenge }) => textOf(doc, challenge, 'title').insert(0, 'X'),
  "dropping a city's need": (doc, { challenge, need }) => mapIn(card(doc, challenge), 'needs').delete(need),
  'a challenge in the name of a city': (doc, { host, mallory }) =>
    putCard(doc, newId(CardId), {
      kind: 'challenge',
      city: host.organisation,
      sector: 'waste',
      ...box,
      createdBy: mallory.id,
    }),
  'an offer in the name of another company': (doc, { victim, mallory }) =>
    putCard(doc, newId(CardId), { kind: 'offer', company: victim.organisation, ...box, createdBy: mallory.id }),
  'giving a challenge to another city': (doc, { challenge }) => card(doc, challenge).set('city', newId(OrganisationId)),
  'a consortium by hand': (doc, { challenge, mallory }) =>
    putCard(doc, newId(CardId), { kind: 'consortium', challenge, name: 'Mine', ...box, createdBy: mallory.id }),
  'leading a consortium to another challenge': (doc, { consortium }) =>
    card(doc, consortium).set('challenge', newId(CardId)),
  'a note in the name of another': (doc, { victim }) => putNote(doc, victim.id, {}),
  'taking a note over': (doc, { note, mallory }) => card(doc, note).set('createdBy', mallory.id),
  'making a note older': (doc, { note }) => card(doc, note).set('createdAt', -1),
  'turning a note into an offer': (doc, { note }) => card(doc, note).set('kind', 'offer'),
  'renaming the workshop': (doc) => doc.getMap('workshop').set('title', 'Mine'),
};

const againstSchema: Record<string, Way> = {
  'a card of an unknown kind': (doc, { mallory }) => putNote(doc, mallory.id, { kind: 'virus' }),
  'a card that is half': (doc) => cardsOf(doc).set(newId(CardId), fieldsMap({ kind: 'note' })),
  'a card that is a text': (doc) => doc.getMap('cards').set(newId(CardId), new Y.Text('note')),
  'a card that is a value': (doc) => doc.getMap('cards').set(newId(CardId), { kind: 'note' }),
  'letters among cards': (doc) => insertLetters(doc, 'cards'),
  'a card under a prototype key': (doc, { mallory }) =>
    doc.getMap('cards').set('__proto__', fieldsMap({ kind: 'note', createdBy: mallory.id })),
  'a card under a huge key': (doc) => doc.getMap('cards').set('k'.repeat(100_000), fieldsMap({ kind: 'note' })),
  'a field that is none': (doc, { note }) => card(doc, note).set('constructor', 1),
  'a field under a huge key': (doc, { note }) => card(doc, note).set('k'.repeat(100_000), 1),
  'a place that is no number': (doc, { note }) => card(doc, note).set('x', Number.NaN),
  'a place beyond the board': (doc, { note }) => card(doc, note).set('y', 1e308),
  'a place at infinity': (doc, { note }) => card(doc, note).set('y', Number.NEGATIVE_INFINITY),
  'a size of nothing': (doc, { note }) => card(doc, note).set('w', 0),
  'a place that is bytes': (doc, { note }) => card(doc, note).set('x', new Uint8Array(100)),
  'a place that is a bigint': (doc, { note }) => card(doc, note).set('x', 7n),
  'a place that is a deep heap of maps': (doc, { note }) => card(doc, note).set('x', nested(80)),
  'a colour that is none': (doc, { note }) => card(doc, note).set('colour', 'invisible'),
  'an order that is endless': (doc, { note }) => card(doc, note).set('order', 'a'.repeat(10_000)),
  'no place at all': (doc, { note }) => card(doc, note).delete('x'),
  'a text in place of a text': (doc, { note }) => card(doc, note).set('text', new Y.Text('Mine')),
  'a value in place of a text': (doc, { note }) => card(doc, note).set('text', 'Mine'),
  'no text at all': (doc, { note }) => card(doc, note).delete('text'),
  'a list in place of the needs': (doc, { challenge }) => card(doc, challenge).set('needs', new Y.Array()),
  'another card in place of a card': (doc, { note, mallory }) =>
    putCard(doc, note, { kind: 'note', text: 'Mine', colour: 'coral', ...box, createdBy: mallory.id }),
  'a need of no capability': (doc, { challenge }) =>
    mapIn(card(doc, challenge), 'needs').set(newId(NeedId), fieldsMap({ capability: 'magic', importance: 'must' })),
  'a megabyte of text': (doc, { note }) => textOf(doc, note).insert(0, 'x'.repeat(1_000_000)),
  'a picture in a text': (doc, { note }) => textOf(doc, note).insertEmbed(0, { image: 'x' }),
  'bold letters in a plain text': (doc, { note }) => textOf(doc, note).format(0, 3, { bold: true }),
  'an attribute of a text': (doc, { note }) => textOf(doc, note).setAttribute('class', 'x'),
  'a megabyte of brief': (doc, { challenge }) => {
    const brief = card(doc, challenge).get('brief');
    if (brief instanceof Y.XmlFragment) brief.push([new Y.XmlText('x'.repeat(1_000_000))]);
  },
};

/** Puts text into a map, which no method of Yjs does. */
const insertLetters = (doc: Y.Doc, root: string): void => {
  const map = doc.getMap(root);
  doc.transact((transaction) => {
    const id = Y.createID(doc.clientID, Y.getState(doc.store, doc.clientID));
    new Y.Item(id, null, null, null, null, map, null, new Y.ContentString('abc')).integrate(transaction, 0);
  });
};

/** Sends it, and expects a notice and that the attacker's own copy is reverted. */
const expectUndone = async (attacker: Attacker, way: Way, type: 'update' | 'step2'): Promise<void> => {
  const { undone } = await attacker.attempt((doc) => void way(doc, attacked), type);
  expect(undone).not.toEqual([]);
  await expect.poll(() => contentsText(attacker.doc)).toBe(before);
  expect(attacker.socket.readyState).toBe(attacker.socket.OPEN);
};

describe.each([
  ['P2: no agreement is written by', againstAgreements],
  ['P3: no rule is broken by', againstRules],
  ['P3: no schema is broken by', againstSchema],
])('%s', (_what, ways) => {
  test.each(Object.entries(ways))('%s', async (_way, way) => {
    for (const type of ['update', 'step2'] as const) {
      const attacker = await attack(attacked.mallory, attacked.workshop);
      await expectUndone(attacker, way, type);
      attacker.socket.close();
    }
  });
});

describe('P3: forbidden edits', () => {
  test('a handmade deletion that names only ids deletes nothing', async () => {
    const attacker = await attack(attacked.mallory, attacked.workshop);
    const { doc } = attacker;
    const { consortium, note, challenge } = attacked;
    // Each is looked up when its turn comes: restored items have other ids.
    const ids: readonly (() => Y.ID)[] = [
      () => itemOf(doc.getMap('agreements'), consortium),
      () => itemOf(agreement(doc, attacked), 'lead'),
      () => itemOf(mapIn(agreement(doc, attacked), 'members'), attacked.victim.organisation),
      () => itemOf(doc.getMap('cards'), note),
      () => itemOf(card(doc, note), 'text'),
      () => itemOf(card(doc, challenge), 'needs'),
    ];
    for (const id of ids) {
      const deletion = deletionOf(id());
      Y.applyUpdate(doc, deletion);
      attacker.send(syncFrame('update', deletion));
      expect((await attacker.nextRefusal()).undone).not.toEqual([]);
      await expect.poll(() => contentsText(attacker.doc)).toBe(before);
    }
    attacker.socket.close();
  });

  test('an observer writes nothing', async () => {
    const attacker = await attack(attacked.observer, attacked.workshop);
    await expectUndone(attacker, (doc) => putNote(doc, attacked.observer.id, {}), 'update');
    await expectUndone(attacker, (doc, { note }) => textOf(doc, note).insert(0, 'X'), 'update');
    attacker.socket.close();
  });

  test('a facilitator writes neither agreements nor malformed cards', async () => {
    for (const [name, way] of Object.entries({ ...againstAgreements, ...againstSchema })) {
      const attacker = await attack(attacked.host, attacked.workshop);
      // Allowed: it is a valid card in a facilitator's own name.
      if (name === 'another card in place of a card') continue;
      await expectUndone(attacker, way, 'update');
      attacker.socket.close();
    }
  });

  test('P7: a stock client reverts its forbidden edit and writes on', async () => {
    const window = stockClient(attacked.mallory, attacked.workshop);
    await window.until('sync', () => window.provider.synced);
    window.doc.getMap('meta').set('decided', 1e6);
    cardsOf(window.doc).delete(attacked.note);
    await window.until('its own board to heal', () => contentsText(window.doc) === before);
    expect(window.provider.wsconnected).toBe(true);
    window.close();
  });
});

const agreementsIn = (contents: string): unknown => (JSON.parse(contents) as { agreements: unknown }).agreements;

describe('P3: allowed edits', () => {
  test('survive a large offline merge that hides forbidden ones', async () => {
    const { mallory, workshop, note, consortium, challenge, locked, witness } = attacked;
    const attacker = await attack(mallory, workshop);
    const own: CardId[] = [];
    const { undone, more } = await attacker.attempt((doc) => {
      for (let edit = 0; edit < 300; edit += 1) {
        const id = newId(CardId);
        own.push(id);
        putCard(doc, id, {
          kind: 'note',
          text: `Idea ${edit}`,
          colour: 'sky',
          ...box,
          createdBy: PersonId.parse(mallory.id),
        });
        if (edit === 100) cardsOf(doc).delete(note);
        if (edit === 150) agreement(doc, attacked).set('lead', mallory.organisation);
        if (edit === 200) mapIn(doc.getMap('agreements'), consortium).delete('members');
        if (edit === 250) textOf(doc, challenge, 'title').delete(0, 4);
        if (edit === 299) card(doc, locked).set('x', 9);
      }
    }, 'step2');
    expect(undone.length + more).toBeGreaterThanOrEqual(4);
    await witness.until('all ideas', () => own.every((id) => cardsOf(witness.doc).has(id)));
    for (const contents of shown) expect(agreementsIn(contents)).toEqual(agreementsIn(before));
    await expect.poll(() => contentsText(attacker.doc)).toBe(contentsText(witness.doc));
    await clearOwnNotes(attacker, own);
  });
});

/** Deletes the attacker's own notes, so that the board is as before. */
const clearOwnNotes = async (attacker: Attacker, own: readonly CardId[]): Promise<void> => {
  attacker.send(
    syncFrame(
      'update',
      updateOf(attacker.doc, (doc) => {
        for (const id of own) cardsOf(doc).delete(id);
      }),
    ),
  );
  await attacked.witness.until('the board as it was', () => contentsText(attacked.witness.doc) === before);
  shown.clear();
  attacker.socket.close();
};
