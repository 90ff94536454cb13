import { circleOfConsortium } from '@brygga/shared/document/circles';
import type { CardId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import type { Workshop } from '@brygga/shared/testing/workshop';
import { boardActions } from '../actions/boardActions.ts';
import { liveCards } from '../live/liveCards.ts';
import { liveWorkspace } from '../live/liveWorkspace.ts';
import { BoardPresence } from '../presence/boardPresence.svelte.ts';
import { LocalOnlyAwareness } from '../presence/localOnlyAwareness.ts';
import { richTextsOf } from '../text/richTexts.ts';
import { rightsOn } from '../actions/rights.ts';
import { BoardTexts } from '../text/boardTexts.ts';
import type { LiveBoard } from '../registry/liveBoard.ts';
import { BoardUndo } from '../actions/boardUndo.svelte.ts';
import { memoryBoard } from './memoryBoard.svelte.ts';

/** A consortium's room as `openRoom` opens it, over a test's workshop and without a network. */
export const memoryWorkspace = (workshop: Workshop, as: Person, consortium: CardId): LiveBoard => {
  const { live } = memoryBoard(workshop, as);
  const doc = workshop.docs(circleOfConsortium(consortium));
  const { cards } = liveCards(doc);
  const { room } = liveWorkspace(doc, consortium, cards);
  const board = { ...live.board, workspace: () => room };
  const { actor } = live;
  const rights = rightsOn(board, actor);
  const undo = new BoardUndo(doc);
  const presence = new BoardPresence(new LocalOnlyAwareness(doc), actor.id, () => undefined);
  live.circles.register(circleOfConsortium(consortium), { doc, board });
  return {
    ...live,
    cards,
    board,
    rights,
    undo,
    presence,
    actions: boardActions({ doc, actor, rights, beforeChange: (step) => undo.beforeChange(step) }),
    texts: new BoardTexts({ doc, rights, cards, presence, undo }),
    richTexts: richTextsOf({ doc, rights, cards, presence }),
  };
};
