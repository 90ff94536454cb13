import type { CardId, PersonId } from '@brygga/shared/ids';
import type { BoardController } from '../../../features/board/controller/boardController.svelte.ts';
import type { BoardPoint } from '../../../documents/actions/bounds.ts';
import type { SidePanelState } from './sidePanelState.svelte.ts';

/** What the screens of a board, on a desktop and on a phone, are given. */
export interface BoardScreenProps {
  controller: BoardController;
  /** The card that lies open beside the board. */
  sidePanel: SidePanelState;
  title: string;
  /** Whether the panel of returned edits is open; a phone has a tab for them. */
  returnedEditsOpen: boolean;
  ontogglereturnededits: () => void;
  /** Opens a card in the panel; `within` where the panel itself asked for it, so that one can go back. */
  onopen: (card: CardId, options?: { within?: boolean }) => void;
  /** Shows a card on the board. */
  onshow: (card: CardId) => void;
  /** Where a new card goes that was given no position. */
  newCardPoint: () => BoardPoint;
  /** Shows what the facilitator's spotlight is on. */
  onspotlight: () => void;
  onhelp: () => void;
  onshare: () => void;
  /** Shows what this person is looking at. */
  ongo: (person: PersonId) => void;
}
