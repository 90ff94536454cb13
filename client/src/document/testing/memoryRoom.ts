import { circleOfConsortium } from '@brygga/shared/document/circles';
import type { CardId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import type { Workshop } from '@brygga/shared/testing/workshop';
import { boardActions } from '../actions.ts';
import { liveCards } from '../liveCards.ts';
import { liveWorkspace } from '../liveRoom.ts';
import { BoardPresence } from '../presence.svelte.ts';
import { LocalOnlyAwareness } from '../quietAwareness.ts';
import { richTextsOf } from '../richTexts.ts';
import { rightsOn } from '../rights.ts';
import { BoardTexts } from '../texts.ts';
import type { LiveBoard } from '../types.ts';
import { BoardUndo } from '../undo.svelte.ts';
import { memoryBoard } from './memoryBoard.svelte.ts';

/** A consortium's room as `openRoom` opens it, over a test's workshop and without a network. */
export const memoryWorkspace = (workshop: Workshop, as: Person, consortium: CardId): LiveBoard => {
  const { live } = memoryBoard(workshop, as);
  const doc = workshop.docs(circleOfConsortium(consortium));
  const { cards } = liveCards(doc);
  const { room } = liveWorkspace(doc, consortium, cards);
  const board = { ...live.board, room: () => room };
  const { actor } = live;
  const rights = rightsOn(board, actor);
  const undo = new BoardUndo(doc);
  const presence = new BoardPresence(new LocalOnlyAwareness(doc), actor.id, () => undefined);
  live.circles.register(circleOfConsortium(consortium), { doc, board });
  return {
    ...live,
    ...{ cards, board, rights, undo, presence },
    actions: boardActions({ doc, actor, rights, beforeChange: (step) => undo.beforeChange(step) }),
    texts: new BoardTexts({ doc, rights, cards, presence, undo }),
    richTexts: richTextsOf({ doc, rights, cards, presence }),
  };
};
