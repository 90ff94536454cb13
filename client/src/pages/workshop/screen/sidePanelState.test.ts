import type { BoardKind } from '@brygga/shared/document/cards/index';
import { CardId, newId } from '@brygga/shared/ids';
import { expect, test } from 'vitest';
import { SidePanelState } from './sidePanelState.svelte.ts';

const [note, challenge, consortium] = [newId(CardId), newId(CardId), newId(CardId)];

const createPanel = () => {
  const kinds = new Map<CardId, BoardKind>([
    [note, 'note'],
    [challenge, 'challenge'],
    [consortium, 'consortium'],
  ]);
  let selection: readonly CardId[] = [];
  const panel = new SidePanelState({
    get selection() {
      return selection;
    },
    kindOf: (card) => kinds.get(card),
    select: (cards) => (selection = cards),
  });
  const select = (...cards: CardId[]) => {
    selection = cards;
    panel.followSelection();
  };
  return { panel, select, kinds };
};

test('the selected card opens, and closes with the selection', () => {
  const { panel, select } = createPanel();

  select(challenge);
  expect(panel.card).toBe(challenge);

  select();
  expect(panel.card).toBeUndefined();
});

test('a note opens only on request, and stays open while it is selected', () => {
  const { panel, select } = createPanel();
  select(note);
  expect(panel.card).toBeUndefined();

  panel.open(note);
  panel.followSelection();

  expect(panel.card).toBe(note);
});

test('a pinned panel stays open without a selection, and follows the next one', () => {
  const { panel, select } = createPanel();
  select(challenge);
  panel.pinned = true;

  select();
  expect(panel.card).toBe(challenge);

  select(consortium);
  expect(panel.card).toBe(consortium);
});

test('back returns from a card that was opened within the panel', () => {
  const { panel, select } = createPanel();
  select(challenge);

  panel.open(consortium, { within: true });
  panel.followSelection();
  expect(panel.previous).toBe(challenge);

  panel.back();
  panel.followSelection();
  expect(panel.card).toBe(challenge);
  expect(panel.previous).toBeUndefined();
});

test('a deleted card closes', () => {
  const { panel, select, kinds } = createPanel();
  select(challenge);

  kinds.delete(challenge);
  select();

  expect(panel.card).toBeUndefined();
});
