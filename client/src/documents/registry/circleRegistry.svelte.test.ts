import { circleOfCity, circleOfConsortium } from '@brygga/shared/document/circles';
import { recordsOf } from '@brygga/shared/document/roots';
import { CardId, WorkshopId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import { cityId, cityPerson, facilitator, idOf } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import { encodeNotice } from '@brygga/shared/wire/notices';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { memoryEnvironment } from '../testing/memoryEnvironment.ts';
import { MemoryServers } from '../testing/memoryServer.ts';
import { noteId, putNote } from '../testing/notes.ts';
import type { LiveBoard } from './liveBoard.ts';
import { openBoard } from './openBoard.svelte.ts';
import { openCityDrafts } from './openCityDrafts.ts';
import { openJudging } from './openJudging.ts';
import { openQuestionCircles, openQuestions } from './openQuestions.svelte.ts';
import { openReturnedEdits } from './openReturnedEdits.svelte.ts';
import { openWorkspace } from './openWorkspace.ts';

const boards: LiveBoard[] = [];
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  boards.splice(0).forEach((board) => board.destroy());
  localStorage.clear();
  vi.useRealTimers();
});

const workshop = idOf(WorkshopId, 'workshop');
const consortiumId = idOf(CardId, 'consortium');

const cityName = `${workshop}/city-${cityId}`;

const messagesArrive = () => vi.advanceTimersByTimeAsync(10);

const openedBoard = async (actor: Person) => {
  const servers = new MemoryServers();
  Y.applyUpdate(servers.serverOf(workshop).doc, Y.encodeStateAsUpdate(newWorkshop().doc));
  const environment = memoryEnvironment(servers.Socket);
  const board = openBoard({ workshop, actor }, environment);
  boards.push(board);
  await messagesArrive();
  return { board, servers, environment };
};

test('views of one circle share a document, a socket and a store', async () => {
  const { board, servers, environment } = await openedBoard(cityPerson);
  const drafts = openCityDrafts(board, cityId);
  const questions = openQuestions(board, circleOfCity(cityId));
  const returnedEdits = openReturnedEdits(board);
  const judging = openJudging(board, cityId);
  await messagesArrive();

  expect(servers.opened).toEqual({ [workshop]: 1, [cityName]: 1, [`${workshop}/person-${cityPerson.id}`]: 1 });
  expect(environment.openStores.toSorted()).toEqual(
    [
      `brygga:${workshop}:${cityPerson.id}`,
      `brygga:${workshop}:${cityPerson.id}:city-${cityId}`,
      `brygga:${workshop}:${cityPerson.id}:tray`,
    ].toSorted(),
  );

  for (const view of [drafts, questions, returnedEdits]) view.destroy();
  await messagesArrive();
  expect(servers.open[cityName]).toBe(1);

  judging.destroy();
  await messagesArrive();
  expect(servers.open).toEqual({ [workshop]: 1 });
  expect(environment.openStores).toEqual([`brygga:${workshop}:${cityPerson.id}`]);
});

test('a view that replaces the last one in the same flush keeps the socket', async () => {
  const { board, servers } = await openedBoard(cityPerson);
  const drafts = openCityDrafts(board, cityId);
  await messagesArrive();

  drafts.destroy();
  const next = openCityDrafts(board, cityId);
  await messagesArrive();

  expect(servers.opened[cityName]).toBe(1);
  expect(next.loaded).toBe(true);
});

test('an update of a circle reaches every view of it', async () => {
  const { board, servers } = await openedBoard(cityPerson);
  const views = [openCityDrafts(board, cityId), openCityDrafts(board, cityId)];
  await messagesArrive();

  servers.serverOf(cityName).change((doc) => putNote(doc, noteId(1)));
  await messagesArrive();

  expect(views.map(({ cards }) => cards.ids)).toEqual([[noteId(1)], [noteId(1)]]);
});

test('an edit made in one view is undone in another view of the circle', async () => {
  const { board } = await openedBoard(facilitator);
  const [first, second] = [openWorkspace(board, consortiumId), openWorkspace(board, consortiumId)];
  await messagesArrive();
  const note = first.actions.createNote({ x: 0, y: 0 });

  expect(second.cards.get(note)).toBeDefined();
  second.undo.undo();

  expect(first.cards.get(note)).toBeUndefined();
});

test('views share one presence, which ends with the last of them', async () => {
  const { board, servers } = await openedBoard(cityPerson);
  const plain = openQuestions(board, circleOfCity(cityId));
  const views = [openCityDrafts(board, cityId), openCityDrafts(board, cityId)];
  await messagesArrive();

  expect(views[0]?.presence).toBe(views[1]?.presence);
  for (const view of views) view.destroy();
  await messagesArrive();

  expect(servers.open[cityName]).toBe(1);
  plain.destroy();
});

test('the stores that earlier versions opened for each use of a circle are deleted', async () => {
  const { board, environment } = await openedBoard(cityPerson);
  openCityDrafts(board, cityId);

  expect(environment.deletedStores).toEqual(
    ['talk', 'interest', 'judging'].map((use) => `brygga:${workshop}:${cityPerson.id}:${use}:city-${cityId}`),
  );
});

test('a circle that the server closes for good refuses its own view and no other', async () => {
  const { board, servers } = await openedBoard(cityPerson);
  const workspace = openWorkspace(board, consortiumId);
  await messagesArrive();

  servers.serverOf(`${workshop}/consortium-${consortiumId}`).close('no-right');

  expect([workspace.status.connection, workspace.status.refusal]).toEqual(['refused', 'no-right']);
  expect(board.status.connection).toBe('connected');
});

test('a destroyed board closes every circle', async () => {
  const { board, servers, environment } = await openedBoard(cityPerson);
  openCityDrafts(board, cityId);
  openWorkspace(board, consortiumId);
  await messagesArrive();

  board.destroy();

  expect(servers.open).toEqual({});
  expect(environment.openStores).toEqual([]);
});

test('the facilitators’ circle is open for as long as the person is a facilitator', async () => {
  const { board, servers } = await openedBoard(cityPerson);
  const { questionCircles, destroy } = openQuestionCircles(board, openReturnedEdits(board).questions);
  const name = `${workshop}/facilitators`;
  const changeRole = async (role: string) => {
    servers.serverOf(workshop).change((doc) => {
      const person = { name: 'Mayor', organisation: cityId, role };
      recordsOf(doc, 'people').set(cityPerson.id, new Y.Map(Object.entries(person)));
    });
    await messagesArrive();
    flushSync();
    await messagesArrive();
  };
  expect(questionCircles.facilitators).toBeUndefined();

  await changeRole('facilitator');
  expect(questionCircles.facilitators).toBeDefined();
  expect(servers.open[name]).toBe(1);

  await changeRole('participant');
  expect(questionCircles.facilitators).toBeUndefined();
  expect(servers.open[name]).toBeUndefined();
  destroy();
});

test('verdicts read the latest board of a circle while a view has one', async () => {
  const { board } = await openedBoard(cityPerson);
  const circle = circleOfConsortium(consortiumId);
  const workspace = openWorkspace(board, consortiumId);

  expect(board.circles.boardOf(circle)).toBe(workspace.agreements);
  workspace.destroy();

  expect(board.circles.boardOf(circle)).not.toBe(workspace.agreements);
});

test('P3: what is reverted in any circle of this window is told to its board', async () => {
  const { board, servers } = await openedBoard(cityPerson);
  const drafts = openCityDrafts(board, cityId);
  await messagesArrive();
  const undone = [{ what: 'written', reason: 'text-too-long' }] as const;
  servers.serverOf(cityName).send(encodeNotice({ is: 'refused', undone: [...undone], more: 0 }));
  await messagesArrive();

  expect(Object.fromEntries(board.revertedChangeCounts.byReason)).toEqual({ 'text-too-long': 1 });
  drafts.destroy();
});
