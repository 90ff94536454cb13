import type { Board } from '@brygga/shared/agreements/board';
import type { Card } from '@brygga/shared/document/cards/index';
import type { EnterableCircle } from '@brygga/shared/document/circles';
import type { CardId } from '@brygga/shared/ids';
import { untrack } from 'svelte';
import type * as Y from 'yjs';
import { rightsOn } from '../actions/rights.ts';
import { liveCards } from '../live/liveCards.ts';
import type { LiveRecords } from '../live/liveRecords.svelte.ts';
import { BoardPresence } from '../presence/boardPresence.svelte.ts';
import { rosterIdentity } from '../presence/rosterIdentity.ts';
import { boardEditing } from './boardEditing.ts';
import type { LiveBoard } from './liveBoard.ts';

export interface OpenCircleBoardOptions {
  readonly circle: Exclude<EnterableCircle, { is: 'board' }>;
  /** The workshop's board: its roster, commands and registry are used. */
  readonly board: LiveBoard;
  /** Reads the circle's document as a board, for verdicts and rights. */
  readonly reads: (
    doc: Y.Doc,
    cards: LiveRecords<CardId, Card>,
  ) => { readonly board: Board; readonly stop: () => void };
}

/**
 * Opens a circle's document as a board, so that the same components show it. Call `destroy` when
 * nothing shows it any more.
 */
export const openCircleBoard = (options: OpenCircleBoardOptions): LiveBoard =>
  untrack(() => assembleCircleBoard(options));

const assembleCircleBoard = ({ circle, board: main, reads }: OpenCircleBoardOptions): LiveBoard => {
  const { workshop, actor, roster, circles } = main;
  const { document, release } = circles.acquire(circle);
  const { doc, status, revertedChangeCounts } = document;
  const { cards, stop: stopCards } = liveCards(doc);
  const { board, stop: stopReads } = reads(doc, cards);
  const rights = rightsOn(board, actor);
  const { presence, release: releasePresence } = document.openPresence(
    (awareness) => new BoardPresence(awareness, actor.id, () => rosterIdentity(roster, actor.id)),
  );
  const { stop: stopEditing, ...editing } = boardEditing({ doc, actor, rights, cards, presence });
  const unregisterBoard = circles.registerBoard(circle, board);

  let isOpen = true;
  return {
    workshop,
    actor,
    get loaded() {
      return document.loaded;
    },
    get title() {
      return main.title;
    },
    cards,
    roster,
    session: board.session(),
    announcements: main.announcements,
    agreements: board,
    rights,
    ...editing,
    presence,
    status,
    revertedChangeCounts,
    // Commands are decided on the workshop's board, which reads this circle through the registry.
    commands: main.commands,
    clock: main.clock,
    circles,
    destroy() {
      if (!isOpen) return;
      isOpen = false;
      unregisterBoard();
      stopEditing();
      releasePresence();
      stopCards();
      stopReads();
      release();
    },
  };
};
