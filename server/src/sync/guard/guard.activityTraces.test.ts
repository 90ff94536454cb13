import { cardsOf } from '@brygga/shared/document/cards/index';
import { spanMs } from '@brygga/shared/domain/activity/trace';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeMembership } from '../testing/syncWorld.ts';
import { cardOf, putChallenge, putNote, openGuardedBoard, textOf } from './testing/guardedBoard.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: 1_000 * spanMs }));
afterEach(() => void vi.useRealTimers());

const openWithTwo = () => {
  const board = openGuardedBoard();
  const [ann, bo] = [board.join(), board.join()];
  return {
    board,
    ann,
    bo,
    left: () => board.traces.map(({ trace, by }) => [trace, by === ann.actor.id ? 'ann' : 'bo']),
  };
};

test('each card that is created or deleted leaves a trace with its writer', () => {
  const { board, ann, bo, left } = openWithTwo();
  const note = putNote(ann, 'Shade');
  board.send(ann);
  putNote(bo);
  board.send(bo);
  cardsOf(ann.doc).delete(note);
  board.send(ann);
  expect(left()).toEqual([
    ['card.created', 'ann'],
    ['card.created', 'bo'],
    ['card.deleted', 'ann'],
  ]);
  expect(board.traces[2]).toMatchObject({ card: note, kind: 'note' });
});

test('continuous typing leaves one trace a span for each person', () => {
  const { board, ann, bo, left } = openWithTwo();
  const note = putNote(ann);
  board.send(ann);
  for (const writer of [ann, bo, ann, bo, ann]) {
    textOf(writer, note).insert(0, 'a');
    board.send(writer);
  }
  expect(left().slice(1)).toEqual([
    ['card.written', 'ann'],
    ['card.written', 'bo'],
  ]);
  vi.setSystemTime(1_001 * spanMs);
  textOf(ann, note).insert(0, 'b');
  board.send(ann);
  expect(left().slice(3)).toEqual([['card.written', 'ann']]);
});

test('moving cards leaves no trace', () => {
  const { board, ann } = openWithTwo();
  const note = putNote(ann);
  board.send(ann);
  cardOf(ann, note).set('x', 500);
  cardOf(ann, note).set('colour', 'coral');
  board.send(ann);
  expect(board.traces).toHaveLength(1);
});

test('a reverted edit leaves no trace, unlike an allowed one of the same message', () => {
  const board = openGuardedBoard();
  const ann = board.join();
  const note = putNote(ann);
  board.send(ann);
  const { challenge } = putChallenge(board.doc, makeMembership().identity.organisation);
  board.asServer(() => undefined);
  const bo = board.join();
  cardOf(bo, challenge).set('sector', 'energy');
  textOf(bo, note).insert(0, 'allowed');
  expect(board.send(bo).reverted).toHaveLength(1);
  expect(board.traces.map(({ trace, by }) => [trace, by])).toEqual([
    ['card.created', ann.actor.id],
    ['card.written', bo.actor.id],
  ]);
});

test('a trace contains no text of a card', () => {
  const { board, ann } = openWithTwo();
  const note = putNote(ann, 'secret words');
  board.send(ann);
  textOf(ann, note).insert(0, 'more secrets');
  board.send(ann);
  expect(JSON.stringify(board.traces)).not.toContain('secret');
});

test('a reopened document repeats its traces, of which the journal keeps the first', () => {
  const { board, ann } = openWithTwo();
  const note = putNote(ann);
  board.send(ann);
  textOf(ann, note).insert(0, 'a');
  board.send(ann);
  board.reopen();
  textOf(ann, note).insert(0, 'b');
  board.send(ann);
  const [, first, second] = board.traces;
  expect(second).toEqual(first);
});
