import { cardsOf } from '@brygga/shared/document/cards/index';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { putNote, openGuardedBoard, textOf } from './testing/guardedBoard.ts';

/** A note of Anna's, which Bo may write in and may not delete. */
const annasNote = (text = 'Trees first') => {
  const world = openGuardedBoard();
  const [anna, bo] = [world.join(), world.join()];
  const note = putNote(anna, text);
  world.send(anna);
  const board = { isThere: () => cardsOf(world.doc).has(note), words: () => textOf(world, note).toString() };
  const remove = (by: typeof anna): void => cardsOf(by.doc).delete(note);
  return { world, anna, bo, note, remove, ...board };
};

const converged = (world: ReturnType<typeof openGuardedBoard>): void => {
  const [server, ...copies] = world.copies();
  for (const copy of copies) expect(copy).toEqual(server);
};

test.each([
  ['', false],
  [', also when the document was closed and opened meanwhile', true],
])('a deletion by right stands though another came before it without right%s', (_when, reopened) => {
  const { world, anna, bo, remove, isThere } = annasNote();
  remove(anna);
  remove(bo);
  world.send(bo);
  expect(isThere()).toBe(true);
  if (reopened) world.reopen();

  expect(world.send(anna).reverted).toEqual([]);
  expect(isThere()).toBe(false);
  converged(world);
});

test('a concurrent cut of text is repeated in the restored card, and nothing else is cut', () => {
  const { world, anna, bo, note, remove, words } = annasNote();
  textOf(anna, note).delete(2, 3);
  textOf(anna, note).insert(2, 'unk');
  remove(bo);
  world.send(bo);

  expect(world.send(anna).reverted).toEqual([]);
  expect(words()).toBe('Trunk first');
  converged(world);
});

test('two forbidden deletions don’t affect each other’s restoration', () => {
  const { world, bo, remove, isThere } = annasNote();
  const carl = world.join();
  remove(bo);
  remove(carl);
  world.send(bo);

  expect(world.send(carl).reverted).toMatchObject([{ change: { what: 'deleted' } }]);
  expect(isThere()).toBe(true);
  converged(world);
});

test('a client that has seen the restoration deletes nothing by resending its state', () => {
  const { world, anna, bo, remove, isThere } = annasNote();
  remove(bo);
  world.send(bo);
  world.sendStep2(anna);
  expect(isThere()).toBe(true);
  world.sendWholeState(anna);
  expect(isThere()).toBe(true);
  converged(world);
});

test('a SyncStep2 after a reconnect deletes nothing of a restored card', () => {
  const { world, anna, bo, remove, isThere } = annasNote();
  remove(anna);
  anna.unsent.length = 0;
  remove(bo);
  world.send(bo);
  world.sendStep2(anna);
  expect(isThere()).toBe(true);
});

test('text for a restored card is lost where the same message deletes the card', () => {
  const { world, anna, bo, note, remove, isThere } = annasNote();
  textOf(anna, note).insert(0, 'Old ');
  remove(bo);
  world.send(bo);
  remove(anna);

  expect(world.send(anna).reverted).toEqual([]);
  expect(isThere()).toBe(false);
  converged(world);
});

test('P2: with racing edits, allowed deletions stay, everything else is kept, and all copies agree', () => {
  const letters = 'abcdefghijklmnop';
  const steps = fc.array(
    fc.oneof(
      fc.record({ is: fc.constant('cut' as const), at: fc.nat(15) }),
      fc.record({
        is: fc.constantFrom('delete', 'flash', 'foul', 'foul', 'send', 'send foul', 'send foul', 'reopen', 'tell'),
        at: fc.constant(0),
      }),
    ),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(steps, (story) => {
      const { world, anna, bo, note, remove, isThere, words } = annasNote(letters);
      let isDeleted = false;
      let left = letters;
      const send = (who: typeof anna): void => {
        if (who.unsent.length > 0) world.send(who);
      };
      for (const { is, at } of story) {
        const text = cardsOf(anna.doc).get(note)?.get('text');
        if (is === 'cut' && text instanceof Y.Text && at < text.length) {
          left = left.replace(text.toString()[at] ?? '', '');
          text.delete(at, 1);
        }
        if (is === 'flash' && text instanceof Y.Text) {
          anna.doc.transact(() => {
            text.insert(0, 'no sooner said');
            text.delete(0, 'no sooner said'.length);
          });
        }
        if (is === 'delete' && text) {
          isDeleted = true;
          remove(anna);
        }
        if (is === 'foul') remove(bo);
        if (is === 'send') send(anna);
        if (is === 'send foul') send(bo);
        if (is === 'reopen') world.reopen();
        if (is === 'tell') {
          send(anna);
          world.sendStep2(anna);
          world.sendWholeState(anna);
        }
      }
      for (const who of [anna, bo]) send(who);
      expect(isThere()).toBe(!isDeleted);
      if (!isDeleted) expect(words()).toBe(left);
      converged(world);
    }),
    { numRuns: 500 },
  );
});
