import { putCard } from '@brygga/shared/document/cards/index';
import { CardId, PersonId } from '@brygga/shared/ids';
import { challengeId, idOf } from '@brygga/shared/testing/fixtures';
import { newWorkshop } from '@brygga/shared/testing/workshop';
import type { Person } from '@brygga/shared/rules/actor';
import { memoryBoard } from '../../../documents/testing/memoryBoard.svelte.ts';
import { BoardController } from '../controller/boardController.svelte.ts';

export const noteIds = [1, 2, 3].map((number) => idOf(CardId, 'note', number));
export { challengeId };

/**
 * A workshop's board with its challenge at the upper left and three notes right of it: the first by
 * this actor, the others by another person, the last one locked.
 */
export const testBoard = (actor: Person) => {
  const workshop = newWorkshop();
  noteIds.forEach((id, index) =>
    putCard(workshop.doc, id, {
      kind: 'note',
      text: `Idea ${index + 1}`,
      colour: 'yellow',
      x: 400 + index * 240,
      y: 0,
      w: 200,
      h: 160,
      order: `a${index + 1}`,
      locked: index === 2,
      createdBy: index === 0 ? actor.id : idOf(PersonId, 'else'),
      createdAt: 1,
    }),
  );
  const { live } = memoryBoard(workshop, actor);
  return { workshop, board: live };
};

/** A controller with a canvas of 1440 by 900 pixels, and the cards opened beside it. */
export const testController = (board: ReturnType<typeof testBoard>['board']) => {
  const controller = new BoardController();
  const opened: CardId[] = [];
  controller.camera.viewport = { w: 1440, h: 900 };
  controller.attach(board, (id) => opened.push(id));
  return { controller, opened };
};
