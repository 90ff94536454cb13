import { decidedOf } from '@brygga/shared/agreements/board';
import { cardsOf } from '@brygga/shared/document/cards/index';
import { circleName, type EnterableCircle } from '@brygga/shared/document/circles';
import { fieldsOf, writerBelow } from '@brygga/shared/document/roots';
import type { CardId, PersonId, WorkshopId } from '@brygga/shared/ids';
import type { ServerNotice } from '@brygga/shared/wire/notices';
import { BoardClock } from '../connection/boardClock.svelte.ts';
import { BoardStatus } from '../connection/boardStatus.svelte.ts';
import { countingSocket } from '../connection/countingSocket.ts';
import type { WindowRevertedChangeCounts } from '../connection/revertedChangeCounts.svelte.ts';
import { createSyncConnection, type SyncConnection } from '../connection/syncConnection.ts';
import { UnsavedCards } from '../connection/unsavedCards.ts';
import { UnsavedFlag } from '../connection/unsavedFlag.ts';
import type { BoardPresence } from '../presence/boardPresence.svelte.ts';
import { LocalOnlyAwareness } from '../presence/localOnlyAwareness.ts';
import type { LocalStore } from '../store/localStore.ts';
import { type DeletedCard, reportDelayMs, WrittenCards } from '../text/writtenCards.ts';
import { CircleDoc } from './circleDoc.ts';
import type { Environment } from './environment.ts';

/** Whose documents a registry opens. */
export interface RegistryOptions {
  readonly workshop: WorkshopId;
  readonly person: PersonId;
  /** In a demo, the persona that the visitor acts as. */
  readonly as?: PersonId | undefined;
  /**
   * Returns to its writer what somebody else's deletion of a card took.
   *
   * @returns false if the writer is not to be told.
   */
  readonly keepDeletedCard?: ((circle: EnterableCircle, deleted: DeletedCard) => boolean) | undefined;
}

/** Below the workshop's store. A person's circle keeps the name of its first use, so that old stores are still read. */
const storeSuffix = (circle: EnterableCircle): string => {
  if (circle.is === 'board') return '';
  return circle.is === 'person' ? ':tray' : `:${circleName(circle)}`;
};

/** Stores of earlier versions, which opened a circle once for each use. No edit was ever written into them. */
const obsoleteStoreSuffixes = (circle: EnterableCircle): readonly string[] =>
  circle.is === 'board' ? [] : ['talk', 'interest', 'judging'].map((use) => `:${use}:${circleName(circle)}`);

/** The card that the caret of a presence state is in. */
const caretCardIn = (state: Record<string, unknown> | null): unknown => {
  const caret = state?.['caret'];
  return typeof caret === 'object' && caret !== null && 'card' in caret ? caret.card : undefined;
};

/** One circle's document as this window has it: one Y.Doc, one socket, one IndexedDB store. */
export class CircleDocument {
  readonly doc = new CircleDoc();
  readonly status: BoardStatus;
  /** Of the whole window: all its documents add to it. */
  readonly revertedChangeCounts: WindowRevertedChangeCounts;
  /** Sampled on the board's socket only: all circles have the same server. */
  readonly clock: BoardClock;
  /** Has no local state until a view opens presence, so that views without presence announce nobody. */
  readonly #awareness = new LocalOnlyAwareness(this.doc);
  readonly #store: LocalStore;
  readonly #connection: SyncConnection;
  /** Undefined for a circle without cards. */
  readonly #writtenCards: WrittenCards | undefined;
  #presence: { readonly shared: BoardPresence; references: number } | undefined;
  #loaded = $state(false);
  #isOpen = true;

  constructor(
    circle: EnterableCircle,
    options: RegistryOptions,
    environment: Environment,
    revertedChangeCounts: WindowRevertedChangeCounts,
  ) {
    const { workshop, person, as } = options;
    const { doc } = this;
    this.revertedChangeCounts = revertedChangeCounts;
    this.#awareness.setLocalState(null);
    const workshopStore = `brygga:${workshop}:${person}`;
    const storeName = `${workshopStore}${storeSuffix(circle)}`;
    const unsaved = new UnsavedFlag(environment.storage, storeName, String(doc.clientID));
    this.status = new BoardStatus(unsaved.hasLeftovers, () => {
      unsaved.clear();
      this.#writtenCards?.saved();
    });
    if (writerBelow(circle.is, 'cards'))
      this.#writtenCards = this.#trackWriting(circle, options, environment, storeName);
    this.clock = new BoardClock((asked) => this.#connection.notify({ is: 'clock', asked }));
    for (const suffix of obsoleteStoreSuffixes(circle)) environment.deleteStore(`${workshopStore}${suffix}`);
    this.#store = environment.openStore(doc, storeName, (state) => this.status.localStoreChanged(state));
    this.#connection = createSyncConnection({
      doc,
      awareness: this.#awareness,
      url: environment.syncUrl,
      documentName: circle.is === 'board' ? workshop : `${workshop}/${circleName(circle)}`,
      as,
      Socket: countingSocket(environment.Socket, this.status),
      handlers: {
        notice: (notice) => this.#onNotice(notice),
        ownPresence: (state) => this.#presence?.shared.setServerIdentity(state),
        synced: () => {
          this.#loaded = true;
          this.status.synced();
          // Not before the store is read: a card that the server never had is there alone.
          void this.#store.read.then(() => this.#isOpen && this.#writtenCards?.loaded());
          if (circle.is === 'board') this.clock.connected();
        },
        closed: () => {
          this.status.closed();
          this.clock.disconnected();
        },
        closedForGood: (reason) => this.status.refused(reason),
      },
    });
    let isStoreRead = false;
    // After the provider's own listener, so that the status knows whether the update has gone out.
    doc.on('update', (_update: Uint8Array, origin: unknown) => {
      if (origin === this.#connection.provider) return;
      // What the store brings later, another window has written, or the store had not answered in time.
      const byHand = origin !== this.#store.origin || isStoreRead;
      this.status.documentChanged({ byHand });
      if (byHand) unsaved.markEdited();
    });
    void this.#store.read.then(() => {
      isStoreRead = true;
      this.#loaded ||= decidedOf(doc) > 0 || fieldsOf(doc, 'workshop').size > 0 || cardsOf(doc).size > 0;
      this.status.localStoreRead();
    });
    // Connecting after the store is read asks the server only for what this browser lacks.
    void this.#store.readOrTimeout.then(() => this.#isOpen && this.#connection.connect());
  }

  /** The local copy or the server's has been read: what is empty now is really empty. */
  get loaded(): boolean {
    return this.#loaded;
  }

  /** Views share one presence, since a document has one awareness state a window. */
  openPresence(create: (awareness: LocalOnlyAwareness) => BoardPresence): {
    readonly presence: BoardPresence;
    release(): void;
  } {
    const opened = this.#presence ?? { shared: create(this.#awareness), references: 0 };
    this.#presence = opened;
    opened.references += 1;
    return {
      presence: opened.shared,
      release: () => {
        opened.references -= 1;
        if (opened.references > 0) return;
        opened.shared.destroy();
        if (this.#presence === opened) this.#presence = undefined;
        this.#awareness.setLocalState(null);
      },
    };
  }

  /**
   * Returns nothing to the person when this card is deleted: they delete it by a command.
   *
   * @returns ends that.
   */
  expectDeletion(card: CardId): () => void {
    return this.#writtenCards?.expectDeletion(card) ?? (() => undefined);
  }

  destroy(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.clock.disconnected();
    this.#writtenCards?.destroy();
    this.#connection.destroy();
    this.#store.destroy();
    this.doc.destroy();
  }

  #onNotice(notice: ServerNotice): void {
    if (notice.is === 'saved') this.status.framesConfirmed(notice.frames);
    else if (notice.is === 'clock') this.clock.handleReply(notice);
    else {
      this.revertedChangeCounts.add(notice.undone);
      for (const { what, card } of notice.undone) if (what === 'created' && card) this.#expectRevert(card);
    }
  }

  /** The deletion by which the guard reverts a creation arrives at about the same time as the notice. */
  #expectRevert(card: CardId): void {
    setTimeout(this.expectDeletion(card), reportDelayMs);
  }

  #trackWriting(
    circle: EnterableCircle,
    { keepDeletedCard }: RegistryOptions,
    { storage }: Environment,
    storeName: string,
  ): WrittenCards {
    return new WrittenCards({
      doc: this.doc,
      unsaved: new UnsavedCards(storage, storeName, String(this.doc.clientID)),
      isSaved: () => this.status.saving === 'saved',
      caretCard: () => caretCardIn(this.#awareness.getLocalState()),
      onDeleted: (deleted) => {
        if (!keepDeletedCard?.(circle, deleted)) return;
        this.revertedChangeCounts.add([{ what: 'created', reason: 'card-deleted', card: deleted.card }]);
      },
    });
  }
}
