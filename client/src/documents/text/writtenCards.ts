import type { CardShape } from '@brygga/shared/document/cards/card';
import { cardKinds, cardsOf, isCardKind } from '@brygga/shared/document/cards/index';
import { CardId } from '@brygga/shared/ids';
import type * as Y from 'yjs';
import type { StoredCard, UnsavedCards } from '../connection/unsavedCards.ts';
import { throttle } from '../presence/throttle.ts';

type YType = Parameters<Y.Transaction['changed']['get']>[0];

/** A card that somebody else deleted while this person was writing in it. */
export interface DeletedCard {
  readonly card: CardId;
  /** The card's item in the document: one card may be deleted several times, with undo in between. */
  readonly item: string;
  /** As `toJSON` gave it just before. */
  readonly value: Readonly<Record<string, unknown>>;
}

interface WrittenCardsDeps {
  readonly doc: Y.Doc;
  readonly unsaved: UnsavedCards;
  /** Whether the journal has every edit made here. */
  readonly isSaved: () => boolean;
  /** The card that the person's caret is in. */
  readonly caretCard: () => unknown;
  readonly onDeleted: (deleted: DeletedCard) => void;
}

interface TrackedCard {
  readonly card: CardId;
  readonly item: string;
  value: Readonly<Record<string, unknown>> | undefined;
  wroteAt: number;
  /** The card has changed since `value` was read. */
  isDirty: boolean;
  /** Whether this document has held the card; one of an earlier visit may not be loaded yet. */
  isSeen: boolean;
  isUnsaved: boolean;
}

interface PendingDeletion {
  readonly deleted: DeletedCard;
  readonly wroteAt: number;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** A person is still writing for so long after the last letter. */
const writingMs = 60_000;
/**
 * How long a deletion waits until it is reported: the server may say that it reverted the card's
 * creation, or restore the card.
 */
export const reportDelayMs = 1_500;
/** How often the cards at risk are stored at most. */
const storeIntervalMs = 500;

/**
 * The cards of a document in which this person is writing, so that no word is lost when somebody else
 * deletes one of them.
 *
 * 1. A card is tracked from the first local change of one of its texts or records, for as long as that
 *    change is unsaved, younger than `writingMs`, or the caret is in the card.
 * 2. A tracked card is read only before a transaction of somebody else, and only if it has changed since
 *    it was last read: others' edits of other cards cost nothing.
 * 3. A tracked card that a transaction of somebody else removes was deleted; one that a local
 *    transaction removes is no longer tracked.
 * 4. Cards at risk are stored with their words, so that a reload or a closed window loses none. Those of
 *    an earlier visit are judged once the local store is read and the server has answered.
 */
export class WrittenCards {
  readonly #deps: WrittenCardsDeps;
  /** The root of all cards. */
  readonly #root: YType;
  readonly #cards: Y.Map<Y.Map<unknown>>;
  readonly #tracked = new Map<CardId, TrackedCard>();
  /** By item. */
  readonly #pending = new Map<string, PendingDeletion>();
  /** Cards whose deletion takes nothing from this person. */
  readonly #expected = new Set<CardId>();
  readonly #store = throttle(storeIntervalMs, () => this.#storeNow());
  readonly #onPageHide = () => this.#storeNow();

  constructor(deps: WrittenCardsDeps) {
    this.#deps = deps;
    this.#cards = cardsOf(deps.doc);
    this.#root = this.#cards as unknown as YType;
    for (const stored of deps.unsaved.leftovers) this.#adopt(stored);
    deps.doc.on('beforeTransaction', this.#beforeTransaction);
    deps.doc.on('afterTransaction', this.#afterTransaction);
    globalThis.addEventListener('pagehide', this.#onPageHide);
  }

  /** The journal has all that was written here. */
  saved(): void {
    for (const tracked of this.#tracked.values()) if (tracked.isSeen) tracked.isUnsaved = false;
    this.#storeNow();
  }

  /** The local store is read, and the server has answered: a card of an earlier visit is here, or was deleted. */
  loaded(): void {
    for (const tracked of [...this.#tracked.values()]) {
      if (tracked.isSeen) continue;
      if (this.#itemOf(tracked.card) === tracked.item) {
        tracked.isSeen = true;
        tracked.isUnsaved &&= !this.#deps.isSaved();
      } else this.#deleted(tracked);
    }
    this.#storeNow();
    this.#deps.unsaved.clearLeftovers();
  }

  /**
   * Reports no deletion of this card: the guard has reverted its creation, so that the server returns it, or
   * the person deletes it by a command.
   *
   * @returns ends that.
   */
  expectDeletion(card: CardId): () => void {
    this.#expected.add(card);
    for (const [item, { deleted, timer }] of this.#pending) {
      if (deleted.card !== card) continue;
      clearTimeout(timer);
      this.#pending.delete(item);
    }
    this.#store.ask();
    return () => void this.#expected.delete(card);
  }

  destroy(): void {
    this.#deps.doc.off('beforeTransaction', this.#beforeTransaction);
    this.#deps.doc.off('afterTransaction', this.#afterTransaction);
    globalThis.removeEventListener('pagehide', this.#onPageHide);
    this.#storeNow();
    this.#store.stop();
    // What is not reported yet is stored, and reported when the document is opened again.
    for (const { timer } of this.#pending.values()) clearTimeout(timer);
  }

  readonly #beforeTransaction = ({ local }: Y.Transaction): void => {
    if (local || this.#tracked.size === 0) return;
    const now = Date.now();
    for (const tracked of this.#tracked.values()) {
      if (this.#isAtRisk(tracked, now)) this.#read(tracked);
      else this.#tracked.delete(tracked.card);
    }
  };

  readonly #afterTransaction = (transaction: Y.Transaction): void => {
    const { local, changed } = transaction;
    if (local) for (const type of changed.keys()) this.#wrote(type);
    if (this.#tracked.size === 0) return;
    for (const type of changed.keys()) {
      const tracked = this.#tracked.get(this.#cardOf(type) as CardId);
      if (tracked) tracked.isDirty = true;
    }
    if (!changed.has(this.#root)) return;
    for (const tracked of [...this.#tracked.values()]) {
      if (!tracked.isSeen || this.#itemOf(tracked.card) === tracked.item) continue;
      if (!local) this.#deleted(tracked);
      else if (this.#tracked.delete(tracked.card)) this.#store.ask();
    }
  };

  /** Tracks the card if this type is one of its texts or records, or a part of one. */
  #wrote(type: YType): void {
    const card = CardId.safeParse(this.#cardOf(type)).data;
    const item = card && this.#itemOf(card);
    if (card === undefined || item === undefined || type._item?.parent === this.#root) return;
    this.#track(card, item, Date.now(), true);
    this.#store.ask();
  }

  #track(card: CardId, item: string, wroteAt: number, isUnsaved: boolean): void {
    this.#tracked.set(card, { card, item, value: undefined, wroteAt, isDirty: true, isSeen: true, isUnsaved });
  }

  /** Tracks a card that came back: restored by the server, or by an undo. */
  #trackRestored(card: CardId, wroteAt: number): void {
    const item = this.#itemOf(card);
    if (item !== undefined && !this.#tracked.has(card)) this.#track(card, item, wroteAt, !this.#deps.isSaved());
  }

  #adopt({ card, item, value, wroteAt, isSaved }: StoredCard): void {
    if (isSaved && Date.now() - wroteAt >= writingMs) return;
    const other = this.#tracked.get(card);
    if (other && other.wroteAt > wroteAt) return;
    this.#tracked.set(card, { card, item, value, wroteAt, isDirty: true, isSeen: false, isUnsaved: !isSaved });
  }

  #isAtRisk({ card, isUnsaved, wroteAt }: TrackedCard, now: number): boolean {
    return isUnsaved || now - wroteAt < writingMs || this.#deps.caretCard() === card;
  }

  #read(tracked: TrackedCard): void {
    if (!tracked.isDirty || this.#itemOf(tracked.card) !== tracked.item) return;
    tracked.value = this.#cards.get(tracked.card)?.toJSON() ?? tracked.value;
    tracked.isDirty = false;
    tracked.isSeen = true;
  }

  #deleted({ card, item, value, wroteAt }: TrackedCard): void {
    this.#tracked.delete(card);
    this.#trackRestored(card, wroteAt);
    this.#store.ask();
    if (!value || this.#expected.has(card) || this.#pending.has(item)) return;
    const timer = setTimeout(() => this.#report(item), reportDelayMs);
    this.#pending.set(item, { deleted: { card, item, value }, wroteAt, timer });
  }

  #report(item: string): void {
    const pending = this.#pending.get(item);
    this.#pending.delete(item);
    if (!pending) return;
    const { deleted, wroteAt } = pending;
    if (this.#hasTextsOf(deleted)) this.#trackRestored(deleted.card, wroteAt);
    else this.#deps.onDeleted(deleted);
    this.#store.ask();
  }

  /** Whether the card is there again with all that was written in it. */
  #hasTextsOf({ card, value }: DeletedCard): boolean {
    const kind = value['kind'];
    const map = this.#cards.get(card);
    if (!map || !isCardKind(kind)) return false;
    const current: Readonly<Record<string, unknown>> = map.toJSON();
    const { storage }: CardShape = cardKinds[kind];
    return Object.keys(storage).every((field) => JSON.stringify(current[field]) === JSON.stringify(value[field]));
  }

  /** The id of the card that a type is, or lies in. */
  #cardOf(type: YType): string | undefined {
    // The parent of an item that a document holds is a type.
    for (let inner = type; inner._item; inner = inner._item.parent as YType) {
      if (inner._item.parent === this.#root) return inner._item.parentSub ?? undefined;
    }
    return undefined;
  }

  #itemOf(card: CardId): string | undefined {
    const item = this.#cards._map.get(card);
    return item && !item.deleted ? `${item.id.client}-${item.id.clock}` : undefined;
  }

  #storeNow(): void {
    const now = Date.now();
    const stored = [...this.#tracked.values()].filter((tracked) => !tracked.isSeen || this.#isAtRisk(tracked, now));
    for (const tracked of stored) this.#read(tracked);
    const written = stored.map(({ card, item, value, wroteAt, isUnsaved }) => ({
      card,
      item,
      value,
      wroteAt,
      isSaved: !isUnsaved,
    }));
    // What is not reported yet is reported after a reload, however late that is.
    const pending = [...this.#pending.values()].map(({ deleted, wroteAt }) => ({
      ...deleted,
      wroteAt,
      isSaved: false,
    }));
    this.#deps.unsaved.put([...written, ...pending]);
  }
}
