import { isRootName, roots } from '@brygga/shared/document/roots';
import { type Person, writes } from '@brygga/shared/rules/actor';
import type { CloseName } from '@brygga/shared/wire/closeCodes';
import { type Touched, touchesNothing } from './inspect.ts';

/** Why a socket's writing is not taken: nothing of it is applied, and the socket is closed so. */
export interface Refusal {
  readonly close: CloseName;
  readonly reason: string;
}

/**
 * Holds what an update touches against who may write there. It stands before the document: what it
 * refuses is never applied, journaled or relayed.
 *
 * It judges whole roots, since a correct client never writes below a server's root: there is nothing
 * of worth in the same update. Rules for single records and fields judge after applying, inside the
 * room's transaction (`Room.take`), where undoing the forbidden part is a change like any other.
 */
export const refusalOf = (touched: Touched, actor: Person): Refusal | undefined => {
  if (touchesNothing(touched)) return undefined;
  for (const root of touched.roots) {
    if (!isRootName(root)) return { close: 'malformed', reason: 'unknown root' };
  }
  if (writes(actor) !== true) return { close: 'no-right', reason: 'observers read' };
  for (const root of touched.roots) {
    if (isRootName(root) && roots[root].writer === 'server') {
      return { close: 'no-right', reason: `${root} is changed by commands alone` };
    }
  }
  return undefined;
};
