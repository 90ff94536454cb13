import { type Board, emptyBoard } from '@brygga/shared/agreements/board';
import { type Circle, circleName, type EnterableCircle } from '@brygga/shared/document/circles';
import type { CardId } from '@brygga/shared/ids';
import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { waitForDecision } from '../commands/waitForDecision.ts';
import type { LocalStoreState } from '../store/localStore.ts';
import type { CircleDocument } from './circleDocument.svelte.ts';

export interface CircleHandle {
  readonly document: CircleDocument;
  /** Idempotent. */
  release(): void;
}

interface OpenDocument {
  readonly document: CircleDocument;
  references: number;
}

const nameOf = (circle: Circle): string => (circle.is === 'board' ? '' : circleName(circle));

/**
 * The documents that one person has open in this window, one for each circle. Views share a document
 * by reference count: the first opens it, and the last one closes it.
 */
export class CircleRegistry {
  readonly #open: (circle: EnterableCircle) => CircleDocument;
  readonly #documents = new SvelteMap<string, OpenDocument>();
  readonly #boards = new SvelteMap<string, readonly Board[]>();

  constructor(open: (circle: EnterableCircle) => CircleDocument) {
    this.#open = open;
  }

  acquire(circle: EnterableCircle): CircleHandle {
    return untrack(() => {
      const name = nameOf(circle);
      const entry = this.#documents.get(name) ?? { document: this.#open(circle), references: 0 };
      this.#documents.set(name, entry);
      entry.references += 1;
      let isHeld = true;
      return {
        document: entry.document,
        release: () => {
          if (!isHeld) return;
          isHeld = false;
          entry.references -= 1;
          // Later, since a page change releases and acquires in one flush: the socket then stays.
          setTimeout(() => this.#closeUnused(name, entry));
        },
      };
    });
  }

  /**
   * Registers what a view reads of a circle, for verdicts that depend on it.
   *
   * @returns removes it again.
   */
  registerBoard(circle: Exclude<Circle, { is: 'board' }>, board: Board): () => void {
    return untrack(() => {
      const name = circleName(circle);
      this.#boards.set(name, [...this.#boardsOf(name), board]);
      return () =>
        void this.#boards.set(
          name,
          untrack(() => this.#boardsOf(name)).filter((other) => other !== board),
        );
    });
  }

  /** What the latest view reads of a circle; empty while no view has it. Reactive. */
  boardOf(circle: Circle): Board {
    return this.#boardsOf(nameOf(circle)).at(-1) ?? emptyBoard;
  }

  /** How far the edits in all open documents are saved: the least saved one counts. Reactive. */
  get saving(): 'saved' | 'saving' | 'unsaved' {
    const states = new Set([...this.#documents.values()].map(({ document }) => document.status.saving));
    if (states.has('unsaved')) return 'unsaved';
    return states.has('saving') ? 'saving' : 'saved';
  }

  /** Whether this browser keeps all open documents: the least kept one counts. Reactive. */
  get localStore(): LocalStoreState {
    const states = new Set([...this.#documents.values()].map(({ document }) => document.status.localStore));
    if (states.has('off')) return 'off';
    return states.has('opening') ? 'opening' : 'keeping';
  }

  /**
   * Resolves when the open documents among these show so many commands decided, or after the timeout.
   *
   * @param decided by the circle's name.
   */
  async waitForDecisions(decided: Readonly<Record<string, number>>, timeoutMs: number): Promise<void> {
    const waits = Object.entries(decided).flatMap(([name, count]) => {
      const entry = this.#documents.get(name);
      return entry ? [waitForDecision(entry.document.doc, count, timeoutMs)] : [];
    });
    await Promise.all(waits);
  }

  /**
   * Expects in all open documents that this card is deleted (`CircleDocument.expectDeletion`).
   *
   * @returns ends that.
   */
  expectDeletion(card: CardId): () => void {
    const ends = [...this.#documents.values()].map(({ document }) => document.expectDeletion(card));
    return () => ends.forEach((end) => end());
  }

  /** Closes every document at once. */
  destroy(): void {
    for (const { document } of this.#documents.values()) document.destroy();
    this.#documents.clear();
  }

  #closeUnused(name: string, entry: OpenDocument): void {
    if (entry.references > 0 || this.#documents.get(name) !== entry) return;
    this.#documents.delete(name);
    entry.document.destroy();
  }

  #boardsOf(name: string): readonly Board[] {
    return this.#boards.get(name) ?? [];
  }
}
