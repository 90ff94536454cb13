import { cardsOf } from '@brygga/shared/document/cards/index';
import { isRootName, recordsOf, roots } from '@brygga/shared/document/roots';
import * as Y from 'yjs';
import { actionOrigin, typingOrigin } from './transactionOrigins.ts';

export interface Undo {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Takes back one's own last step; others' edits stay. */
  undo(): void;
  redo(): void;
  /** All that is done until the function handed back is called is one step, however long it takes: a drag. */
  holdGroup(): () => void;
}

/** What has one name and no pause longer than this in it is one step: a word that is typed, a card that is nudged. */
const mergeWithinMs = 600;

type UndoGroup = Y.UndoManager['undoStack'][number];

/** Undo of one's own writing: what others write, and every agreement, stays. */
export class BoardUndo implements Undo {
  readonly #doc: Y.Doc;
  readonly #manager: Y.UndoManager;
  #last: { readonly name: string | undefined; readonly at: number } = { name: undefined, at: 0 };
  #held = 0;
  #canUndo = $state(false);
  #canRedo = $state(false);

  constructor(doc: Y.Doc) {
    this.#doc = doc;
    const shared = Object.keys(roots)
      .filter(isRootName)
      .filter((root) => roots[root].writer === 'people');
    this.#manager = new Y.UndoManager(
      shared.map((root) => recordsOf(doc, root)),
      { doc, captureTimeout: Infinity, trackedOrigins: new Set([actionOrigin, typingOrigin]) },
    );
    const changed = () => this.#refresh();
    this.#manager.on('stack-item-added', changed);
    this.#manager.on('stack-item-popped', changed);
    this.#manager.on('stack-cleared', changed);
  }

  get canUndo(): boolean {
    return this.#canUndo;
  }

  get canRedo(): boolean {
    return this.#canRedo;
  }

  /** Called before a change: it joins the one before only where both have the same name, and no pause between. */
  beforeChange(name: string | undefined): void {
    const at = Date.now();
    const joins = name !== undefined && name === this.#last.name && at - this.#last.at < mergeWithinMs;
    if (!joins && this.#held === 0) this.#manager.stopCapturing();
    this.#last = { name, at };
  }

  holdGroup(): () => void {
    if (this.#held === 0) this.#endStep();
    this.#held += 1;
    let over = false;
    return () => {
      if (over) return;
      over = true;
      this.#held -= 1;
      if (this.#held === 0) this.#endStep();
    };
  }

  undo(): void {
    this.#take('undo');
  }

  redo(): void {
    this.#take('redo');
  }

  destroy(): void {
    this.#manager.destroy();
  }

  #endStep(): void {
    this.#manager.stopCapturing();
    this.#last = { name: undefined, at: 0 };
  }

  #take(which: 'undo' | 'redo'): void {
    const stack = which === 'undo' ? this.#manager.undoStack : this.#manager.redoStack;
    const step = stack.at(-1);
    // To take back a challenge that companies have begun to answer would pull the agreement's ground away.
    if (step && this.#holdsUpAnAgreement(step)) stack.pop();
    else this.#manager[which]();
    this.#endStep();
    this.#refresh();
  }

  /** Whether taking the step back deletes a challenge with consortia, or a need whose seat is held. */
  #holdsUpAnAgreement({ insertions }: UndoGroup): boolean {
    return this.#agreedUpon().some((item) => Y.isDeleted(insertions, item.id));
  }

  /** The items of the document that agreements rest on. */
  #agreedUpon(): readonly Y.Item[] {
    const cards = cardsOf(this.#doc);
    return [...recordsOf(this.#doc, 'agreements')].flatMap(([consortium, agreement]) => {
      const challenge = String(cards.get(consortium)?.get('challenge'));
      const needs: unknown = cards.get(challenge)?.get('needs');
      const seats: unknown = agreement.get('seats');
      const heldNeeds =
        seats instanceof Y.Map ? [...seats].flatMap(([need, seat]) => (isHeld(seat) ? [need] : [])) : [];
      const needItems = needs instanceof Y.Map ? heldNeeds.map((need) => needs._map.get(need)) : [];
      return [cards._map.get(challenge), ...needItems].filter((item) => item !== undefined);
    });
  }

  #refresh(): void {
    this.#canUndo = this.#manager.canUndo();
    this.#canRedo = this.#manager.canRedo();
  }
}

const isHeld = (seat: unknown): boolean => seat instanceof Y.Map && seat.has('holder');
