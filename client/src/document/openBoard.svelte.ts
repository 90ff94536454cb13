import { decidedOf } from '@brygga/shared/agreements/board';
import { fieldsOf } from '@brygga/shared/document/roots';
import type { PersonId, WorkshopId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import type { Identity } from '@brygga/shared/wire/presence';
import { untrack } from 'svelte';
import * as Y from 'yjs';
import { boardActions } from './actions.ts';
import { actorNow } from './actorNow.ts';
import { BoardAsks } from './asks.svelte.ts';
import { BoardClock } from './clock.svelte.ts';
import { countingSocket } from './countingSocket.ts';
import { decidedReaches } from './decidedWatch.ts';
import { liveAnnouncements } from './liveAnnouncements.ts';
import { liveBoardReads } from './liveBoardReads.ts';
import { liveCards } from './liveCards.ts';
import { LiveChallenges } from './liveChallenges.ts';
import { LiveConsortia } from './liveConsortia.ts';
import { liveRoster } from './liveRoster.ts';
import { LiveSession } from './liveSession.svelte.ts';
import { LiveTitle } from './liveTitle.svelte.ts';
import { localStore } from './localStore.ts';
import { BoardPresence } from './presence.svelte.ts';
import { listenForNetwork } from './networkNews.ts';
import { linkTo } from './provider.ts';
import { QuietAwareness } from './quietAwareness.ts';
import { OpenCircles } from './openCircles.ts';
import { richTextsOf } from './richTexts.ts';
import { rightsOn } from './rights.ts';
import { rosterIdentity } from './rosterIdentity.ts';
import { BoardStatus } from './status.svelte.ts';
import { BoardRefusals } from './refusals.svelte.ts';
import { browserSurroundings, type Surroundings } from './surroundings.ts';
import { BoardTexts } from './texts.ts';
import type { LiveBoard } from './types.ts';
import { BoardUndo } from './undo.svelte.ts';
import { UnsavedMarks } from './unsavedMarks.ts';

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
const visibleWithinMillis = 5_000;

/**
 * Opens a workshop's board: from this browser's store at once, from the server as soon as it answers.
 * Call `destroy` when nobody shows it any more.
 */
export const openBoard = (
  options: OpenBoardOptions,
  surroundings: Surroundings = browserSurroundings(options.workshop, options.as),
): LiveBoard => untrack(() => assembled(options, surroundings));

const assembled = (options: OpenBoardOptions, around: Surroundings): LiveBoard => {
  const { workshop, identity, as, locale } = options;
  const doc = new Y.Doc();
  const awareness = new QuietAwareness(doc);
  const name = `brygga:${workshop}:${options.actor.id}`;
  let loaded = $state(false);
  let open = true;

  const { cards, stop: stopCards } = liveCards(doc);
  const challenges = new LiveChallenges(doc, cards, 'board');
  const consortia = new LiveConsortia(doc, cards);
  const { roster, stop: stopRoster } = liveRoster(doc, locale);
  const actor = actorNow(options.actor, roster);
  const session = new LiveSession(doc);
  const { announcements, stop: stopAnnouncements } = liveAnnouncements(doc);
  const title = new LiveTitle(doc);
  const board = liveBoardReads({ cards, challenges, consortia, roster, session });
  const rights = rightsOn(board, actor);

  const marks = new UnsavedMarks(around.storage, name, String(doc.clientID));
  const refusals = new BoardRefusals();
  const status = new BoardStatus(marks.left, () => marks.saved());
  const undo = new BoardUndo(doc);
  const presence = new BoardPresence(awareness, actor.id, () => identity ?? rosterIdentity(roster, actor.id));
  const texts = new BoardTexts({ doc, rights, cards, presence, undo });
  const clock = new BoardClock((asked) => link.notify({ is: 'clock', asked }));
  const store = localStore(doc, name);
  const link = linkTo({
    doc,
    awareness,
    url: around.syncUrl,
    room: workshop,
    as,
    Socket: countingSocket(around.Socket, {
      made: () => status.socketMade(),
      sent: (kind) => status.frameSent(kind),
    }),
    told: {
      notice(notice) {
        if (notice.is === 'saved') status.confirmed(notice.frames);
        else if (notice.is === 'clock') clock.answered(notice);
        else refusals.heard(notice.undone);
      },
      self: (state) => presence.knowSelf(state),
      synced() {
        loaded = true;
        status.synced();
        clock.connected();
      },
      closed() {
        status.closed();
        clock.disconnected();
      },
      refused: (why) => status.refused(why),
    },
  });

  // After the provider's own listener, so that the status knows whether the update has gone out.
  doc.on('update', (_update: Uint8Array, origin: unknown) => {
    if (origin === link.provider) return;
    const byHand = origin !== store.origin;
    status.changed({ byHand });
    if (byHand) marks.edited();
  });
  void store.read.then(() => {
    loaded ||= decidedOf(doc) > 0 || fieldsOf(doc, 'workshop').size > 0;
    status.localRead();
  });
  // What is here already is not asked of the server again.
  void store.readSoon.then(() => open && link.connect());

  const noNetworkNews = listenForNetwork(() => link.check());
  const circles = new OpenCircles();
  const asks = new BoardAsks({
    actor,
    board,
    circle: (circle) => circles.board(circle),
    at: () => clock.exact(),
    post: around.post,
    shows: async (decided, elsewhere) => {
      await Promise.all([
        decidedReaches(doc, decided, visibleWithinMillis),
        circles.show(elsewhere, visibleWithinMillis),
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
    actions: boardActions({ doc, actor, rights, step: (step) => undo.step(step) }),
    texts,
    richTexts: richTextsOf({ doc, rights, cards, presence }),
    undo,
    presence,
    status,
    refusals,
    asks,
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
