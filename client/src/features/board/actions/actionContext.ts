import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';
import type { BoardController } from '../controller/boardController.svelte.ts';

/** What an action acts on. */
export interface ActionContext {
  readonly board: LiveBoard;
  readonly controller: BoardController;
}
