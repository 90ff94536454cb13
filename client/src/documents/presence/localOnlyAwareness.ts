import { Awareness } from 'y-protocols/awareness';

interface AwarenessChanges {
  readonly added: readonly number[];
  readonly updated: readonly number[];
  readonly removed: readonly number[];
}

/**
 * Awareness that speaks for itself alone. The provider sends on whatever an `update` event names;
 * with a hundred people here, each move of one would come back to the server a hundred times.
 */
export class LocalOnlyAwareness extends Awareness {
  override emit(name: string, args: unknown[]): void {
    // y-protocols gives both events this shape.
    const [changed, origin] = args as [AwarenessChanges, unknown];
    if (name !== 'update') return super.emit(name, args);
    const own = (clients: readonly number[]) => clients.filter((client) => client === this.clientID);
    const mine = { added: own(changed.added), updated: own(changed.updated), removed: own(changed.removed) };
    if (mine.added.length + mine.updated.length + mine.removed.length > 0) super.emit(name, [mine, origin]);
  }
}
