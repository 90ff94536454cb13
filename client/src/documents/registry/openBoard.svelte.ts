import { decidedOf } from '@brygga/shared/agreements/board';
import { fieldsOf } from '@brygga/shared/document/roots';
import type { PersonId, WorkshopId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import type { Identity } from '@brygga/shared/wire/presence';
import { untrack } from 'svelte';
import * as Y from 'yjs';
import { boardActions } from '../actions/boardActions.ts';
import { liveActor } from '../live/liveActor.ts';
import { HttpCommandClient } from '../commands/httpCommandClient.svelte.ts';
import { BoardClock } from '../connection/boardClock.svelte.ts';
import { countingSocket } from '../connection/countingSocket.ts';
import { waitForDecision } from '../commands/waitForDecision.ts';
import { liveAnnouncements } from '../live/liveAnnouncements.ts';
import { liveBoardReads } from '../live/liveBoardReads.ts';
import { liveCards } from '../live/liveCards.ts';
import { LiveChallenges } from '../live/liveChallenges.ts';
import { LiveConsortia } from '../live/liveConsortia.ts';
import { liveRoster } from '../live/liveRoster.ts';
import { LiveSession } from '../live/liveSession.svelte.ts';
import { LiveTitle } from '../live/liveTitle.svelte.ts';
import { localStore } from '../connection/localStore.ts';
import { BoardPresence } from '../presence/boardPresence.svelte.ts';
import { onConnectivityChange } from '../connection/connectivity.ts';
import { createSyncConnection } from '../connection/syncConnection.ts';
import { LocalOnlyAwareness } from '../presence/localOnlyAwareness.ts';
import { CircleRegistry } from './circleRegistry.ts';
import { richTextsOf } from '../text/richTexts.ts';
import { rightsOn } from '../actions/rights.ts';
import { rosterIdentity } from '../presence/rosterIdentity.ts';
import { BoardStatus } from '../connection/boardStatus.svelte.ts';
import { WindowRevertedChangeCounts } from '../connection/revertedChangeCounts.svelte.ts';
import { browserEnvironment, type Environment } from './environment.ts';
import { BoardTexts } from '../text/boardTexts.ts';
import type { LiveBoard } from './liveBoard.ts';
import { BoardUndo } from '../actions/boardUndo.svelte.ts';
import { UnsavedFlag } from '../connection/unsavedFlag.ts';

export interface OpenBoardOptions {
  readonly workshop: WorkshopId;
  readonly actor: Person;
  /** How oneself is shown until the server has said; left out, the roster tells. */
  readonly identity?: Identity | undefined;
  /** In a demo, whom the visitor looks as. */
  readonly as?: PersonId | undefined;
  /** The language by whose alphabet people are sorted. */
  readonly locale?: string | undefined;
}

/** How long a decided command is waited for in this client's document; it is decided either way. */
const visibleTimeoutMs = 5_000;

/**
 * Opens a workshop's board: from this browser's store at once, from the server as soon as it answers.
 * Call `destroy` when nobody shows it any more.
 */
export const openBoard = (
  options: OpenBoardOptions,
  surroundings: Environment = browserEnvironment(options.workshop, options.as),
): LiveBoard => untrack(() => assembleBoard(options, surroundings));

const assembleBoard = (options: OpenBoardOptions, around: Environment): LiveBoard => {
  const { workshop, identity, as, locale } = options;
  const doc = new Y.Doc();
  const awareness = new LocalOnlyAwareness(doc);
  const name = `brygga:${workshop}:${options.actor.id}`;
  let loaded = $state(false);
  let open = true;

  const { cards, stop: stopCards } = liveCards(doc);
  const challenges = new LiveChallenges(doc, cards, 'board');
  const consortia = new LiveConsortia(doc, cards);
  const { roster, stop: stopRoster } = liveRoster(doc, locale);
  const actor = liveActor(options.actor, roster);
  const session = new LiveSession(doc);
  const { announcements, stop: stopAnnouncements } = liveAnnouncements(doc);
  const title = new LiveTitle(doc);
  const board = liveBoardReads({ cards, challenges, consortia, roster, session });
  const rights = rightsOn(board, actor);

  const marks = new UnsavedFlag(around.storage, name, String(doc.clientID));
  const refusals = new WindowRevertedChangeCounts();
  const status = new BoardStatus(marks.hasLeftovers, () => marks.clear());
  const undo = new BoardUndo(doc);
  const presence = new BoardPresence(awareness, actor.id, () => identity ?? rosterIdentity(roster, actor.id));
  const texts = new BoardTexts({ doc, rights, cards, presence, undo });
  const clock = new BoardClock((asked) => link.notify({ is: 'clock', asked }));
  const store = localStore(doc, name);
  const link = createSyncConnection({
    doc,
    awareness,
    url: around.syncUrl,
    documentName: workshop,
    as,
    Socket: countingSocket(around.Socket, {
      socketCreated: () => status.socketCreated(),
      frameSent: (kind) => status.frameSent(kind),
    }),
    handlers: {
      notice(notice) {
        if (notice.is === 'saved') status.framesConfirmed(notice.frames);
        else if (notice.is === 'clock') clock.handleReply(notice);
        else refusals.add(notice.undone);
      },
      ownPresence: (state) => presence.setServerIdentity(state),
      synced() {
        loaded = true;
        status.synced();
        clock.connected();
      },
      closed() {
        status.closed();
        clock.disconnected();
      },
      closedForGood: (why) => status.refused(why),
    },
  });

  // After the provider's own listener, so that the status knows whether the update has gone out.
  doc.on('update', (_update: Uint8Array, origin: unknown) => {
    if (origin === link.provider) return;
    const byHand = origin !== store.origin;
    status.documentChanged({ byHand });
    if (byHand) marks.markEdited();
  });
  void store.read.then(() => {
    loaded ||= decidedOf(doc) > 0 || fieldsOf(doc, 'workshop').size > 0;
    status.localStoreRead();
  });
  // What is here already is not asked of the server again.
  void store.readOrTimeout.then(() => open && link.connect());

  const noNetworkNews = onConnectivityChange(() => link.checkAlive());
  const circles = new CircleRegistry();
  const asks = new HttpCommandClient({
    actor,
    board,
    boardOfCircle: (circle) => circles.board(circle),
    serverTime: () => clock.exact(),
    post: around.post,
    waitUntilVisible: async (decided, elsewhere) => {
      await Promise.all([
        waitForDecision(doc, decided, visibleTimeoutMs),
        circles.waitForDecisions(elsewhere, visibleTimeoutMs),
      ]);
    },
  });

  return {
    workshop,
    actor,
    get loaded() {
      return loaded;
    },
    get title() {
      return title.current;
    },
    cards,
    roster,
    session,
    announcements,
    board,
    rights,
    actions: boardActions({ doc, actor, rights, beforeChange: (step) => undo.beforeChange(step) }),
    texts,
    richTexts: richTextsOf({ doc, rights, cards, presence }),
    undo,
    presence,
    status,
    revertedChangeCounts: refusals,
    commands: asks,
    clock,
    circles,
    destroy() {
      if (!open) return;
      open = false;
      noNetworkNews();
      clock.disconnected();
      link.destroy();
      for (const part of [presence, undo, store]) part.destroy();
      for (const stop of [stopCards, challenges.stop, consortia.stop, stopRoster, stopAnnouncements]) stop();
      for (const { stop } of [session, title, texts]) stop();
      doc.destroy();
    },
  };
};
