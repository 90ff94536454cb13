import { circleOfConsortium } from '@brygga/shared/document/circles';
import type { CardId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import type { Workshop } from '@brygga/shared/testing/workshop';
import { liveCards } from '../live/liveCards.ts';
import { liveWorkspace } from '../live/liveWorkspace.ts';
import { BoardPresence } from '../presence/boardPresence.svelte.ts';
import { boardEditing } from '../registry/boardEditing.ts';
import { LocalOnlyAwareness } from '../presence/localOnlyAwareness.ts';
import { rightsOn } from '../actions/rights.ts';
import type { LiveBoard } from '../registry/liveBoard.ts';
import { memoryBoard } from './memoryBoard.svelte.ts';

/** A consortium's workspace as `openWorkspace` opens it, over a test's workshop and without a network. */
export const memoryWorkspace = (workshop: Workshop, as: Person, consortium: CardId): LiveBoard => {
  const { live } = memoryBoard(workshop, as);
  const doc = workshop.docs(circleOfConsortium(consortium));
  const { cards } = liveCards(doc);
  const { workspace } = liveWorkspace(doc, consortium, cards);
  const board = { ...live.agreements, workspace: () => workspace };
  const { actor } = live;
  const rights = rightsOn(board, actor);
  const presence = new BoardPresence(new LocalOnlyAwareness(doc), actor.id, () => undefined);
  live.circles.registerBoard(circleOfConsortium(consortium), board);
  return {
    ...live,
    cards,
    agreements: board,
    rights,
    presence,
    ...boardEditing({ doc, actor, rights, cards, presence }),
  };
};
