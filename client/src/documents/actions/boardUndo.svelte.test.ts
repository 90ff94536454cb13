import { boardOf } from '@brygga/shared/agreements/board';
import { cardsOf } from '@brygga/shared/document/cards/index';
import { challengeId, cityPerson, companyPeople, cityId, needIds, nth } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { boardActions } from './boardActions.ts';
import { typingOrigin } from './transactionOrigins.ts';
import { rightsOn } from './rights.ts';
import { fieldOf, noteId, putNote, setField } from '../testing/notes.ts';
import { docPair } from '../testing/docPair.ts';
import { countRuns } from '../testing/countRuns.svelte.ts';
import { BoardUndo } from './boardUndo.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const handsOn = (doc: Y.Doc, actor = nth(companyPeople, 0)) => {
  const undo = new BoardUndo(doc);
  const rights = rightsOn(boardOf(doc), actor);
  const actions = boardActions({ doc, actor, rights, beforeChange: (name) => undo.beforeChange(name) });
  const type = (id: Parameters<typeof noteId>[0], content: string) => {
    const text = fieldOf(doc, noteId(id), 'text');
    if (!(text instanceof Y.Text)) throw new Error('No text');
    undo.beforeChange(`type text of ${noteId(id)}`);
    doc.transact(() => text.insert(text.length, content), typingOrigin);
  };
  const textOf = (id: number) => String(fieldOf(doc, noteId(id), 'text'));
  return { doc, undo, actions, type, textOf };
};

const board = () => {
  const doc = new Y.Doc();
  putNote(doc, noteId(1));
  putNote(doc, noteId(2));
  return handsOn(doc);
};

const place = (x: number) => new Map([[noteId(1), { x, y: 0 }]]);

test('undo takes back one’s own last step, redo repeats it', () => {
  const { doc, undo, actions } = board();
  actions.moveCards(place(50));

  undo.undo();
  expect(fieldOf(doc, noteId(1), 'x')).toBe(0);
  undo.redo();
  expect(fieldOf(doc, noteId(1), 'x')).toBe(50);
});

test('undo keeps what others have written since', () => {
  const pair = docPair();
  putNote(pair.docs[0], noteId(1));
  pair.settle();
  const [me, other] = pair.docs.map((doc) => handsOn(doc));
  me?.type(1, 'mine ');
  pair.settle();
  other?.type(1, 'theirs');
  pair.settle();

  me?.undo.undo();
  pair.settle();

  expect(other?.textOf(1)).toBe('theirs');
  expect(other?.undo.canUndo).toBe(true);
});

test('edits of others, of the server and of the first load cannot be undone', () => {
  const { undo } = board();
  expect(undo.canUndo).toBe(false);

  const { workshop, hands } = (() => {
    const made = newWorkshop();
    return { workshop: made, hands: handsOn(made.doc) };
  })();
  const consortium = workshop.foundConsortium();
  expect(hands.undo.canUndo).toBe(false);
  hands.undo.undo();
  expect(workshop.consortium(consortium).status).toBe('forming');
});

test('typing is one step until a pause, and moving is a step of its own', () => {
  const { doc, undo, actions, type, textOf } = board();
  type(1, 'Tr');
  type(1, 'ees');
  actions.moveCards(place(50));
  type(1, ' first');
  vi.advanceTimersByTime(2_000);
  type(1, '!');

  undo.undo();
  expect(textOf(1)).toBe('Trees first');
  undo.undo();
  expect(textOf(1)).toBe('Trees');
  undo.undo();
  expect([textOf(1), fieldOf(doc, noteId(1), 'x')]).toEqual(['Trees', 0]);
  undo.undo();
  expect(textOf(1)).toBe('');
});

test('two actions at the same moment are two steps', () => {
  const { doc, undo, actions } = board();
  actions.moveCards(place(50));
  actions.moveCards(new Map([[noteId(2), { x: 70, y: 0 }]]));

  undo.undo();

  expect([1, 2].map((id) => fieldOf(doc, noteId(id), 'x'))).toEqual([50, 0]);
});

test('a drag is one step, however long it takes', () => {
  const { doc, undo, actions } = board();
  const end = undo.holdGroup();
  for (const x of [10, 20, 30]) {
    actions.moveCards(place(x));
    actions.bringToFront([noteId(1)]);
    vi.advanceTimersByTime(3_000);
  }
  end();
  actions.moveCards(place(99));

  undo.undo();
  expect(fieldOf(doc, noteId(1), 'x')).toBe(30);
  undo.undo();
  expect(fieldOf(doc, noteId(1), 'x')).toBe(0);
  expect(undo.canUndo).toBe(false);
});

test('whether there is something to undo or redo is reactive', () => {
  const { undo, actions } = board();
  const seen: boolean[][] = [];
  const buttons = countRuns(() => seen.push([undo.canUndo, undo.canRedo]));

  actions.moveCards(place(50));
  expect(buttons.runs).toBe(2);
  undo.undo();
  expect(buttons.runs).toBe(3);
  expect(seen).toEqual([
    [false, false],
    [true, false],
    [false, true],
  ]);
});

test('an undone deletion restores a card with its text', () => {
  const { undo, actions, textOf, doc } = board();
  const text = fieldOf(doc, noteId(1), 'text');
  if (text instanceof Y.Text) text.insert(0, 'Trees');
  cardsOf(doc).get(noteId(1))?.set('createdBy', nth(companyPeople, 0).id);

  actions.deleteCards([noteId(1)]);
  expect(cardsOf(doc).has(noteId(1))).toBe(false);
  undo.undo();

  expect(textOf(1)).toBe('Trees');
});

test('P2: undo deletes neither a challenge with a consortium nor a need with a holder', () => {
  const workshop = newWorkshop();
  const hands = handsOn(workshop.doc, cityPerson);
  const challenge = hands.actions.createChallenge({ x: 0, y: 0 }, { city: cityId, sector: 'waste' });
  const need = hands.actions.addNeed(challengeId, { capability: 'finance' });
  const consortium = workshop.foundConsortium();
  workshop.execute('seat.take', { consortium, need }, nth(companyPeople, 0));
  workshop.execute('consortium.found', { challenge, name: 'Leaves' }, nth(companyPeople, 1));

  while (hands.undo.canUndo) hands.undo.undo();

  expect(workshop.board.challenge(challenge)).toBeDefined();
  expect(workshop.board.challenge(challengeId)?.needs[need]).toBeDefined();
  expect(workshop.board.challenge(challengeId)?.needs[nth(needIds, 0)]).toBeDefined();
});

test('undo does not overwrite what others have changed since', () => {
  const { doc, undo, actions } = board();
  actions.moveCards(place(50));
  setField(doc, noteId(1), 'x', 80);

  undo.undo();

  expect(fieldOf(doc, noteId(1), 'x')).toBe(80);
});
