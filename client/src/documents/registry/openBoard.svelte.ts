import { boardCircle } from '@brygga/shared/document/circles';
import { CardId, type PersonId, type WorkshopId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import type { Identity } from '@brygga/shared/wire/presence';
import { untrack } from 'svelte';
import { rightsOn } from '../actions/rights.ts';
import { HttpCommandClient } from '../commands/httpCommandClient.svelte.ts';
import { waitForDecision } from '../commands/waitForDecision.ts';
import type { LiveStatus } from '../connection/boardStatus.svelte.ts';
import { WindowRevertedChangeCounts } from '../connection/revertedChangeCounts.svelte.ts';
import { liveActor } from '../live/liveActor.ts';
import { liveAnnouncements } from '../live/liveAnnouncements.ts';
import { liveBoardReads } from '../live/liveBoardReads.ts';
import { liveCards } from '../live/liveCards.ts';
import { LiveChallenges } from '../live/liveChallenges.ts';
import { LiveConsortia } from '../live/liveConsortia.ts';
import { liveRoster } from '../live/liveRoster.ts';
import { LiveSession } from '../live/liveSession.svelte.ts';
import { LiveTitle } from '../live/liveTitle.svelte.ts';
import { BoardPresence } from '../presence/boardPresence.svelte.ts';
import { rosterIdentity } from '../presence/rosterIdentity.ts';
import { boardEditing } from './boardEditing.ts';
import { CircleDocument, type RegistryOptions } from './circleDocument.svelte.ts';
import { CircleRegistry } from './circleRegistry.ts';
import { DeletedCardKeeper } from './deletedCardKeeper.ts';
import { browserEnvironment, type Environment } from './environment.ts';
import type { LiveBoard } from './liveBoard.ts';

export interface OpenBoardOptions {
  readonly workshop: WorkshopId;
  readonly actor: Person;
  /** How oneself is shown until the server has answered; by default as the roster has it. */
  readonly identity?: Identity | undefined;
  /** In a demo, the persona that the visitor acts as. */
  readonly as?: PersonId | undefined;
  /** The language by whose alphabet people are sorted. */
  readonly locale?: string | undefined;
}

/** How long a decided command is waited for in this client's documents; it is decided either way. */
const visibleTimeoutMs = 5_000;

/**
 * Opens a workshop's board, and the registry of circles that all other views of this window use: from
 * this browser's store at once, from the server as soon as it answers. Destroying the board closes
 * every document that is still open.
 */
export const openBoard = (
  options: OpenBoardOptions,
  environment: Environment = browserEnvironment(options.workshop, options.as),
): LiveBoard => untrack(() => assembleBoard(options, environment));

const assembleBoard = (options: OpenBoardOptions, environment: Environment): LiveBoard => {
  const { workshop, identity, as, locale } = options;
  const person = options.actor.id;
  const owner: RegistryOptions = {
    workshop,
    person,
    as,
    keepDeletedCard: (circle, deleted) => keeper.keep(circle, deleted),
  };
  const revertedChangeCounts = new WindowRevertedChangeCounts();
  const circles = new CircleRegistry((circle) => new CircleDocument(circle, owner, environment, revertedChangeCounts));
  const keeper = new DeletedCardKeeper(circles, person);
  const { document, release } = circles.acquire(boardCircle);
  const { doc, clock, status } = document;

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
  const ownIdentity = () => identity ?? rosterIdentity(roster, actor.id);
  const { presence, release: releasePresence } = document.openPresence(
    (awareness) => new BoardPresence(awareness, actor.id, ownIdentity),
  );
  const { stop: stopEditing, ...editing } = boardEditing({ doc, actor, rights, cards, presence });
  const commands = new HttpCommandClient({
    actor,
    board,
    boardOfCircle: (circle) => circles.boardOf(circle),
    serverTime: () => clock.exact(),
    post: withExpectedDeletions(environment.post, circles),
    waitUntilVisible: async (decided, decidedInCircles) => {
      await Promise.all([
        waitForDecision(doc, decided, visibleTimeoutMs),
        circles.waitForDecisions(decidedInCircles, visibleTimeoutMs),
      ]);
    },
  });

  let isOpen = true;
  return {
    workshop,
    actor,
    get loaded() {
      return document.loaded;
    },
    get title() {
      return title.current;
    },
    cards,
    roster,
    session,
    announcements,
    agreements: board,
    rights,
    ...editing,
    presence,
    status: withSavingOf(circles, status),
    revertedChangeCounts,
    commands,
    clock,
    circles,
    destroy() {
      if (!isOpen) return;
      isOpen = false;
      stopEditing();
      releasePresence();
      for (const stop of [stopCards, challenges.stop, consortia.stop, stopRoster, stopAnnouncements]) stop();
      for (const { stop } of [session, title]) stop();
      release();
      circles.destroy();
    },
  };
};

/** What a person deletes by a command arrives as an edit of the server's; nobody else took it from them. */
const withExpectedDeletions =
  (post: Environment['post'], circles: CircleRegistry): Environment['post'] =>
  async (name, input, key) => {
    const card =
      'challenge' in input && name === 'challenge.delete' ? CardId.safeParse(input.challenge).data : undefined;
    if (card === undefined) return post(name, input, key);
    const endExpecting = circles.expectDeletion(card);
    const response = await post(name, input, key);
    if (response.ok) setTimeout(endExpecting, visibleTimeoutMs);
    else endExpecting();
    return response;
  };

/** The board's page also tells of circles that have no page of their own: of a dismissed returned edit. */
const withSavingOf = (circles: CircleRegistry, status: LiveStatus): LiveStatus => ({
  get connection() {
    return status.connection;
  },
  get saving() {
    return circles.saving;
  },
  get refusal() {
    return status.refusal;
  },
  get savedAt() {
    return status.savedAt;
  },
  get localStore() {
    return circles.localStore;
  },
});
