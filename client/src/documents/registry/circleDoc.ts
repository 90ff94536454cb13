import * as Y from 'yjs';

type Listener = (...args: readonly unknown[]) => void;

/**
 * A Y.Doc whose listeners are independent of each other: one that throws is reported, and those behind
 * it are called all the same. Yjs itself stops at the first, so that a failing store would keep the
 * connection from sending and the page from showing.
 */
export class CircleDoc extends Y.Doc {
  override emit(name: never, args: never): void {
    // Yjs types each event's listeners; this passes on whatever it is given.
    const listeners: ReadonlySet<Listener> = this._observers.get(name) ?? new Set();
    // A copy, since a listener may remove itself.
    for (const listener of [...listeners]) {
      try {
        listener(...(args as readonly unknown[]));
      } catch (error) {
        reportError(error);
      }
    }
  }
}
