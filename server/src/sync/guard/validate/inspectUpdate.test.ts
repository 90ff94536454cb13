import * as Y from 'yjs';
import { describe, expect, test } from 'vitest';
import { inspectUpdate, type UpdateEffects, hasNoEffect } from './inspectUpdate.ts';
import { UpdateError } from './updateError.ts';

/** A board with a note that people wrote and an agreement that the server wrote. */
const board = () => {
  const doc = new Y.Doc();
  doc.getMap('meta').set('decided', 3);
  const seats = new Y.Map<unknown>();
  const agreement = new Y.Map<unknown>();
  agreement.set('status', 'forming');
  agreement.set('seats', seats);
  doc.getMap('agreements').set('consortium', agreement);
  seats.set('need', 'company');
  const people = new Y.Doc();
  Y.applyUpdate(people, Y.encodeStateAsUpdate(doc));
  const card = new Y.Map<unknown>();
  people.getMap('cards').set('note', card);
  card.set('text', new Y.Text('hej'));
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(people));
  return doc;
};

const copyOf = (doc: Y.Doc): Y.Doc => {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
};

/** What a client sends that changes its copy of the board so. */
const updateOf = (doc: Y.Doc, change: (copy: Y.Doc) => void): Uint8Array => {
  const copy = copyOf(doc);
  const sent: Uint8Array[] = [];
  copy.on('update', (update) => sent.push(update));
  copy.transact(() => change(copy));
  return Y.mergeUpdates(sent);
};

const rootsOf = (doc: Y.Doc, change: (copy: Y.Doc) => void): string[] =>
  [...inspectUpdate(doc, updateOf(doc, change)).roots].sort();

const agreementIn = (doc: Y.Doc): Y.Map<unknown> => {
  const found = doc.getMap('agreements').get('consortium');
  if (!(found instanceof Y.Map)) throw new Error('the board has no agreement');
  return found;
};

const noteIn = (doc: Y.Doc): Y.Map<unknown> => {
  const found = doc.getMap('cards').get('note');
  if (!(found instanceof Y.Map)) throw new Error('the board has no note');
  return found;
};

const errorOf = (work: () => UpdateEffects): UpdateError['kind'] | undefined => {
  try {
    work();
  } catch (error) {
    if (error instanceof UpdateError) return error.kind;
    throw error;
  }
  return undefined;
};

describe('what an update touches', () => {
  test('a new record is found below its root', () => {
    expect(rootsOf(board(), (copy) => copy.getMap('cards').set('other', new Y.Map()))).toEqual(['cards']);
  });

  test('typing in a text deep below a root is found below that root', () => {
    const type = (copy: Y.Doc) => {
      const text = noteIn(copy).get('text');
      if (text instanceof Y.Text) text.insert(2, 'å');
    };
    expect(rootsOf(board(), type)).toEqual(['cards']);
  });

  test('nested types of one update are found below their root', () => {
    const change = (copy: Y.Doc) => {
      const agreement = new Y.Map<unknown>();
      copy.getMap('agreements').set('mine', agreement);
      agreement.set('seats', new Y.Map([['need', 'me']]));
    };
    expect(rootsOf(board(), change)).toEqual(['agreements']);
  });

  test('an overwrite names no parent, and is found by the item that it replaces', () => {
    const doc = board();
    const update = updateOf(doc, (copy) => agreementIn(copy).set('status', 'committed'));
    const [struct] = Y.decodeUpdate(update).structs;
    expect(struct instanceof Y.Item && struct.parent).toBe(null);
    expect([...inspectUpdate(doc, update).roots]).toEqual(['agreements']);
  });

  test('a deletion has no structs, and is found by what it deletes', () => {
    const doc = board();
    const update = updateOf(doc, (copy) => agreementIn(copy).delete('status'));
    expect(Y.decodeUpdate(update).structs).toEqual([]);
    expect([...inspectUpdate(doc, update).roots]).toEqual(['agreements']);
  });

  test('a deletion that spans two roots is found below both', () => {
    const doc = new Y.Doc();
    doc.getMap('cards').set('a', 1);
    doc.getMap('agreements').set('b', 1);
    const deleteAll = (copy: Y.Doc) => {
      copy.getMap('cards').delete('a');
      copy.getMap('agreements').delete('b');
    };
    expect(rootsOf(doc, deleteAll)).toEqual(['agreements', 'cards']);
  });

  test('a seat deep in an agreement is found below agreements', () => {
    const doc = board();
    const take = (copy: Y.Doc) => {
      const seats = agreementIn(copy).get('seats');
      if (seats instanceof Y.Map) seats.set('other need', 'me');
    };
    expect(rootsOf(doc, take)).toEqual(['agreements']);
  });

  test('allowed and forbidden roots of one update are both found', () => {
    const doc = board();
    const both = (copy: Y.Doc) => {
      noteIn(copy).set('colour', 'mint');
      copy.getMap('meta').set('decided', 99);
    };
    expect(rootsOf(doc, both)).toEqual(['cards', 'meta']);
  });

  test('known structs and deletions touch nothing', () => {
    const doc = board();
    agreementIn(doc).delete('status');
    expect(hasNoEffect(inspectUpdate(doc, Y.encodeStateAsUpdate(doc)))).toBe(true);
    expect(
      hasNoEffect(
        inspectUpdate(
          doc,
          updateOf(doc, () => undefined),
        ),
      ),
    ).toBe(true);
  });

  test('an item whose right neighbour is an agreement touches agreements', () => {
    const doc = new Y.Doc();
    doc.clientID = 5;
    doc.getArray('agreements').insert(0, ['theirs']);
    expect(rootsOf(doc, (copy) => copy.getArray('agreements').insert(0, ['mine']))).toEqual(['agreements']);
  });

  test('late edits of deleted content keep their location', () => {
    const doc = board();
    const late = updateOf(doc, (copy) => noteIn(copy).set('colour', 'mint'));
    doc.getMap('cards').delete('note');
    const touched = inspectUpdate(doc, late);
    expect([...touched.roots].every((root) => root === 'cards')).toBe(true);
    Y.applyUpdate(doc, touched.update);
    expect(doc.getMap('cards').toJSON()).toEqual({});
  });
});

describe('updates that are refused before they are applied', () => {
  test('bytes that are no update', () => {
    expect(errorOf(() => inspectUpdate(board(), Uint8Array.of(1, 2, 3)))).toBe('malformed');
    expect(errorOf(() => inspectUpdate(board(), new Uint8Array()))).toBe('malformed');
  });

  test('an update whose beginning is missing has a gap', () => {
    const doc = board();
    const copy = copyOf(doc);
    const sent: Uint8Array[] = [];
    copy.on('update', (update) => sent.push(update));
    copy.getMap('cards').set('one', 1);
    copy.getMap('cards').set('two', 2);
    expect(errorOf(() => inspectUpdate(doc, sent[1] ?? new Uint8Array()))).toBe('gap');
  });

  test('an update that depends on another client’s missing structs has a gap', () => {
    const doc = board();
    const copy = copyOf(doc);
    copy.getMap('cards').set('one', new Y.Map());
    const second = updateOf(copy, (other) => {
      const one = other.getMap('cards').get('one');
      if (one instanceof Y.Map) one.set('x', 1);
    });
    expect(errorOf(() => inspectUpdate(doc, second))).toBe('gap');
  });

  test('a deletion of missing structs has a gap', () => {
    const doc = board();
    const copy = copyOf(doc);
    copy.getMap('cards').set('one', 1);
    expect(
      errorOf(() =>
        inspectUpdate(
          doc,
          updateOf(copy, (other) => other.getMap('cards').delete('one')),
        ),
      ),
    ).toBe('gap');
  });

  test('a struct that depends on itself is malformed', () => {
    // One client, one struct: clock 0, left neighbour (7, 0), which is the struct itself.
    const update = Uint8Array.of(1, 1, 7, 0, 0x84, 7, 0, 1, 97, 0);
    expect(errorOf(() => inspectUpdate(new Y.Doc(), update))).toBe('malformed');
  });

  test('a struct between neighbours of two parents or keys is malformed', () => {
    const doc = new Y.Doc();
    doc.clientID = 7;
    const card = new Y.Map<unknown>();
    doc.getMap('cards').set('a', card);
    card.set('x', 1);
    card.set('y', 2);
    const between = (left: number, right: number) => Uint8Array.of(1, 1, 8, 0, 0xc4, 7, left, 7, right, 1, 97, 0);
    expect(errorOf(() => inspectUpdate(doc, between(0, 1)))).toBe('malformed');
    expect(errorOf(() => inspectUpdate(doc, between(1, 2)))).toBe('malformed');
    expect(errorOf(() => inspectUpdate(doc, between(1, 1)))).toBe(undefined);
  });

  test('structs that depend on each other have a gap', () => {
    const update = Uint8Array.of(2, 1, 8, 0, 0x84, 7, 0, 1, 97, 1, 7, 0, 0x84, 8, 0, 1, 98, 0);
    expect(errorOf(() => inspectUpdate(new Y.Doc(), update))).toBe('gap');
  });

  test('a client id with two sections is malformed', () => {
    const one = [1, 7, 0, 0x04, 1, 1, 97, 1, 97];
    expect(errorOf(() => inspectUpdate(new Y.Doc(), Uint8Array.of(1, ...one, 0)))).toBe(undefined);
    expect(errorOf(() => inspectUpdate(new Y.Doc(), Uint8Array.of(2, ...one, ...one, 0)))).toBe('malformed');
    const goesOn = [1, 7, 1, 0x84, 7, 0, 1, 98];
    expect(errorOf(() => inspectUpdate(new Y.Doc(), Uint8Array.of(2, ...one, ...goesOn, 0)))).toBe('malformed');
  });

  test('deleted ranges that overlap are malformed', () => {
    const doc = new Y.Doc();
    doc.clientID = 7;
    doc.getText('cards').insert(0, 'abcdef');
    expect(errorOf(() => inspectUpdate(doc, Uint8Array.of(0, 1, 7, 2, 0, 4, 2, 2)))).toBe('malformed');
  });

  test('a struct that continues collected garbage is cut to its new part', () => {
    const doc = new Y.Doc();
    // Client 7: garbage of three, and then a text of six below "cards" at the same clock.
    Y.applyUpdate(doc, Uint8Array.of(1, 1, 7, 0, 0, 3, 0));
    const text = Uint8Array.of(1, 1, 7, 0, 4, 1, 5, ...Buffer.from('cards'), 6, ...Buffer.from('abcdef'), 0);
    expect(() => Y.applyUpdate(copyOf(doc), text)).toThrow();
    const { update } = inspectUpdate(doc, text);
    Y.applyUpdate(doc, update);
    expect(Y.getState(doc.store, 7)).toBe(6);
  });

  test('a known struct that depends on a missing one is cut off', () => {
    const doc = new Y.Doc();
    const one = [4, 1, 1, 97, 1, 97];
    Y.applyUpdate(doc, Uint8Array.of(1, 1, 7, 0, ...one, 0));
    // The same struct again, now to the right of an unknown one, and a new struct after it.
    const forged = Uint8Array.of(1, 2, 7, 0, 0x84, 9, 0, 1, 97, 0x84, 7, 0, 1, 98, 0);
    const { update } = inspectUpdate(doc, forged);
    Y.applyUpdate(doc, update);
    expect(doc.store.pendingStructs).toBe(null);
    expect(Y.getState(doc.store, 7)).toBe(2);
  });

  test('types nested too deep are malformed', () => {
    const doc = new Y.Doc();
    const deep = updateOf(doc, (copy) => {
      let map: Y.Map<unknown> = copy.getMap('cards');
      for (let depth = 0; depth < 200; depth += 1) {
        const inner = new Y.Map<unknown>();
        map.set('in', inner);
        map = inner;
      }
    });
    expect(errorOf(() => inspectUpdate(doc, deep))).toBe('malformed');
  });

  test('P5: V2 and broken updates neither hang nor damage the document', () => {
    const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
    const random = randomFrom(seed);
    const rounds = Number(process.env['ROUNDS'] ?? 2_000);
    for (let round = 0; round < rounds; round += 1) {
      const doc = board();
      const before = JSON.stringify(doc.getMap('agreements').toJSON());
      const update = broken(random, doc);
      let touched: UpdateEffects;
      try {
        touched = inspectUpdate(doc, update);
      } catch (error) {
        if (error instanceof UpdateError) continue;
        throw new Error(`seed ${seed} round ${round}`, { cause: error });
      }
      const roots = [...touched.roots];
      if (roots.some((root) => root !== 'cards')) continue;
      try {
        Y.applyUpdate(doc, touched.update);
      } catch (error) {
        throw new Error(`seed ${seed} round ${round}: ${Buffer.from(update).toString('hex')}`, { cause: error });
      }
      expect(doc.store.pendingStructs, `seed ${seed} round ${round}`).toBe(null);
      expect(doc.store.pendingDs, `seed ${seed} round ${round}`).toBe(null);
      expect(JSON.stringify(doc.getMap('agreements').toJSON()), `seed ${seed} round ${round}`).toBe(before);
      expect(doc.getMap('meta').get('decided')).toBe(3);
    }
  });
});

const randomFrom = (seed: number) => {
  let state = seed >>> 0;
  return (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

/** An update of some edits, in the wrong format now and then, with some bytes changed. */
const broken = (random: (below: number) => number, doc: Y.Doc): Uint8Array => {
  const copy = copyOf(doc);
  copy.clientID = 1 + random(3);
  const state = Y.encodeStateVector(doc);
  for (let edit = 0; edit <= random(4); edit += 1) {
    const cards = copy.getMap('cards');
    const kind = random(4);
    if (kind === 0) cards.set(`card${random(3)}`, new Y.Map([['x', random(100)]]));
    else if (kind === 1) cards.delete(`card${random(3)}`);
    else if (kind === 2) noteIn(copy).set('text', new Y.Text('abc'));
    else agreementIn(copy).set('status', 'committed');
  }
  const update = random(5) === 0 ? Y.encodeStateAsUpdateV2(copy, state) : Y.encodeStateAsUpdate(copy, state);
  const bytes = update.slice();
  for (let change = random(4); change > 0; change -= 1)
    bytes[random(bytes.length)] = random(2) ? random(256) : random(8);
  return bytes;
};
