import type { Author } from '../../storage/contract.ts';

/**
 * Binds each Yjs client id to one author for good. Yjs keeps the first structs that it sees of an id,
 * so whoever wrote under another person's id could displace edits which that person made offline.
 * Loaded from the journal; a binding is stored in the row of its first use.
 */
export class ClientOwners {
  readonly #owners: Map<number, Author>;

  constructor(loaded: ReadonlyMap<number, Author>) {
    this.#owners = new Map(loaded);
  }

  ownerOf(client: number): Author | undefined {
    return this.#owners.get(client);
  }

  /** Whether all of these belong to the author or to nobody yet. */
  mayUse(clients: Iterable<number>, author: Author): boolean {
    for (const client of clients) if ((this.#owners.get(client) ?? author) !== author) return false;
    return true;
  }

  /** Binds unowned ids. @returns those, which the journal's next row must name. */
  bind(clients: Iterable<number>, author: Author): number[] {
    const fresh = [...clients].filter((client) => !this.#owners.has(client));
    for (const client of fresh) this.#owners.set(client, author);
    return fresh;
  }
}
