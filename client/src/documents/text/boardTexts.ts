import { type Card, cardsOf } from '@brygga/shared/document/cards/index';
import type { CardId } from '@brygga/shared/ids';
import { untrack } from 'svelte';
import * as Y from 'yjs';
import { caretJson, caretOffset } from './carets.ts';
import { followKeys } from '../live/followRecords.ts';
import type { LiveRecords } from '../live/liveRecords.svelte.ts';
import { typingOrigin } from '../actions/transactionOrigins.ts';
import type { BoardPresence } from '../presence/boardPresence.svelte.ts';
import { TextBinding, type TextElement } from './textBinding.ts';
import type { Rights } from '../actions/rights.ts';
import type { BoardUndo } from '../actions/boardUndo.svelte.ts';
import type { PresenceState } from '@brygga/shared/wire/presence';

export interface RemoteCaret {
  readonly user: PresenceState['user'];
  readonly anchor: number;
  readonly head: number;
}

/** Text that people type together (a card's Y.Text fields: `text`, `title`, `name`). */
export interface Texts {
  /** A Svelte attachment for a `<textarea>` or `<input>`: keeps it and the Y.Text in step, carets included. */
  bind(card: CardId, field: string): (element: HTMLTextAreaElement | HTMLInputElement) => () => void;
  /** Carets of others in this text, as character offsets; reactive. */
  carets(card: CardId, field: string): readonly RemoteCaret[];
}

export interface BoardTextsDeps {
  readonly doc: Y.Doc;
  readonly rights: Rights;
  readonly cards: LiveRecords<CardId, Card>;
  readonly presence: BoardPresence;
  readonly undo: BoardUndo;
}

/** An element that shows a field of a card, bound as long as there is such a text. */
interface BoundElement {
  readonly card: CardId;
  readonly field: string;
  readonly element: TextElement;
  binding?: TextBinding | undefined;
}

/** Text that people type together, bound to the elements that show it. */
export class BoardTexts implements Texts {
  readonly #deps: BoardTextsDeps;
  readonly #bound = new Map<string, Set<BoundElement>>();
  /**
   * One attachment for each text: Svelte attaches anew whenever it is given another, which would break
   * off what a person is composing at every change of the card.
   */
  readonly #attachments = new Map<string, (element: TextElement) => () => void>();
  readonly stop: () => void;

  constructor(deps: BoardTextsDeps) {
    this.#deps = deps;
    // A deleted card takes its text along, and an undone deletion brings another one.
    this.stop = followKeys(cardsOf(deps.doc), (ids) => {
      for (const id of ids) this.#bound.get(id)?.forEach((bound) => this.#attach(bound));
    });
  }

  bind(card: CardId, field: string): (element: TextElement) => () => void {
    const key = `${card} ${field}`;
    const known = this.#attachments.get(key);
    if (known) return known;
    const attachment = (element: TextElement) => {
      const bound: BoundElement = { card, field, element };
      const ofCard = this.#bound.get(card) ?? new Set();
      this.#bound.set(card, ofCard.add(bound));
      // An attachment runs again when something that it read changes.
      untrack(() => this.#attach(bound));
      return () => {
        bound.binding?.unbind();
        ofCard.delete(bound);
        if (![...ofCard].some((other) => other.field === field)) this.#attachments.delete(key);
        if (ofCard.size === 0 && this.#bound.get(card) === ofCard) this.#bound.delete(card);
      };
    };
    this.#attachments.set(key, attachment);
    return attachment;
  }

  carets(card: CardId, field: string): readonly RemoteCaret[] {
    // The words around a caret move its offset: whoever shows it reads the card along.
    void this.#deps.cards.get(card);
    const text = this.#textOf(card, field);
    if (!text) return [];
    return this.#deps.presence.caretsIn(card, field).flatMap(({ user, caret }) => {
      const anchor = caretOffset(text, caret?.anchor);
      const head = caretOffset(text, caret?.head);
      return anchor === undefined || head === undefined ? [] : [{ user, anchor, head }];
    });
  }

  #textOf(card: CardId, field: string): Y.Text | undefined {
    const map: unknown = cardsOf(this.#deps.doc).get(card);
    const text: unknown = map instanceof Y.Map ? map.get(field) : undefined;
    // A rich text's fragments are Y.Text's kin, and no plain text.
    return text instanceof Y.Text && !(text instanceof Y.XmlText) ? text : undefined;
  }

  #attach(bound: BoundElement): void {
    const { card, field, element } = bound;
    const text = this.#textOf(card, field);
    if (bound.binding?.text === text) return;
    bound.binding?.unbind();
    const { doc, rights, cards, presence, undo } = this.#deps;
    bound.binding =
      text &&
      new TextBinding({
        text,
        element,
        mayEdit() {
          const shownCard = cards.peek(card);
          return shownCard !== undefined && rights.change(shownCard, field) === true;
        },
        writeTyped(write) {
          undo.beforeChange(`type ${field} of ${card}`);
          doc.transact(write, typingOrigin);
        },
        caretMoved(caret) {
          const at = (index: number) => caretJson(text, index);
          presence.setCaret(caret ? { card, field, anchor: at(caret.anchor), head: at(caret.head) } : null);
        },
        undo: () => rights.undo() === true && undo.undo(),
        redo: () => rights.undo() === true && undo.redo(),
      });
  }
}
