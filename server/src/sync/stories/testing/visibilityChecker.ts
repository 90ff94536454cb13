import type { JournalRow } from '../../../storage/contract.ts';
import * as Y from 'yjs';
import { tokensIn } from '@brygga/shared/testing/performedEdit';
import type { ExpectedBoard } from './expectedBoard.ts';

/** Checks that clients are shown only what is on disk and allowed; throws at once otherwise. */
export class VisibilityChecker {
  /** The document of all committed rows. */
  readonly onDisk = new Y.Doc();
  readonly #expectedBoard: ExpectedBoard;

  constructor(expectedBoard: ExpectedBoard) {
    this.#expectedBoard = expectedBoard;
  }

  committed({ update }: JournalRow): void {
    if (update.length > 0) Y.applyUpdate(this.onDisk, update);
  }

  /**
   * Call when a client receives an update.
   *
   * @throws Error when it holds something that is not on disk, or is forbidden.
   */
  shown(update: Uint8Array): void {
    const { structs, ds } = Y.decodeUpdate(update);
    for (const struct of structs) {
      if (struct instanceof Y.Skip) continue;
      const { id, length } = struct;
      if (Y.getState(this.onDisk.store, id.client) < id.clock + length) {
        throw new Error(`${id.client}:${id.clock} was shown and is not on disk`);
      }
      if (struct instanceof Y.Item) this.#checkItem(struct);
    }
    for (const [client, ranges] of ds.clients) {
      for (const { clock, len } of ranges) this.#checkDeletion(client, clock, clock + len);
    }
  }

  /**
   * Call when a client is notified that its writing is saved.
   *
   * @throws Error when it is not on disk.
   */
  saved(client: number, clock: number): void {
    if (Y.getState(this.onDisk.store, client) < clock)
      throw new Error(`${client}:${clock} was reported as saved and is not`);
  }

  #checkItem({ content }: Y.Item): void {
    for (const token of tokensIn(plainContent(content))) {
      const fate = this.#expectedBoard.fateOf(token);
      if (fate === undefined) throw new Error(`${token} was shown before the guard had seen it`);
      if (fate === 'reverted') throw new Error(`${token} was shown, and nobody may see it`);
    }
  }

  #checkDeletion(client: number, clock: number, end: number): void {
    const structs = this.onDisk.store.clients.get(client) ?? [];
    const isAlive = structs.some(({ id, length, deleted }) => !deleted && id.clock < end && clock < id.clock + length);
    if (isAlive || Y.getState(this.onDisk.store, client) < end) {
      throw new Error(`the deletion of ${client}:${clock} was shown and is not on disk`);
    }
  }
}

/** The content of an item; none of a type, whose contents are items of their own. */
const plainContent = (content: Y.Item['content']): readonly unknown[] =>
  content instanceof Y.ContentType ? [] : content.getContent();
