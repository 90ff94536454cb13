import { equalityDeep } from 'lib0/function';
import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { deepFreeze } from './deepFreeze.ts';

const compareText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

/**
 * Records by id for whoever shows them. One frozen plain object a record: who reads a record runs
 * again when that one changes. The ids are a list of their own: who reads them runs again when
 * records come, go or are reordered, never when one merely changes.
 */
export class LiveRecords<Id extends string | number, Value> {
  readonly #orderOf: (record: Value) => string;
  readonly #compare: (a: string, b: string) => number;
  readonly #records = new Map<Id, Value>();
  readonly #signals = new SvelteMap<Id, Value>();
  /** Read in place of a missing record: a SvelteMap subscribes the reader of a missing key to every change. */
  #additions = $state(0);
  #ids = $state.raw<readonly Id[]>([]);

  constructor(orderOf: (record: Value) => string = () => '', compare: (a: string, b: string) => number = compareText) {
    this.#orderOf = orderOf;
    this.#compare = compare;
  }

  /** Sorted by the records' order, then by id. */
  get ids(): readonly Id[] {
    return this.#ids;
  }

  get(id: Id): Value | undefined {
    if (this.#records.has(id)) return this.#signals.get(id);
    void this.#additions;
    return undefined;
  }

  /** Every record with its id, in order; who reads them runs again when any of them changes. */
  get all(): readonly (Value & { readonly id: Id })[] {
    return this.#ids.flatMap((id) => {
      const record = this.get(id);
      return record === undefined ? [] : [{ ...record, id }];
    });
  }

  /** The record, without the reader running again when it changes. */
  peek(id: Id): Value | undefined {
    return this.#records.get(id);
  }

  /** Takes over how these records are now; `undefined` where one is gone. An unchanged record notifies no reader. */
  apply(changes: Iterable<readonly [Id, Value | undefined]>): void {
    untrack(() => {
      let added = false;
      let moved = false;
      for (const [id, after] of changes) {
        const before = this.#records.get(id);
        if (equalityDeep(before, after)) continue;
        added ||= before === undefined;
        moved ||= before === undefined || after === undefined || this.#orderOf(before) !== this.#orderOf(after);
        this.#put(id, after);
      }
      if (moved) this.#sort();
      if (added) this.#additions += 1;
    });
  }

  #put(id: Id, record: Value | undefined): void {
    if (record === undefined) {
      this.#records.delete(id);
      this.#signals.delete(id);
      return;
    }
    this.#records.set(id, deepFreeze(record));
    this.#signals.set(id, record);
  }

  #sort(): void {
    const sorted = [...this.#records].sort(
      ([idA, a], [idB, b]) => this.#compare(this.#orderOf(a), this.#orderOf(b)) || (idA < idB ? -1 : 1),
    );
    const same = sorted.length === this.#ids.length && sorted.every(([id], index) => id === this.#ids[index]);
    if (!same) this.#ids = Object.freeze(sorted.map(([id]) => id));
  }
}
