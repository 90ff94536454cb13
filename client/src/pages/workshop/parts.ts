import type { CardId, PersonId } from '@brygga/shared/ids';
import type { Beside } from './beside.svelte.ts';

/** What both ways to look at a workshop, on a desk and on a phone, are given. */
export interface RoomParts {
  beside: Beside;
  title: string;
  /** Shows a card; `within` when it was asked for from the panel itself, so that one can go back. */
  onopen: (card: CardId, how?: { within?: boolean }) => void;
  /** Goes to where the facilitator has brought everyone. */
  onspotlight: () => void;
  onhelp: () => void;
  onshare: () => void;
  /** Goes to where this person looks. */
  ongo: (person: PersonId) => void;
}
