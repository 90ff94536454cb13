import { type Board, decidedOf } from '@brygga/shared/agreements/board';
import type { Card } from '@brygga/shared/document/cards/index';
import { type Circle, circleName } from '@brygga/shared/document/circles';
import type { CardId, PersonId } from '@brygga/shared/ids';
import { untrack } from 'svelte';
import * as Y from 'yjs';
import { boardActions } from '../actions/boardActions.ts';
import { countingSocket } from '../connection/countingSocket.ts';
import { liveCards } from '../live/liveCards.ts';
import type { LiveRecords } from '../live/liveRecords.svelte.ts';
import { localStore } from '../connection/localStore.ts';
import { onConnectivityChange } from '../connection/connectivity.ts';
import { BoardPresence } from '../presence/boardPresence.svelte.ts';
import { createSyncConnection } from '../connection/syncConnection.ts';
import { LocalOnlyAwareness } from '../presence/localOnlyAwareness.ts';
import { WindowRevertedChangeCounts } from '../connection/revertedChangeCounts.svelte.ts';
import { richTextsOf } from '../text/richTexts.ts';
import { rightsOn } from '../actions/rights.ts';
import { rosterIdentity } from '../presence/rosterIdentity.ts';
import { BoardStatus } from '../connection/boardStatus.svelte.ts';
import { browserEnvironment, type Environment } from './environment.ts';
import { BoardTexts } from '../text/boardTexts.ts';
import type { LiveBoard } from './liveBoard.ts';
import { BoardUndo } from '../actions/boardUndo.svelte.ts';
import { UnsavedFlag } from '../connection/unsavedFlag.ts';

/** How a circle's document answers the board's questions. */
interface CircleView {
  readonly board: Board;
  readonly stop: () => void;
}

export interface OpenCircleBoardOptions {
  readonly circle: Exclude<Circle, { is: 'board' }>;
  /** The workshop's board, which is open already: who is who stands there. */
  readonly board: LiveBoard;
  /** In a demo, whom the visitor looks as. */
  readonly as?: PersonId | undefined;
  /** How the document is read. */
  readonly reads: (doc: Y.Doc, cards: LiveRecords<CardId, Card>) => CircleView;
}

/**
 * Opens a circle's document beside the board, which nobody outside the circle has a byte of. It is
 * shown by the same components, so it looks like a board. Call `destroy` when nobody shows it any more.
 */
export const openCircleBoard = (
  options: OpenCircleBoardOptions,
  surroundings: Environment = browserEnvironment(options.board.workshop, options.as),
): LiveBoard => untrack(() => assembleCircleBoard(options, surroundings));

const assembleCircleBoard = (
  { circle, board: main, as, reads }: OpenCircleBoardOptions,
  around: Environment,
): LiveBoard => {
  const { workshop, actor, roster } = main;
  const doc = new Y.Doc();
  const awareness = new LocalOnlyAwareness(doc);
  const name = `brygga:${workshop}:${actor.id}:${circleName(circle)}`;
  let loaded = $state(false);
  let open = true;

  const { cards, stop: stopCards } = liveCards(doc);
  const { board, stop: stopReads } = reads(doc, cards);
  const rights = rightsOn(board, actor);
  const marks = new UnsavedFlag(around.storage, name, String(doc.clientID));
  const refusals = new WindowRevertedChangeCounts();
  const status = new BoardStatus(marks.hasLeftovers, () => marks.clear());
  const undo = new BoardUndo(doc);
  const presence = new BoardPresence(awareness, actor.id, () => rosterIdentity(roster, actor.id));
  const texts = new BoardTexts({ doc, rights, cards, presence, undo });
  const store = localStore(doc, name);
  const link = createSyncConnection({
    doc,
    awareness,
    url: around.syncUrl,
    documentName: `${workshop}/${circleName(circle)}`,
    as,
    Socket: countingSocket(around.Socket, {
      socketCreated: () => status.socketCreated(),
      frameSent: (kind) => status.frameSent(kind),
    }),
    handlers: {
      notice(notice) {
        if (notice.is === 'saved') status.framesConfirmed(notice.frames);
        else if (notice.is === 'refused') refusals.add(notice.undone);
      },
      ownPresence: (state) => presence.setServerIdentity(state),
      synced() {
        loaded = true;
        status.synced();
      },
      closed: () => status.closed(),
      closedForGood: (why) => status.refused(why),
    },
  });
  doc.on('update', (_update: Uint8Array, origin: unknown) => {
    if (origin === link.provider) return;
    const byHand = origin !== store.origin;
    status.documentChanged({ byHand });
    if (byHand) marks.markEdited();
  });
  void store.read.then(() => {
    loaded ||= decidedOf(doc) > 0 || cards.ids.length > 0;
    status.localStoreRead();
  });
  void store.readOrTimeout.then(() => open && link.connect());
  const noNetworkNews = onConnectivityChange(() => link.checkAlive());
  const leave = main.circles.register(circle, { doc, board });

  return {
    workshop,
    actor,
    get loaded() {
      return loaded;
    },
    get title() {
      return main.title;
    },
    cards,
    roster,
    session: board.session(),
    announcements: main.announcements,
    board,
    rights,
    actions: boardActions({ doc, actor, rights, beforeChange: (step) => undo.beforeChange(step) }),
    texts,
    richTexts: richTextsOf({ doc, rights, cards, presence }),
    undo,
    presence,
    status,
    revertedChangeCounts: refusals,
    // What is asked is decided on the board, which looks here for what it needs.
    commands: main.commands,
    clock: main.clock,
    circles: main.circles,
    destroy() {
      if (!open) return;
      open = false;
      leave();
      noNetworkNews();
      link.destroy();
      for (const part of [presence, undo, store]) part.destroy();
      for (const stop of [stopCards, stopReads, texts.stop]) stop();
      doc.destroy();
    },
  };
};
