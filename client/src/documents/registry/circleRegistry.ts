import { type Board, emptyBoard } from '@brygga/shared/agreements/board';
import { type Circle, circleName } from '@brygga/shared/document/circles';
import { SvelteMap } from 'svelte/reactivity';
import type * as Y from 'yjs';
import { waitForDecision } from '../commands/waitForDecision.ts';

/** A circle's document that is open beside the board. */
export interface RegisteredCircle {
  readonly doc: Y.Doc;
  /** Left out where no verdict rests on what is read of it. */
  readonly board?: Board;
}

/** The circles that are open in this window beside the board, for verdicts that rest on them. */
export class CircleRegistry {
  /** A circle may be open several times, for what is told in it and for all that it has; the last one that reads it is asked. */
  readonly #open = new SvelteMap<string, readonly RegisteredCircle[]>();

  /** @returns what ends it. */
  register(circle: Exclude<Circle, { is: 'board' }>, open: RegisteredCircle): () => void {
    const name = circleName(circle);
    this.#open.set(name, [...this.#openAs(name), open]);
    return () => {
      this.#open.set(
        name,
        this.#openAs(name).filter((each) => each !== open),
      );
    };
  }

  /** What lies in a circle, as far as it is open here; reactive. */
  board(circle: Circle): Board {
    if (circle.is === 'board') return emptyBoard;
    return this.#openAs(circleName(circle)).findLast((open) => open.board)?.board ?? emptyBoard;
  }

  /** Resolves when the open ones of these show so many commands decided. */
  async waitForDecisions(decided: Readonly<Record<string, number>>, patienceMillis: number): Promise<void> {
    const waits = Object.entries(decided).flatMap(([name, count]) =>
      this.#openAs(name).map(({ doc }) => waitForDecision(doc, count, patienceMillis)),
    );
    await Promise.all(waits);
  }

  #openAs(name: string): readonly RegisteredCircle[] {
    return this.#open.get(name) ?? [];
  }
}
