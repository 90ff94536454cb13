import type { Board } from '@brygga/shared/agreements/board';
import type { Session } from '@brygga/shared/agreements/session/state';
import type { WorkshopId } from '@brygga/shared/ids';
import type { Person } from '@brygga/shared/rules/actor';
import type { BoardActions } from '../actions/boardActions.ts';
import type { Undo } from '../actions/boardUndo.svelte.ts';
import type { Rights } from '../actions/rights.ts';
import type { CommandClient } from '../commands/commandClient.ts';
import type { ServerClock } from '../connection/boardClock.svelte.ts';
import type { LiveStatus } from '../connection/boardStatus.svelte.ts';
import type { RevertedChangeCounts } from '../connection/revertedChangeCounts.svelte.ts';
import type { LiveAnnouncements } from '../live/liveAnnouncements.ts';
import type { LiveCards } from '../live/liveCards.ts';
import type { LiveRoster } from '../live/liveRoster.ts';
import type { LivePresence } from '../presence/boardPresence.svelte.ts';
import type { Texts } from '../text/boardTexts.ts';
import type { RichTexts } from '../text/richTexts.ts';
import type { CircleRegistry } from './circleRegistry.ts';

/**
 * One open board, as components see it. Reads are getters and methods that an effect may read: it
 * runs again only when what it read has changed. Writes are named actions, one Yjs transaction each.
 */
export interface LiveBoard {
  readonly workshop: WorkshopId;
  /** Who looks, with the rights that the rules need. */
  readonly actor: Person;
  /** The local copy or the server's has been read: what is empty now is really empty. */
  readonly loaded: boolean;
  readonly title: string;
  readonly cards: LiveCards;
  readonly roster: LiveRoster;
  readonly session: Session;
  /** What everyone was told, the latest first. */
  readonly announcements: LiveAnnouncements;
  /** For verdicts and for whoever needs several agreements at once. Reactive, like the rest. */
  readonly agreements: Board;
  readonly rights: Rights;
  readonly actions: BoardActions;
  readonly texts: Texts;
  readonly richTexts: RichTexts;
  readonly undo: Undo;
  readonly presence: LivePresence;
  readonly status: LiveStatus;
  /** Of all documents of this window, so that a page tells it wherever it happens. */
  readonly revertedChangeCounts: RevertedChangeCounts;
  readonly commands: CommandClient;
  readonly clock: ServerClock;
  /** Circles that are open beside the board; verdicts look there for what lies in them. */
  readonly circles: CircleRegistry;
  destroy(): void;
}
