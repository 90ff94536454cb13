import type { Reason } from '@brygga/shared/reasons';
import type { RevertedChange } from '@brygga/shared/document/returnedEdits';

export interface RevertedChangeCounts {
  /** How much was undone of what this window wrote, by the reason; grows as the server tells. */
  readonly byReason: ReadonlyMap<Reason, number>;
}

/** What the guard has undone of this window's writing, since it was opened. */
export class WindowRevertedChangeCounts implements RevertedChangeCounts {
  #byReason = $state.raw<ReadonlyMap<Reason, number>>(new Map());

  get byReason(): ReadonlyMap<Reason, number> {
    return this.#byReason;
  }

  add(undone: readonly RevertedChange[]): void {
    const counts = new Map(this.#byReason);
    for (const { reason } of undone) counts.set(reason, (counts.get(reason) ?? 0) + 1);
    this.#byReason = counts;
  }
}
