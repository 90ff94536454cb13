import { fieldsMap } from '@brygga/shared/document/cards/index';
import { returnedTextMax, RevertedChange } from '@brygga/shared/document/returnedEdits';
import { roots } from '@brygga/shared/document/roots';
import { CardId, NeedId, newId, RecordId } from '@brygga/shared/ids';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { makeMembership } from '../testing/syncWorld.ts';
import type { GuardOutcome } from './guard.ts';
import {
  cardOf,
  putChallenge,
  foundConsortium,
  putNote,
  openGuardedBoard,
  textOf,
  type Writer,
} from './testing/guardedBoard.ts';

const reasons = ({ reverted }: GuardOutcome) => reverted.map(({ change }) => change.reason);

/** A board with two participants of companies, somebody of a city, a facilitator and an observer. */
const board = () => {
  const world = openGuardedBoard();
  const city = makeMembership('participant', 'city');
  const challenge = putChallenge(world.doc, city.identity.organisation);
  const lead = makeMembership();
  const consortium = foundConsortium(world.doc, challenge.challenge, lead.identity.organisation);
  return {
    ...world,
    get doc() {
      return world.doc;
    },
    ...challenge,
    consortium,
    anna: world.join(lead),
    bo: world.join(),
    mayor: world.join(city),
    host: world.join(makeMembership('facilitator', 'host')),
    watcher: world.join(makeMembership('observer')),
  };
};
type Board = ReturnType<typeof board>;

const converged = (world: Board): void => {
  const [server, ...copies] = world.copies();
  for (const copy of copies) expect(copy).toEqual(server);
};

describe('an allowed edit', () => {
  test('is kept and broadcast unchanged', () => {
    const world = board();
    const note = putNote(world.anna, 'Trees');
    const outcome = world.send(world.anna);

    expect(outcome).toEqual({ reverted: [], serverWrote: false, restored: [] });
    expect(textOf(world, note).toString()).toBe('Trees');
    textOf(world.bo, note).insert(5, ' first');
    cardOf(world.bo, note).set('x', 40);
    expect(world.send(world.bo).reverted).toEqual([]);
    expect(cardOf(world.anna, note).toJSON()).toMatchObject({ text: 'Trees first', x: 40 });
    converged(world);
  });

  test('P3: survives beside a forbidden edit of the same message', () => {
    const world = board();
    const note = putNote(world.anna, 'Trees');
    world.anna.doc.getMap('agreements').delete(world.consortium);
    textOf(world.anna, world.challenge, 'title').insert(0, 'Cheap ');

    expect(reasons(world.send(world.anna)).sort()).toEqual(['not-your-city', 'system-only']);
    expect(textOf(world, note).toString()).toBe('Trees');
    expect(textOf(world, world.challenge, 'title').toString()).toBe('Shade');
    expect(world.doc.getMap('agreements').toJSON()).toMatchObject({ [world.consortium]: { status: 'forming' } });
    converged(world);
  });

  test('that undoes a deletion restores the card in its creator’s name', () => {
    const world = board();
    const note = putNote(world.anna, 'Trees');
    world.send(world.anna);
    const undo = new Y.UndoManager(world.host.doc.getMap('cards'));
    world.host.doc.getMap('cards').delete(note);
    expect(world.send(world.host).reverted).toEqual([]);
    undo.undo();

    expect(world.send(world.host).reverted).toEqual([]);
    expect(cardOf(world.anna, note).toJSON()).toMatchObject({ text: 'Trees', createdBy: world.anna.actor.id });
    converged(world);
  });
});

/** What a hostile or outdated client may try, by a name that reads as what is kept from it. */
const attempts: Record<string, (world: Board, note: CardId) => Writer> = {
  'an agreement is set': ({ bo, consortium }) => {
    (bo.doc.getMap('agreements').get(consortium) as Y.Map<unknown>).set('lead', bo.organisation);
    return bo;
  },
  'an agreement is deleted by a bare delete set': ({ bo, consortium }) => {
    bo.doc.getMap('agreements').delete(consortium);
    return bo;
  },
  'an agreement is invented': ({ bo }) => {
    bo.doc.getMap('agreements').set(newId(CardId), fieldsMap({ status: 'committed' }));
    return bo;
  },
  'the count of decided commands is raised': ({ bo }) => {
    bo.doc.getMap('meta').set('decided', 99);
    return bo;
  },
  'the roster is written': ({ bo }) => {
    bo.doc.getMap('people').set(bo.actor.id, fieldsMap({ role: 'facilitator' }));
    return bo;
  },
  "somebody else's note is deleted": ({ bo }, note) => {
    bo.doc.getMap('cards').delete(note);
    return bo;
  },
  'a text is replaced by another': ({ bo }, note) => {
    cardOf(bo, note).set('text', new Y.Text('Mine'));
    return bo;
  },
  'a text is replaced by a plain value': ({ bo }, note) => {
    cardOf(bo, note).set('text', 'Mine');
    return bo;
  },
  'a text is taken away': ({ bo }, note) => {
    cardOf(bo, note).delete('text');
    return bo;
  },
  'a card is replaced by another': ({ bo }, note) => {
    bo.doc.getMap('cards').set(note, fieldsMap({ kind: 'note' }));
    return bo;
  },
  'a card of an unknown kind is put': ({ bo }) => {
    bo.doc.getMap('cards').set(newId(CardId), fieldsMap({ kind: 'virus', x: 1 }));
    return bo;
  },
  'a card is no record': ({ bo }) => {
    bo.doc.getMap('cards').set(newId(CardId), 'x'.repeat(1000));
    return bo;
  },
  'a card lies under no id': ({ bo }) => {
    bo.doc.getMap('cards').set('constructor', fieldsMap({ kind: 'note' }));
    return bo;
  },
  'a card is put in another’s name': ({ bo, anna }) => {
    putNote(bo, 'From Anna', { createdBy: anna.actor.id });
    return bo;
  },
  'a coordinate is no number': ({ bo }, note) => {
    cardOf(bo, note).set('x', Number.NaN);
    return bo;
  },
  'a coordinate lies beyond the board': ({ bo }, note) => {
    cardOf(bo, note).set('y', 1e308);
    return bo;
  },
  'a field is unknown': ({ bo }, note) => {
    cardOf(bo, note).set('__proto__', 'x');
    return bo;
  },
  'a field lies under an endless key': ({ bo }, note) => {
    cardOf(bo, note).set('k'.repeat(100_000), 'x');
    return bo;
  },
  'a need lies under an endless key': ({ mayor, challenge }) => {
    (cardOf(mayor, challenge).get('needs') as Y.Map<unknown>).set('k'.repeat(100_000), fieldsMap({ title: 'x' }));
    return mayor;
  },
  'a colour is none': ({ bo }, note) => {
    cardOf(bo, note).set('colour', 'invisible');
    return bo;
  },
  'the maker is changed': ({ bo }, note) => {
    cardOf(bo, note).set('createdBy', bo.actor.id);
    return bo;
  },
  'a card is locked by a participant': ({ bo }, note) => {
    cardOf(bo, note).set('locked', true);
    return bo;
  },
  'a text is longer than it may be': ({ bo }, note) => {
    textOf(bo, note).insert(0, 'x'.repeat(10_000));
    return bo;
  },
  'a picture is put into a plain text': ({ bo }, note) => {
    textOf(bo, note).insertEmbed(0, { image: 'x' });
    return bo;
  },
  'words are put where cards lie': ({ bo }) => {
    bo.doc.getText('notRead');
    const cards = bo.doc.getMap('cards');
    bo.doc.transact((transaction) => {
      const id = Y.createID(bo.doc.clientID, Y.getState(bo.doc.store, bo.doc.clientID));
      new Y.Item(id, null, null, null, null, cards, null, new Y.ContentString('x')).integrate(transaction, 0);
    });
    return bo;
  },
  "a city's challenge is renamed by a company": ({ bo, challenge }) => {
    textOf(bo, challenge, 'title').insert(0, 'X');
    return bo;
  },
  "a city's need is changed by a company": ({ bo, challenge, need }) => {
    const needs = cardOf(bo, challenge).get('needs') as Y.Map<Y.Map<unknown>>;
    needs.get(need)?.set('importance', 'could');
    return bo;
  },
  'a need is none': ({ mayor, challenge }) => {
    (cardOf(mayor, challenge).get('needs') as Y.Map<unknown>).set(newId(NeedId), fieldsMap({ capability: 'magic' }));
    return mayor;
  },
  'a challenge that a consortium answers is deleted': ({ mayor, challenge }) => {
    mayor.doc.getMap('cards').delete(challenge);
    return mayor;
  },
  'a challenge is deleted with the agreement that rests on it': ({ mayor, challenge, consortium }) => {
    mayor.doc.transact(() => {
      mayor.doc.getMap('agreements').delete(consortium);
      mayor.doc.getMap('cards').delete(consortium);
      mayor.doc.getMap('cards').delete(challenge);
    });
    return mayor;
  },
  'an observer writes a note': ({ watcher }) => {
    putNote(watcher, 'I was here');
    return watcher;
  },
  'the workshop is renamed by a participant': ({ bo }) => {
    bo.doc.getMap('workshop').set('title', 'Mine');
    return bo;
  },
  'a consortium is drawn by hand': ({ bo, challenge }) => {
    const at = { x: 0, y: 0, w: 200, h: 160, order: 'a0', createdAt: 1, createdBy: bo.actor.id, locked: false };
    const map = fieldsMap({ kind: 'consortium', challenge, ...at });
    map.set('name', new Y.Text('Mine'));
    map.set('pitch', new Y.XmlFragment());
    bo.doc.getMap('cards').set(newId(CardId), map);
    return bo;
  },
};

describe('a forbidden edit', () => {
  test.each(Object.entries(attempts))('P3: is reverted everywhere where %s', (_what, attempt) => {
    const world = board();
    const note = putNote(world.anna, 'Trees');
    world.send(world.anna);
    const everything = () =>
      Object.fromEntries(Object.keys(roots).map((root) => [root, world.doc.getMap(root).toJSON()]));
    const before = everything();
    const seen: unknown[] = [];
    world.host.doc.getMap('cards').observeDeep(() => seen.push(world.host.doc.getMap('cards').toJSON()));

    const outcome = world.send(attempt(world, note));

    expect(outcome.reverted).not.toEqual([]);
    for (const { change, retry } of outcome.reverted) {
      expect(RevertedChange.parse(change)).toEqual(change);
      expect(JSON.stringify(retry ?? '').length).toBeLessThan(2 * returnedTextMax);
    }
    expect(everything()).toEqual(before);
    for (const shown of seen) expect(shown).toEqual(before['cards']);
    converged(world);
  });

  test('P3: is never sent to others, not even as deleted content', () => {
    const world = board();
    const note = putNote(world.anna, 'Trees');
    world.send(world.anna);
    cardOf(world.bo, note).set('text', new Y.Text('forbidden-words'));
    textOf(world.bo, world.challenge, 'title').insert(0, 'forbidden-words');
    world.send(world.bo);

    const wire = world.relayed.map((update) => Buffer.from(update).toString('latin1')).join();
    expect(wire).toContain('Trees');
    expect(wire).not.toContain('forbidden-words');
  });

  test('P3: gains nothing by unlocking a card in the same message', () => {
    const world = board();
    const note = putNote(world.anna, 'Trees');
    world.send(world.anna);
    cardOf(world.host, note).set('locked', true);
    world.send(world.host);

    world.bo.doc.transact(() => {
      cardOf(world.bo, note).set('locked', false);
      textOf(world.bo, note).insert(0, 'No ');
    });

    expect(reasons(world.send(world.bo)).sort()).toEqual(['card-locked', 'card-locked']);
    expect(cardOf(world, note).toJSON()).toMatchObject({ locked: true, text: 'Trees' });
    converged(world);
  });

  test('P3: is returned with what it takes to do it again', () => {
    const world = board();
    const note = putNote(world.anna, 'Trees');
    world.send(world.anna);
    cardOf(world.host, note).set('locked', true);
    world.send(world.host);
    textOf(world.bo, note).insert(5, ' first');
    cardOf(world.bo, note).set('x', 7);

    const { reverted } = world.send(world.bo);

    const about = { kind: 'note', title: expect.stringContaining('Trees') };
    expect(reverted).toContainEqual({
      change: { what: 'written', reason: 'card-locked', card: note, field: 'text' },
      retry: { ...about, text: ' first', value: undefined },
    });
    expect(reverted).toContainEqual({
      change: { what: 'changed', reason: 'card-locked', card: note, field: 'x' },
      retry: { ...about, text: '', value: 7 },
    });
  });
});

describe('an allowed edit of something that the guard restores', () => {
  const restoredNote = () => {
    const world = board();
    const note = putNote(world.anna, 'Trees');
    world.send(world.anna);
    return { world, note };
  };

  test('moves to the restored card', () => {
    const { world, note } = restoredNote();
    textOf(world.anna, note).insert(5, ' first');
    cardOf(world.anna, note).set('x', 40);
    world.bo.doc.getMap('cards').delete(note);
    world.send(world.bo);
    textOf(world.anna, note);

    expect(world.send(world.anna).reverted).toEqual([]);
    expect(cardOf(world, note).toJSON()).toMatchObject({ text: 'Trees first', x: 40 });
    converged(world);
  });

  test('moves to the restored card after the document was reopened', () => {
    const { world, note } = restoredNote();
    textOf(world.anna, note).insert(0, 'Old ');
    world.bo.doc.getMap('cards').delete(note);
    world.send(world.bo);
    world.reopen();

    expect(world.send(world.anna).reverted).toEqual([]);
    expect(textOf(world, note).toString()).toBe('Old Trees');
    converged(world);
  });

  test.each([
    ['at the same time as a forbidden value wins over what was put back', false],
    ['wins over what was put back when the document was closed and opened meanwhile', true],
  ])('%s', (_what, reopened) => {
    for (let round = 0; round < 8; round += 1) {
      const { world, note } = restoredNote();
      cardOf(world.host, note).set('locked', true);
      cardOf(world.bo, note).set('locked', true);
      world.send(world.bo);
      if (reopened) world.reopen();
      world.send(world.host);

      expect(cardOf(world, note).get('locked')).toBe(true);
      converged(world);
    }
  });

  test('that adds a need to a restored challenge is kept', () => {
    const world = board();
    const need = newId(NeedId);
    const needs = cardOf(world.mayor, world.challenge).get('needs') as Y.Map<unknown>;
    needs.set(need, fieldsMap({ capability: 'finance', title: '', importance: 'must', order: 'a1' }));
    world.bo.doc.getMap('cards').delete(world.challenge);
    world.send(world.bo);

    expect(world.send(world.mayor).reverted).toEqual([]);
    expect(cardOf(world, world.challenge).toJSON()).toMatchObject({ needs: { [need]: { capability: 'finance' } } });
    converged(world);
  });

  test('can be continued there, letter by letter', () => {
    const { world, note } = restoredNote();
    textOf(world.anna, note).insert(5, ' f');
    const later = new Y.Doc();
    Y.applyUpdate(later, Y.encodeStateAsUpdate(world.anna.doc));
    world.bo.doc.getMap('cards').delete(note);
    world.send(world.bo);
    world.send(world.anna);
    world.reopen();
    // Anna's other window has seen nothing of it yet, and goes on from her own letters.
    later.clientID = world.anna.doc.clientID + 1;
    const before = Y.encodeStateVector(later);
    textOf({ doc: later }, note).insert(7, 'irst');
    world.anna.unsent.push(Y.encodeStateAsUpdate(later, before));

    expect(world.send(world.anna).reverted).toEqual([]);
    expect(textOf(world, note).toString()).toBe('Trees first');
    converged(world);
  });

  test('P3: is judged again where it moves, and its forbidden part is sent to nobody', () => {
    const { world, note } = restoredNote();
    cardOf(world.mayor, note).set('colour', 'forbidden-words');
    textOf(world.mayor, note).insert(0, 'Old ');
    world.bo.doc.getMap('cards').delete(note);
    world.send(world.bo);

    expect(reasons(world.send(world.mayor))).toEqual(['not-a-record']);
    expect(cardOf(world, note).toJSON()).toMatchObject({ colour: 'mint', text: 'Old Trees' });
    const wire = [...world.relayed, Y.encodeStateAsUpdate(world.doc)];
    expect(wire.map((update) => Buffer.from(update).toString('latin1')).join()).not.toContain('forbidden-words');
    converged(world);
  });

  test('is lost with a card that was deleted within the rules', () => {
    const { world, note } = restoredNote();
    textOf(world.bo, note).insert(0, 'Late ');
    world.anna.doc.getMap('cards').delete(note);
    world.send(world.anna);
    world.send(world.bo);

    expect(world.doc.getMap('cards').has(note)).toBe(false);
    converged(world);
  });
});

describe('a new card without its collaborative texts', () => {
  const bareChallenge = (writer: Writer, city: string) => {
    const id = newId(CardId);
    const map = fieldsMap({ kind: 'challenge', city, sector: 'waste', x: 0, y: 0, w: 320, h: 240, order: 'a0' });
    for (const [field, value] of Object.entries({ createdBy: writer.actor.id, createdAt: 1 })) map.set(field, value);
    map.set('title', new Y.Text('Less waste'));
    map.set('brief', new Y.XmlFragment());
    map.set('needs', new Y.Map());
    writer.doc.getMap('cards').set(id, map);
    return id;
  };

  test('P2: gets them from the server in the same turn, so that two writers both keep their words', () => {
    const world = board();
    const id = bareChallenge(world.mayor, world.mayor.actor.organisations[0]?.id ?? '');
    const outcome = world.send(world.mayor);

    expect(outcome).toMatchObject({ reverted: [], serverWrote: true });
    textOf(world.mayor, id, 'tried').insert(0, 'Bins. ');
    textOf(world.host, id, 'tried').insert(0, 'Fees. ');
    world.send(world.mayor);
    world.send(world.host);
    expect(textOf(world, id, 'tried').toString()).toHaveLength('Bins. Fees. '.length);
    converged(world);
  });

  test('P2: gets its lists too, which keep what both writers add', () => {
    const world = board();
    const id = bareChallenge(world.mayor, world.mayor.actor.organisations[0]?.id ?? '');
    world.send(world.mayor);
    for (const writer of [world.mayor, world.host]) {
      const criteria: unknown = cardOf(writer, id).get('criteria');
      if (!(criteria instanceof Y.Map)) throw new Error('The server has made no list');
      criteria.set(newId(RecordId), fieldsMap({ text: 'Cheaper', weight: 50, order: 'a0' }));
    }
    for (const writer of [world.mayor, world.host]) expect(world.send(writer).reverted).toEqual([]);
    expect(Object.keys(cardOf(world, id).toJSON()['criteria'])).toHaveLength(2);
    converged(world);
  });
});
