import { circleOfConsortium } from '@brygga/shared/document/circles';
import type { CardId } from '@brygga/shared/ids';
import { liveRoom } from './liveRoom.ts';
import { openCircleBoard, type OpenCircleOptions } from './openCircleBoard.svelte.ts';
import { noSession } from './openDesk.ts';
import type { Surroundings } from './surroundings.ts';
import type { LiveBoard } from './types.ts';

/**
 * Opens a consortium's room beside the board. Who is in the consortium, and what it answers, is read
 * from the board as ever: in the room lies what its members alone may know.
 */
export const openRoom = (
  { consortium, board, as }: { readonly consortium: CardId } & Pick<OpenCircleOptions, 'board' | 'as'>,
  surroundings?: Surroundings,
): LiveBoard =>
  openCircleBoard(
    {
      circle: circleOfConsortium(consortium),
      ...{ board, as },
      reads(doc, cards) {
        const { room, stop } = liveRoom(doc, consortium, cards);
        return { board: { ...board.board, session: () => noSession, workspace: () => room }, stop };
      },
    },
    surroundings,
  );
