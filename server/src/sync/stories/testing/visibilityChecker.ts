import type { JournalRow } from '../../../storage/contract.ts';
import * as Y from 'yjs';
import { tokensIn } from '@brygga/shared/testing/performedEdit';
import type { ExpectedBoard } from './expectedBoard.ts';

/** Looks at all that is on disk and at all that anybody is shown, and complains at once. */
export class VisibilityChecker {
  /** What the journal's rows make, one after the other. */
  readonly onDisk = new Y.Doc();
  readonly #ledger: ExpectedBoard;

  constructor(ledger: ExpectedBoard) {
    this.#ledger = ledger;
  }

  committed({ update }: JournalRow): void {
    if (update.length > 0) Y.applyUpdate(this.onDisk, update);
  }

  /**
   * Somebody is shown an update.
   *
   * @throws Error when it holds what is not on disk, or what somebody wrote without right.
   */
  shown(update: Uint8Array): void {
    const { structs, ds } = Y.decodeUpdate(update);
    for (const struct of structs) {
      if (struct instanceof Y.Skip) continue;
      const { id, length } = struct;
      if (Y.getState(this.onDisk.store, id.client) < id.clock + length) {
        throw new Error(`${id.client}:${id.clock} was shown and is not on disk`);
      }
      if (struct instanceof Y.Item) this.#look(struct);
    }
    for (const [client, ranges] of ds.clients) {
      for (const { clock, len } of ranges) this.#mustBeDeleted(client, clock, clock + len);
    }
  }

  /**
   * Somebody is told that what they wrote is saved.
   *
   * @throws Error when it is not.
   */
  saved(client: number, clock: number): void {
    if (Y.getState(this.onDisk.store, client) < clock) throw new Error(`${client}:${clock} is called saved and is not`);
  }

  #look({ content }: Y.Item): void {
    for (const token of tokensIn(plainContent(content))) {
      const fate = this.#ledger.fateOf(token);
      if (fate === undefined) throw new Error(`${token} was shown before the guard had seen it`);
      if (fate === 'undone') throw new Error(`${token} was shown, and nobody may see it`);
    }
  }

  #mustBeDeleted(client: number, clock: number, end: number): void {
    const structs = this.onDisk.store.clients.get(client) ?? [];
    const isThere = structs.some(({ id, length, deleted }) => !deleted && id.clock < end && clock < id.clock + length);
    if (isThere || Y.getState(this.onDisk.store, client) < end) {
      throw new Error(`the deletion of ${client}:${clock} was shown and is not on disk`);
    }
  }
}

/** What is written in an item; of a type only its name, since what lies in it are items of their own. */
const plainContent = (content: Y.Item['content']): readonly unknown[] =>
  content instanceof Y.ContentType ? [] : content.getContent();
