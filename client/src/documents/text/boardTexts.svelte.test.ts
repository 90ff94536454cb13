import { boardOf as readsOf } from '@brygga/shared/agreements/board';
import { cardsOf } from '@brygga/shared/document/cards/index';
import { OrganisationId, PersonId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import { challengeId, companyPeople, facilitator, idOf, nth, observer } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { boardActions } from '../actions/boardActions.ts';
import { liveCards } from '../live/liveCards.ts';
import { BoardPresence } from '../presence/boardPresence.svelte.ts';
import { LocalOnlyAwareness } from '../presence/localOnlyAwareness.ts';
import { rightsOn } from '../actions/rights.ts';
import { countRuns } from '../testing/countRuns.svelte.ts';
import { fieldOf, noteId, putNote } from '../testing/notes.ts';
import { typist } from '../testing/typist.ts';
import { BoardTexts } from './boardTexts.ts';
import { BoardUndo } from '../actions/boardUndo.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

/** One person's board over a document, without a network. */
const boardOf = (actor: Person = facilitator, doc: Y.Doc = new Y.Doc()) => {
  const { cards } = liveCards(doc);
  const undo = new BoardUndo(doc);
  const awareness = new LocalOnlyAwareness(doc);
  const presence = new BoardPresence(awareness, actor.id, () => undefined);
  const rights = rightsOn(readsOf(doc), actor);
  const texts = new BoardTexts({ doc, rights, cards, presence, undo });
  const actions = boardActions({ doc, actor, rights, beforeChange: (name) => undo.beforeChange(name) });
  const bound = (id: number, field = 'text') => {
    const element = document.createElement('textarea');
    document.body.append(element);
    const unbind = texts.bind(noteId(id), field)(element);
    return { ...typist(element), unbind };
  };
  const caretSent = () => {
    vi.advanceTimersByTime(1_000);
    return awareness.getLocalState()?.['caret'];
  };
  return { doc, cards, undo, awareness, presence, texts, actions, bound, caretSent };
};

const textOf = (doc: Y.Doc, id: number): Y.Text => {
  const text = fieldOf(doc, noteId(id), 'text');
  if (!(text instanceof Y.Text)) throw new Error('No text');
  return text;
};

test('typing in a card is one step of undo, also by the keys in the field', () => {
  const { doc, undo, bound } = boardOf();
  putNote(doc, noteId(1), { text: 'Trees' });
  const hands = bound(1);
  hands.focus(5);
  hands.type(' fi');
  hands.type('rst');

  hands.key('z', { ctrlKey: true });
  expect(hands.element.value).toBe('Trees');
  expect(undo.canRedo).toBe(true);
  hands.key('z', { ctrlKey: true, shiftKey: true });
  expect(hands.element.value).toBe('Trees first');
});

test('a field is unbound when its card is deleted, and bound again when it is restored', () => {
  const { doc, undo, actions, bound, caretSent } = boardOf();
  putNote(doc, noteId(1), { text: 'Trees' });
  const hands = bound(1);
  hands.focus(5);
  expect(caretSent()).toMatchObject({ card: noteId(1), field: 'text' });

  actions.deleteCards([noteId(1)]);
  expect(caretSent()).toBeNull();
  hands.type('!');
  expect(cardsOf(doc).has(noteId(1))).toBe(false);
  undo.undo();
  expect(hands.element.value).toBe('Trees');
  hands.focus(5);
  hands.type('?');

  expect(String(fieldOf(doc, noteId(1), 'text'))).toBe('Trees?');
});

test('a field whose text is replaced is bound to the new text', () => {
  const { doc, bound } = boardOf();
  putNote(doc, noteId(1), { text: 'Trees' });
  const hands = bound(1);
  hands.focus(5);

  cardsOf(doc).get(noteId(1))?.set('text', new Y.Text('Sails'));
  expect(hands.element.value).toBe('Sails');
  hands.focus(5);
  hands.type('!');

  expect(String(fieldOf(doc, noteId(1), 'text'))).toBe('Sails!');
});

test('typing without the right to a text writes nothing', () => {
  const company = nth(companyPeople, 0);
  for (const actor of [observer, company]) {
    const { doc } = newWorkshop();
    const { texts } = boardOf(actor, doc);
    const element = document.createElement('textarea');
    texts.bind(challengeId, 'title')(element);

    typist(element).type('Mine: ');

    expect(element.value).toBe('Shade for schools');
    expect(String(fieldOf(doc, challengeId, 'title'))).toBe('Shade for schools');
  }
});

test('a field that is no plain text is not bound', () => {
  const { doc } = newWorkshop();
  const { texts } = boardOf(facilitator, doc);
  const element = document.createElement('textarea');

  texts.bind(challengeId, 'brief')(element)();
  texts.bind(challengeId, 'nothing')(element)();

  expect(element.value).toBe('');
});

test('carets of others keep their letters while text is typed before them', () => {
  const me = boardOf();
  putNote(me.doc, noteId(1), { text: 'Trees first' });
  const other = boardOf(nth(companyPeople, 0));
  Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(me.doc));
  const hands = other.bound(1);
  hands.focus(6, 11);
  const caret = other.caretSent();
  const user = {
    id: idOf(PersonId, 'anna'),
    name: 'Anna',
    organisation: idOf(OrganisationId, 'company'),
    organisationName: 'Company',
    kind: 'company',
    role: 'participant',
    colour: 2,
  };
  me.awareness.states.set(99, { user, caret });
  me.awareness.emit('change', [{ added: [99], updated: [], removed: [] }, 'server']);
  const counter = countRuns(() => me.texts.carets(noteId(1), 'text'));
  expect(me.texts.carets(noteId(1), 'text')).toEqual([{ user, anchor: 6, head: 11 }]);

  const typing = me.bound(1);
  typing.focus(0);
  typing.type('Big ');

  expect(counter.runs).toBe(2);
  expect(me.texts.carets(noteId(1), 'text')).toEqual([{ user, anchor: 10, head: 15 }]);
});

test('a malformed caret is not shown, and creates no root', () => {
  const { doc, texts, awareness } = boardOf();
  putNote(doc, noteId(1));
  putNote(doc, noteId(2));
  const user = {
    ...facilitator,
    id: idOf(PersonId, 'anna'),
    name: 'A',
    organisation: idOf(OrganisationId, 'c'),
    organisationName: 'C',
    kind: 'city',
    colour: 1,
  };
  const elsewhere = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(textOf(doc, 2), 0));
  const nonsense = [
    { tname: 'evil' },
    null,
    5,
    { item: { client: -1, clock: 'x' } },
    { item: { client: 7, clock: 7 } },
    elsewhere,
  ];
  nonsense.forEach((anchor, index) =>
    awareness.states.set(100 + index, { user, caret: { card: noteId(1), field: 'text', anchor, head: anchor } }),
  );

  awareness.emit('change', [{ added: nonsense.map((_, index) => 100 + index), updated: [], removed: [] }, 'server']);

  expect(texts.carets(noteId(1), 'text')).toEqual([]);
  expect([...doc.share.keys()]).not.toContain('evil');
});

test('an attachment does not rerun when the card changes', () => {
  const { doc, texts } = boardOf();
  putNote(doc, noteId(1));
  const attached = countRuns(() => texts.bind(noteId(1), 'text')(document.createElement('textarea')));

  textOf(doc, 1).insert(0, 'Trees');

  expect(attached.runs).toBe(1);
});
