import type { PersonId } from '@brygga/shared/ids';
import type { CloseName } from '@brygga/shared/wire/closeCodes';
import type { RevertedEdit } from '../guard/judge/revertedEdits.ts';

/** A socket in the room. */
export interface RoomMember {
  readonly person: PersonId;
  /** Names the session; two sockets of one browser share it. */
  readonly session: string;
  /** Access may have changed: the socket checks it, and goes on with its present rights or closes. */
  recheckAccess(): void;
  close(name: CloseName, reason: string): void;
}

/**
 * Result of an update:
 * - `applied`: applied, without the reverted edits.
 * - `gap`: not applied, since it rests on missing structs.
 * - `rejected`: not applied, since no correct client sends it; its socket is closed.
 */
export type UpdateOutcome =
  | { readonly kind: 'applied'; readonly reverted: readonly RevertedEdit[] }
  | { readonly kind: 'gap' }
  | { readonly kind: 'rejected'; readonly close: CloseName; readonly reason: string };
