import type { RevertedChange } from '@brygga/shared/document/returnedEdits';
import type { Problem } from '@brygga/shared/api/problems';
import type { Person } from '@brygga/shared/rules/actor';
import { WorkshopId } from '@brygga/shared/ids';
import { idOf } from '@brygga/shared/testing/fixtures';
import type { Workshop } from '@brygga/shared/testing/workshop';
import { liveActor } from '../live/liveActor.ts';
import { type CommandClientDeps, HttpCommandClient } from '../commands/httpCommandClient.svelte.ts';
import { liveAnnouncements } from '../live/liveAnnouncements.ts';
import { liveBoardReads } from '../live/liveBoardReads.ts';
import { liveCards } from '../live/liveCards.ts';
import { LiveChallenges } from '../live/liveChallenges.ts';
import { LiveConsortia } from '../live/liveConsortia.ts';
import { liveRoster } from '../live/liveRoster.ts';
import { LiveSession } from '../live/liveSession.svelte.ts';
import { BoardPresence } from '../presence/boardPresence.svelte.ts';
import { WindowRevertedChangeCounts } from '../connection/revertedChangeCounts.svelte.ts';
import { CircleRegistry } from '../registry/circleRegistry.ts';
import { rightsOn } from '../actions/rights.ts';
import { boardEditing } from '../registry/boardEditing.ts';
import { LocalOnlyAwareness } from '../presence/localOnlyAwareness.ts';
import { BoardStatus } from '../connection/boardStatus.svelte.ts';
import type { LiveBoard } from '../registry/liveBoard.ts';

const refused = (code: Problem['code']): Problem => ({ type: `/problems/${code}`, status: 409, title: code, code });

/**
 * A live board over a test's workshop, as this actor sees it, without a network: what is asked is
 * decided at once by the shared commands, and written into the same document.
 */
export const memoryBoard = (workshop: Workshop, as: Person) => {
  const { doc } = workshop;
  const { cards } = liveCards(doc);
  const challenges = new LiveChallenges(doc, cards, 'board');
  const consortia = new LiveConsortia(doc, cards);
  const circles = new CircleRegistry(() => {
    throw new Error('A board without a network opens no other circle');
  });
  const { roster } = liveRoster(doc);
  const actor = liveActor(as, roster);
  const session = new LiveSession(doc);
  const { announcements } = liveAnnouncements(doc);
  const board = liveBoardReads({ cards, challenges, consortia, roster, session });
  const rights = rightsOn(board, actor);
  const presence = new BoardPresence(new LocalOnlyAwareness(doc), actor.id, () => undefined);

  const refusals = new WindowRevertedChangeCounts();

  let network = true;
  let now = $state(workshop.at);
  let beforeDeciding: () => Promise<void> | void = () => undefined;

  const post: CommandClientDeps['post'] = async (name, input) => {
    await beforeDeciding();
    if (!network) return { ok: false, problem: undefined };
    const verdict = workshop.execute(name, input, actor);
    if (verdict.kind === 'decided')
      return { ok: true, value: { result: { ...verdict.result }, decided: workshop.decisionCount(), circles: {} } };
    return { ok: false, problem: refused(verdict.kind === 'malformed' ? 'malformed' : verdict.reason) };
  };

  const live: LiveBoard = {
    workshop: idOf(WorkshopId, 'workshop'),
    actor,
    loaded: true,
    title: 'Cool schools',
    cards,
    roster,
    session,
    announcements,
    agreements: board,
    rights,
    ...boardEditing({ doc, actor, rights, cards, presence }),
    presence,
    status: new BoardStatus(false, () => undefined),
    revertedChangeCounts: refusals,
    commands: new HttpCommandClient({
      actor,
      board,
      boardOfCircle: (circle) => circles.boardOf(circle),
      serverTime: () => workshop.at,
      post,
      waitUntilVisible: () => Promise.resolve(),
      wait: () => Promise.resolve(),
    }),
    circles,
    clock: {
      get now() {
        return now;
      },
    },
    destroy: () => undefined,
  };

  return {
    live,
    /** The server has reverted something. */
    refuses: (...undone: readonly RevertedChange[]) => refusals.add(undone),
    /** Disconnects: from now on nothing reaches the server. */
    cutOff() {
      network = false;
    },
    /** Runs when a command was sent, before the server decides it. */
    beforeDeciding(run: () => Promise<void> | void) {
      beforeDeciding = run;
    },
    /** Advances the server's clock, which everybody sees. */
    advanceClock(durationMs: number) {
      workshop.advanceClock(durationMs);
      now = workshop.at;
    },
  };
};
