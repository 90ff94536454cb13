import { circleOfConsortium } from '@brygga/shared/document/circles';
import type { CardId } from '@brygga/shared/ids';
import { liveWorkspace } from '../live/liveWorkspace.ts';
import type { LiveBoard } from './liveBoard.ts';
import { openCircleBoard } from './openCircleBoard.ts';
import { emptySession } from './openCityDrafts.ts';

/**
 * Opens a consortium's workspace. Its members and its challenge are read from the workshop's board;
 * the workspace holds only what its members alone may know.
 */
export const openWorkspace = (board: LiveBoard, consortium: CardId): LiveBoard =>
  openCircleBoard({
    circle: circleOfConsortium(consortium),
    board,
    reads(doc, cards) {
      const { workspace, stop } = liveWorkspace(doc, consortium, cards);
      return { board: { ...board.agreements, session: () => emptySession, workspace: () => workspace }, stop };
    },
  });
