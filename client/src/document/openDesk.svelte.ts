import { decidedOf } from '@brygga/shared/agreements/board';
import { Session } from '@brygga/shared/agreements/session';
import { circleName } from '@brygga/shared/document/circles';
import type { OrganisationId, PersonId } from '@brygga/shared/ids';
import { untrack } from 'svelte';
import * as Y from 'yjs';
import { boardActions } from './actions.ts';
import { countingSocket } from './countingSocket.ts';
import { liveBoardReads } from './liveBoardReads.ts';
import { liveCards } from './liveCards.ts';
import { LiveChallenges } from './liveChallenges.ts';
import { LiveConsortia } from './liveConsortia.ts';
import { LiveTalk } from './liveTalk.ts';
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

export interface OpenDeskOptions {
  readonly city: OrganisationId;
  /** The workshop's board, which is open already: who is who stands there. */
  readonly board: LiveBoard;
  /** In a demo, whom the visitor looks as. */
  readonly as?: PersonId | undefined;
}

/** Agenda and step are the board's: they narrow nothing here. */
const noSession = Session.parse({});

/**
 * Opens a city's own circle beside the board: its drafts, which nobody else has a byte of. It is
 * shown by the same components, so it looks like a board. Call `destroy` when nobody shows it any more.
 */
export const openDesk = (
  options: OpenDeskOptions,
  surroundings: Surroundings = browserSurroundings(options.board.workshop, options.as),
): LiveBoard => untrack(() => assembled(options, surroundings));

const assembled = ({ city, board: main, as }: OpenDeskOptions, around: Surroundings): LiveBoard => {
  const { workshop, actor, roster } = main;
  const circle = { is: 'city', id: city } as const;
  const doc = new Y.Doc();
  const awareness = new QuietAwareness(doc);
  const name = `brygga:${workshop}:${actor.id}:${circleName(circle)}`;
  let loaded = $state(false);
  let open = true;

  const { cards, stop: stopCards } = liveCards(doc);
  const challenges = new LiveChallenges(doc, cards, 'city');
  const consortia = new LiveConsortia(doc, cards);
  const talk = new LiveTalk(doc);
  const board = liveBoardReads({ cards, challenges, consortia, roster, session: noSession, talk });
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
    session: noSession,
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
      for (const stop of [stopCards, challenges.stop, consortia.stop, talk.stop, texts.stop]) stop();
      doc.destroy();
    },
  };
};
