import type { BoardKind } from '@brygga/shared/document/cards/index';
import { CardId, newId } from '@brygga/shared/ids';
import { expect, test } from 'vitest';
import { SidePanelState } from './sidePanelState.svelte.ts';

const [note, challenge, consortium] = [newId(CardId), newId(CardId), newId(CardId)];

const desk = () => {
  const kinds = new Map<CardId, BoardKind>([
    [note, 'note'],
    [challenge, 'challenge'],
    [consortium, 'consortium'],
  ]);
  let selection: readonly CardId[] = [];
  const beside = new SidePanelState({
    get selection() {
      return selection;
    },
    kindOf: (card) => kinds.get(card),
    select: (cards) => (selection = cards),
  });
  const select = (...cards: CardId[]) => {
    selection = cards;
    beside.followSelection();
  };
  return { beside, select, kinds };
};

test('what is selected lies open, and closes with the selection', () => {
  const { beside, select } = desk();

  select(challenge);
  expect(beside.card).toBe(challenge);

  select();
  expect(beside.card).toBeUndefined();
});

test('a note is opened by hand alone, and stays while it is selected', () => {
  const { beside, select } = desk();
  select(note);
  expect(beside.card).toBeUndefined();

  beside.open(note);
  beside.followSelection();

  expect(beside.card).toBe(note);
});

test('a pinned panel stays when the selection goes, and follows the next', () => {
  const { beside, select } = desk();
  select(challenge);
  beside.pinned = true;

  select();
  expect(beside.card).toBe(challenge);

  select(consortium);
  expect(beside.card).toBe(consortium);
});

test('from a consortium that was opened within a challenge one can go back', () => {
  const { beside, select } = desk();
  select(challenge);

  beside.open(consortium, { within: true });
  beside.followSelection();
  expect(beside.previous).toBe(challenge);

  beside.back();
  beside.followSelection();
  expect(beside.card).toBe(challenge);
  expect(beside.previous).toBeUndefined();
});

test('a card that somebody deletes does not stay open', () => {
  const { beside, select, kinds } = desk();
  select(challenge);

  kinds.delete(challenge);
  select();

  expect(beside.card).toBeUndefined();
});
