import type { Author } from '../../storage/contract.ts';

/**
 * Who writes under which client id, for good: Yjs takes the first structs of an id for true, so who
 * could write under another's id could take the place of edits that were made offline. Filled from
 * the journal, which keeps what is bound here in the same row as the first use.
 */
export class ClientOwners {
  readonly #owners: Map<number, Author>;

  constructor(loaded: ReadonlyMap<number, Author>) {
    this.#owners = new Map(loaded);
  }

  ownerOf(client: number): Author | undefined {
    return this.#owners.get(client);
  }

  /** Whether all of these are the author's own, or nobody's yet. */
  mayUse(clients: Iterable<number>, author: Author): boolean {
    for (const client of clients) if ((this.#owners.get(client) ?? author) !== author) return false;
    return true;
  }

  /** Binds what nobody has yet, and returns it: the journal's next row must name it. */
  bind(clients: Iterable<number>, author: Author): number[] {
    const fresh = [...clients].filter((client) => !this.#owners.has(client));
    for (const client of fresh) this.#owners.set(client, author);
    return fresh;
  }
}
