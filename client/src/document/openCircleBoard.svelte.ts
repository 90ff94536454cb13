import { type Board, decidedOf } from '@brygga/shared/agreements/board';
import type { Card } from '@brygga/shared/document/cards/index';
import { type Circle, circleName } from '@brygga/shared/document/circles';
import type { CardId, PersonId } from '@brygga/shared/ids';
import { untrack } from 'svelte';
import * as Y from 'yjs';
import { boardActions } from './actions.ts';
import { countingSocket } from './countingSocket.ts';
import { liveCards } from './liveCards.ts';
import type { LiveRecords } from './liveRecords.svelte.ts';
import { localStore } from './localStore.ts';
import { listenForNetwork } from './networkNews.ts';
import { BoardPresence } from './presence.svelte.ts';
import { linkTo } from './provider.ts';
import { QuietAwareness } from './quietAwareness.ts';
import { BoardRefusals } from './refusals.svelte.ts';
import { richTextsOf } from './richTexts.ts';
import { rightsOn } from './rights.ts';
import { rosterIdentity } from './rosterIdentity.ts';
import { BoardStatus } from './status.svelte.ts';
import { browserSurroundings, type Surroundings } from './surroundings.ts';
import { BoardTexts } from './texts.ts';
import type { LiveBoard } from './types.ts';
import { BoardUndo } from './undo.svelte.ts';
import { UnsavedMarks } from './unsavedMarks.ts';

/** How a circle's document answers the board's questions. */
interface CircleReads {
  readonly board: Board;
  readonly stop: () => void;
}

export interface OpenCircleOptions {
  readonly circle: Exclude<Circle, { is: 'board' }>;
  /** The workshop's board, which is open already: who is who stands there. */
  readonly board: LiveBoard;
  /** In a demo, whom the visitor looks as. */
  readonly as?: PersonId | undefined;
  /** How the document is read. */
  readonly reads: (doc: Y.Doc, cards: LiveRecords<CardId, Card>) => CircleReads;
}

/**
 * Opens a circle's document beside the board, which nobody outside the circle has a byte of. It is
 * shown by the same components, so it looks like a board. Call `destroy` when nobody shows it any more.
 */
export const openCircleBoard = (
  options: OpenCircleOptions,
  surroundings: Surroundings = browserSurroundings(options.board.workshop, options.as),
): LiveBoard => untrack(() => assembled(options, surroundings));

const assembled = ({ circle, board: main, as, reads }: OpenCircleOptions, around: Surroundings): LiveBoard => {
  const { workshop, actor, roster } = main;
  const doc = new Y.Doc();
  const awareness = new QuietAwareness(doc);
  const name = `brygga:${workshop}:${actor.id}:${circleName(circle)}`;
  let loaded = $state(false);
  let open = true;

  const { cards, stop: stopCards } = liveCards(doc);
  const { board, stop: stopReads } = reads(doc, cards);
  const rights = rightsOn(board, actor);
  const marks = new UnsavedMarks(around.storage, name, String(doc.clientID));
  const refusals = new BoardRefusals();
  const status = new BoardStatus(marks.left, () => marks.saved());
  const undo = new BoardUndo(doc);
  const presence = new BoardPresence(awareness, actor.id, () => rosterIdentity(roster, actor.id));
  const texts = new BoardTexts({ doc, rights, cards, presence, undo });
  const store = localStore(doc, name);
  const link = linkTo({
    doc,
    awareness,
    url: around.syncUrl,
    room: `${workshop}/${circleName(circle)}`,
    as,
    Socket: countingSocket(around.Socket, {
      made: () => status.socketMade(),
      sent: (kind) => status.frameSent(kind),
    }),
    told: {
      notice(notice) {
        if (notice.is === 'saved') status.confirmed(notice.frames);
        else if (notice.is === 'refused') refusals.heard(notice.undone);
      },
      self: (state) => presence.knowSelf(state),
      synced() {
        loaded = true;
        status.synced();
      },
      closed: () => status.closed(),
      refused: (why) => status.refused(why),
    },
  });
  doc.on('update', (_update: Uint8Array, origin: unknown) => {
    if (origin === link.provider) return;
    const byHand = origin !== store.origin;
    status.changed({ byHand });
    if (byHand) marks.edited();
  });
  void store.read.then(() => {
    loaded ||= decidedOf(doc) > 0 || cards.ids.length > 0;
    status.localRead();
  });
  void store.readSoon.then(() => open && link.connect());
  const noNetworkNews = listenForNetwork(() => link.check());
  const leave = main.circles.add(circle, { doc, board });

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
    actions: boardActions({ doc, actor, rights, step: (step) => undo.step(step) }),
    texts,
    richTexts: richTextsOf({ doc, rights, cards, presence }),
    undo,
    presence,
    status,
    refusals,
    // What is asked is decided on the board, which looks here for what it needs.
    asks: main.asks,
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
