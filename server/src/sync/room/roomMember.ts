import type { PersonId } from '@brygga/shared/ids';
import type { CloseName } from '@brygga/shared/wire/closeCodes';
import type { RefusedEdit } from '../guard/judge/refusals.ts';

/** A socket in the room. */
export interface RoomMember {
  readonly person: PersonId;
  /** Names the session that it came with; two sockets of one browser have the same. */
  readonly session: string;
  /** Its right may have changed: it looks, and goes on with what it has now or closes itself. */
  recheckAccess(): void;
  close(name: CloseName, reason: string): void;
}

/**
 * What came of an update: taken, with what the guard undid of it; or not taken at all, because it
 * rests on what is missing, or because no correct client sends it: then its socket is closed so.
 */
export type UpdateOutcome =
  | { readonly kind: 'taken'; readonly refused: readonly RefusedEdit[] }
  | { readonly kind: 'gap' }
  | { readonly kind: 'refused'; readonly close: CloseName; readonly reason: string };
