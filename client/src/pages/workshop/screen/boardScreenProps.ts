import type { CardId, PersonId } from '@brygga/shared/ids';
import type { BoardPoint } from '../../../documents/actions/bounds.ts';
import type { SidePanelState } from './sidePanelState.svelte.ts';

/** What both ways to look at a workshop, on a desk and on a phone, are given. */
export interface BoardScreenProps {
  /** Whether the tray is shown, where it has no place of its own. */
  trayOpen: boolean;
  ontray: () => void;
  beside: SidePanelState;
  title: string;
  /** Shows a card; `within` when it was asked for from the panel itself, so that one can go back. */
  onopen: (card: CardId, how?: { within?: boolean }) => void;
  /** Goes to a card on the board. */
  onshow: (card: CardId) => void;
  /** Where a new card goes that has no place of its own. */
  placeAt: () => BoardPoint;
  /** Goes to where the facilitator has brought everyone. */
  onspotlight: () => void;
  onhelp: () => void;
  onshare: () => void;
  /** Goes to where this person looks. */
  ongo: (person: PersonId) => void;
}
