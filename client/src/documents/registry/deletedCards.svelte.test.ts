import { cardsOf, putCard } from '@brygga/shared/document/cards/index';
import { type ReturnedEdit, returnedEditsMax, returnedEditsOf } from '@brygga/shared/document/returnedEdits';
import { CardId, newId, ReturnedEditId, WorkshopId } from '@brygga/shared/ids';
import { challengeId, cityPerson, companyIds, companyPeople, idOf, nth } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import { encodeNotice } from '@brygga/shared/wire/notices';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { returnedCard } from '../live/returnedCard.ts';
import { memoryEnvironment } from '../testing/memoryEnvironment.ts';
import { returnedEditItem } from '../testing/memoryReturnedEdits.svelte.ts';
import { MemoryServers } from '../testing/memoryServer.ts';
import { fieldOf, noteId, putNote, setField } from '../testing/notes.ts';
import { reportDelayMs } from '../text/writtenCards.ts';
import type { Environment } from './environment.ts';
import { openBoard } from './openBoard.svelte.ts';
import { openReturnedEdits } from './openReturnedEdits.svelte.ts';
import { openCityDrafts } from './openCityDrafts.ts';

const workshop = idOf(WorkshopId, 'workshop');
const worker = nth(companyPeople, 0);
const [note, other] = [noteId(1), noteId(2)];
const person = (id = worker.id) => `${workshop}/person-${id}`;

const opened: { destroy(): void }[] = [];
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  for (const { destroy } of opened.splice(0)) destroy();
  localStorage.clear();
  vi.useRealTimers();
});

const messagesArrive = () => vi.advanceTimersByTimeAsync(10);
const reportsArrive = () => vi.advanceTimersByTimeAsync(reportDelayMs + 10);

/** An environment whose stores keep documents over reloads, as IndexedDB does. */
const storingEnvironment = (servers: MemoryServers): Environment => {
  const stores = new Map<string, Uint8Array[]>();
  return {
    ...memoryEnvironment(servers.Socket),
    openStore(doc, name) {
      const origin = Symbol('store');
      const updates = stores.get(name) ?? [];
      stores.set(name, updates);
      for (const update of updates) Y.applyUpdate(doc, update, origin);
      const store = (update: Uint8Array, from: unknown) => void (from !== origin && updates.push(update));
      doc.on('update', store);
      return {
        origin,
        state: 'keeping',
        read: Promise.resolve(true),
        readOrTimeout: Promise.resolve(),
        destroy: () => doc.off('update', store),
      };
    },
  };
};

/** A person's windows, one after the other, on a board with two notes. */
const windows = async (actor = worker) => {
  const servers = new MemoryServers();
  const server = servers.serverOf(workshop);
  Y.applyUpdate(server.doc, Y.encodeStateAsUpdate(newWorkshop().doc));
  for (const id of [note, other]) putNote(server.doc, id, { text: 'Trees' });
  const environment = storingEnvironment(servers);
  let post: Environment['post'] = environment.post;
  const open = async () => {
    const board = openBoard({ workshop, actor }, { ...environment, post: (...press) => post(...press) });
    const returnedEdits = openReturnedEdits(board);
    let isOpen = true;
    const destroy = () => {
      if (!isOpen) return;
      isOpen = false;
      returnedEdits.destroy();
      board.destroy();
    };
    opened.push({ destroy });
    await messagesArrive();
    return {
      board,
      returnedEdits,
      write: (text = 'and shade', card = note) => board.actions.appendText(card, 'text', text),
      close: destroy,
      reports: () => board.revertedChangeCounts.byReason.get('card-deleted') ?? 0,
    };
  };
  return {
    servers,
    server,
    open,
    answerCommands: (answer: Environment['post']) => (post = answer),
    deleteNote: async (id = note) => {
      server.change((doc) => cardsOf(doc).delete(id));
      await messagesArrive();
    },
    goOffline: () => {
      for (const each of servers.byName.values()) {
        each.reachable = false;
        each.socket?.closeWith(1006);
      }
    },
    goOnline: async () => {
      for (const each of servers.byName.values()) each.reachable = true;
      await vi.advanceTimersByTimeAsync(60_000);
    },
    save: async () => {
      await messagesArrive();
      server.confirm();
      await messagesArrive();
    },
  };
};

const texts = (items: readonly ReturnedEdit[]) =>
  items.map((item) => Reflect.get(Object(item.value), 'text') as unknown);

test('P6: what a person writes in a note that somebody deletes is returned, and can become the note again', async () => {
  const { open, deleteNote, servers } = await windows();
  const { board, returnedEdits, write, reports } = await open();
  write();
  await deleteNote();
  await reportsArrive();

  expect(returnedEdits.items).toMatchObject([
    { what: 'created', reason: 'card-deleted', card: note, kind: 'note', title: 'Trees\nand shade' },
  ]);
  expect(returnedEdits.items[0]?.circle).toBeUndefined();
  expect(reports()).toBe(1);
  expect(returnedEditsOf(servers.serverOf(person()).doc).size).toBe(1);

  const card = returnedEdits.items[0] && returnedCard(returnedEdits.items[0]);
  expect(card && board.actions.recreateCard(card)).toBe(note);
  expect(board.cards.get(note)).toMatchObject({ text: 'Trees\nand shade', createdBy: worker.id });
});

test('P6: what was written offline is returned when the network is back', async () => {
  const { open, deleteNote, goOffline, goOnline } = await windows();
  const { returnedEdits, write, reports } = await open();
  goOffline();
  write();
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  await deleteNote();
  await goOnline();

  expect(texts(returnedEdits.items)).toEqual(['Trees\nand shade']);
  expect(reports()).toBe(1);
});

test('P6: what was written offline is returned after a reload and after a closed window', async () => {
  const { open, deleteNote, goOffline, goOnline } = await windows();
  const first = await open();
  goOffline();
  first.write('one');
  first.write('two');
  await vi.advanceTimersByTimeAsync(1_000);
  first.close();
  const second = await open();
  second.write('three');
  second.close();
  await deleteNote();

  const third = await open();
  await goOnline();

  expect(texts(third.returnedEdits.items)).toEqual(['Trees\none\ntwo\nthree']);
  expect(third.reports()).toBe(1);
  third.close();
  const { returnedEdits, reports } = await open();
  await reportsArrive();
  expect([returnedEdits.items.length, reports()]).toEqual([1, 0]);
});

test.each([
  { pauseMs: 30_000, returned: 1 },
  { pauseMs: 90_000, returned: 0 },
])('P6: what was saved $pauseMs ms before a reload is returned $returned times', async ({ pauseMs, returned }) => {
  const { open, deleteNote, save } = await windows();
  const first = await open();
  first.write();
  await save();
  first.close();
  await deleteNote();
  await vi.advanceTimersByTimeAsync(pauseMs);
  const { returnedEdits } = await open();
  await reportsArrive();

  expect(returnedEdits.items).toHaveLength(returned);
});

test('a card that the person wrote in long ago, all saved, is not returned', async () => {
  const { open, deleteNote, save } = await windows();
  const { returnedEdits, write } = await open();
  write();
  await save();
  await vi.advanceTimersByTimeAsync(61_000);
  await deleteNote();
  await reportsArrive();

  expect(returnedEdits.items).toEqual([]);
});

test('P6: a card is returned within a minute of the last letter, and as long as the caret is in it', async () => {
  const { open, deleteNote, save } = await windows();
  const { board, returnedEdits, write } = await open();
  const element = document.body.appendChild(document.createElement('textarea'));
  const unbind = board.texts.bind(other, 'text')(element);
  write('late');
  write('caret', other);
  await save();
  element.focus();
  element.setSelectionRange(1, 1);
  element.dispatchEvent(new Event('select'));
  await vi.advanceTimersByTimeAsync(30_000);
  await deleteNote();
  await vi.advanceTimersByTimeAsync(60_000);
  await deleteNote(other);
  await reportsArrive();

  expect(texts(returnedEdits.items)).toEqual(['Trees\ncaret', 'Trees\nlate']);
  unbind();
  element.remove();
});

test('one’s own deletion, and moving a card that somebody deletes, return nothing', async () => {
  const { open, deleteNote } = await windows();
  const { board, returnedEdits, write } = await open();
  write();
  board.actions.moveCards(new Map([[other, { x: 5, y: 5 }]]));
  board.actions.deleteCards([note]);
  await deleteNote(other);
  await reportsArrive();
  expect(returnedEdits.items).toEqual([]);

  const own = board.actions.createNote({ x: 0, y: 0 });
  board.actions.appendText(own, 'text', 'mine');
  board.undo.undo();
  board.undo.undo();
  await deleteNote(own);
  await reportsArrive();
  expect(returnedEdits.items).toEqual([]);
});

test('one’s own deletion by a command returns nothing, and one that is refused goes on being watched', async () => {
  const { open, deleteNote, answerCommands } = await windows(cityPerson);
  const { board, returnedEdits } = await open();
  const writeTitle = () => board.actions.appendText(challengeId, 'title', 'now');
  writeTitle();
  answerCommands(async () => {
    await messagesArrive();
    return { ok: false, problem: { type: '', title: '', status: 409, code: 'card-has-consortia' } };
  });
  await board.commands.execute('challenge.delete', { challenge: challengeId });
  await deleteNote(challengeId);
  await reportsArrive();
  expect(returnedEdits.items).toMatchObject([{ card: challengeId }]);

  const item = returnedEdits.items[0];
  const card = item && returnedCard(item);
  if (card) board.actions.recreateCard(card);
  writeTitle();
  answerCommands(async () => {
    await deleteNote(challengeId);
    await vi.advanceTimersByTimeAsync(4_000);
    return { ok: true, value: { decided: 0, circles: {}, result: {} } };
  });
  await board.commands.execute('challenge.delete', { challenge: challengeId });
  await reportsArrive();
  expect(returnedEdits.items).toHaveLength(1);
});

test('a card is not read for others’ edits of other cards', async () => {
  const { open, server } = await windows();
  const { write } = await open();
  write();
  await messagesArrive();
  const read = vi.spyOn(Y.Map.prototype, 'toJSON');
  const readsOfText = () =>
    read.mock.contexts.filter((map) => map instanceof Y.Map && map._item?.parentSub === note).length;
  server.change((doc) => setField(doc, other, 'x', 1));
  await messagesArrive();
  const once = readsOfText();
  for (let x = 2; x < 20; x += 1) server.change((doc) => setField(doc, other, 'x', x));
  await messagesArrive();

  expect(readsOfText()).toBe(once);
  read.mockRestore();
});

test('P3: a card whose creation the guard reverts is returned by the server alone', async () => {
  const { open, server, deleteNote } = await windows();
  const { board, returnedEdits, reports } = await open();
  const undone = [{ what: 'created', reason: 'step-closed' }] as const;
  const create = async () => {
    const card = board.actions.createNote({ x: 0, y: 0 });
    board.actions.appendText(card, 'text', 'Mine');
    await messagesArrive();
    return card;
  };
  const notify = (card: CardId) =>
    server.send(encodeNotice({ is: 'refused', undone: undone.map((change) => ({ ...change, card })), more: 0 }));

  const [early, late] = [await create(), await create()];
  notify(early);
  await deleteNote(early);
  await deleteNote(late);
  notify(late);
  await reportsArrive();

  expect([returnedEdits.items, reports()]).toEqual([[], 0]);
});

test('P3: a card that the server has returned already is not returned again', async () => {
  const { open, servers, deleteNote } = await windows();
  const { returnedEdits, write, reports } = await open();
  write();
  await deleteNote();
  const entry = {
    what: 'created',
    reason: 'step-closed',
    card: note,
    kind: 'note',
    title: '',
    text: '',
    value: undefined,
    more: 0,
  };
  servers.serverOf(person()).change((doc) => returnedEditsOf(doc).set('byserver0000', { ...entry, at: Date.now() }));
  await reportsArrive();

  expect(returnedEdits.items.map(({ reason }) => reason)).toEqual(['step-closed']);
  expect(reports()).toBe(0);
});

test('a card that comes back with all its words is not returned', async () => {
  const { open, server, deleteNote } = await windows();
  const { returnedEdits, write, board } = await open();
  write();
  await messagesArrive();
  const text = String(fieldOf(server.doc, note, 'text'));
  await deleteNote();
  server.change((doc) => putNote(doc, note, { text }));
  await reportsArrive();
  expect(returnedEdits.items).toEqual([]);

  // The person writes on in the restored card.
  await deleteNote();
  await reportsArrive();
  expect(texts(returnedEdits.items)).toEqual(['Trees\nand shade']);
  expect(board.cards.get(note)).toBeUndefined();
});

test('P6: words of a card that another’s undo restores without them are returned, and the card is not made twice', async () => {
  const { open, server, deleteNote, goOffline, goOnline } = await windows();
  const { board, returnedEdits, write } = await open();
  goOffline();
  write();
  await deleteNote();
  server.change((doc) => putNote(doc, note, { text: 'Trees' }));
  await goOnline();

  expect(texts(returnedEdits.items)).toEqual(['Trees\nand shade']);
  const card = returnedEdits.items[0] && returnedCard(returnedEdits.items[0]);
  const made = card && board.actions.recreateCard(card);
  expect(made).not.toBe(note);
  expect([note, made].map((id) => id && (Reflect.get(Object(board.cards.get(id)), 'text') as unknown))).toEqual([
    'Trees',
    'Trees\nand shade',
  ]);
});

test('P6: a card deleted again is returned again', async () => {
  const { open, deleteNote } = await windows();
  const { board, returnedEdits, write } = await open();
  write('first');
  await deleteNote();
  await reportsArrive();
  const card = returnedEdits.items[0] && returnedCard(returnedEdits.items[0]);
  if (card) board.actions.recreateCard(card);
  await messagesArrive();
  write('second');
  await messagesArrive();
  await deleteNote();
  await reportsArrive();

  expect(texts(returnedEdits.items)).toEqual(['Trees\nfirst\nsecond', 'Trees\nfirst']);
});

test('P6: two windows that return one deletion add one entry', async () => {
  const { open, server, deleteNote, goOffline, goOnline, servers } = await windows();
  const [one, two] = [await open(), await open()];
  goOffline();
  one.write();
  await vi.advanceTimersByTimeAsync(1_000);
  one.close();
  // Reads the mark of the first window, and its words from the store that both share.
  two.close();
  const [three, four] = [await open(), await open()];
  await deleteNote();
  await goOnline();
  for (const window of [three, four]) window.close();
  await goOnline();
  const last = await open();
  await reportsArrive();

  expect(server.doc.getMap('cards').has(note)).toBe(false);
  expect(returnedEditsOf(servers.serverOf(person()).doc).size).toBe(1);
  expect(last.returnedEdits.items).toHaveLength(1);
});

test('P6: offers, concepts and briefs are returned with their rich texts', async () => {
  const { open, server, deleteNote } = await windows();
  const [offer, concept] = [newId(CardId), newId(CardId)];
  const base = { x: 0, y: 0, w: 200, h: 160, order: 'a0', createdBy: worker.id, createdAt: 1 };
  putCard(server.doc, offer, { kind: 'offer', company: nth(companyIds, 0), title: 'We build', text: 'Roofs', ...base });
  putCard(server.doc, concept, { kind: 'concept', title: 'Shade', text: 'Sails', parts: [], ...base });
  const { board, returnedEdits, write } = await open();
  write('and façades', offer);
  write('over yards', concept);
  await deleteNote(offer);
  await deleteNote(concept);
  await reportsArrive();

  for (const item of returnedEdits.items) {
    const card = returnedCard(item);
    if (card) expect(board.actions.recreateCard(card)).toBe(item.card);
  }
  expect(board.cards.get(offer)).toMatchObject({
    title: 'We build',
    text: expect.stringMatching(/Roofs.*and façades/s) as string,
  });
  expect(board.cards.get(concept)).toMatchObject({ text: 'Sails\nover yards' });
});

test('P6: a draft of a city’s circle is returned with its circle', async () => {
  const { open, servers } = await windows(cityPerson);
  const { board, returnedEdits } = await open();
  const city = nth(cityPerson.organisations, 0).id;
  const drafts = openCityDrafts(board, city);
  opened.unshift(drafts);
  await messagesArrive();
  const challenge = drafts.actions.createChallenge({ x: 0, y: 0 }, { city, sector: 'waste', title: 'Waste' });
  drafts.actions.appendText(challenge, 'brief', 'Too much of it');
  await messagesArrive();
  servers.serverOf(`${workshop}/city-${city}`).change((doc) => cardsOf(doc).delete(challenge));
  await reportsArrive();

  expect(returnedEdits.items).toMatchObject([
    { what: 'created', kind: 'challenge', title: 'Waste', circle: `city-${city}`, reason: 'card-deleted' },
  ]);
  const item = returnedEdits.items[0];
  expect(item && returnedCard(item)).toMatchObject({ brief: 'Too much of it' });
  expect(board.revertedChangeCounts.byReason.get('card-deleted')).toBe(1);
});

test('a full list of returned edits loses its oldest for a deleted card', async () => {
  const { open, servers, deleteNote } = await windows();
  const { returnedEdits, write } = await open();
  servers.serverOf(person()).change((doc) => {
    for (let at = 1; at <= returnedEditsMax; at += 1) {
      const { id, ...entry } = returnedEditItem({ id: newId(ReturnedEditId), what: 'deleted', at });
      returnedEditsOf(doc).set(id, entry);
    }
  });
  write();
  await deleteNote();
  await reportsArrive();

  expect(returnedEdits.items).toHaveLength(returnedEditsMax);
  expect(returnedEdits.items[0]?.reason).toBe('card-deleted');
  expect(returnedEdits.items.at(-1)?.at).toBe(2);
});
