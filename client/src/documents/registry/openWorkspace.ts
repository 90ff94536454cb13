import { circleOfConsortium } from '@brygga/shared/document/circles';
import type { CardId } from '@brygga/shared/ids';
import { liveWorkspace } from '../live/liveWorkspace.ts';
import { openCircleBoard, type OpenCircleBoardOptions } from './openCircleBoard.svelte.ts';
import { emptySession } from './openCityDrafts.ts';
import type { Environment } from './environment.ts';
import type { LiveBoard } from './liveBoard.ts';

/**
 * Opens a consortium's room beside the board. Who is in the consortium, and what it answers, is read
 * from the board as ever: in the room lies what its members alone may know.
 */
export const openWorkspace = (
  { consortium, board, as }: { readonly consortium: CardId } & Pick<OpenCircleBoardOptions, 'board' | 'as'>,
  surroundings?: Environment,
): LiveBoard =>
  openCircleBoard(
    {
      circle: circleOfConsortium(consortium),
      board,
      as,
      reads(doc, cards) {
        const { room, stop } = liveWorkspace(doc, consortium, cards);
        return { board: { ...board.board, session: () => emptySession, workspace: () => room }, stop };
      },
    },
    surroundings,
  );
