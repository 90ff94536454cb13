import { cardKinds } from '@brygga/shared/document/cards/index';
import type { CardId } from '@brygga/shared/ids';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';
import { reasonSentence } from '../../../i18n/index.ts';
import { showToast } from '../../../ui/feedback/toasts.svelte.ts';
import type { Point } from '../geometry/camera.ts';
import { sameIds } from '../geometry/culling.ts';
import { boundsOf } from '../geometry/layout.ts';
import type { ToolName } from '../tools/pointerRouter.ts';
import type { CreatableKind } from '../tools/tool.ts';
import { BoardViewport } from '../viewport/boardViewport.svelte.ts';
import { CardBoxes } from '../viewport/cardBoxes.svelte.ts';
import { BoardGestures } from './boardGestures.svelte.ts';
import { cardRights } from './cardRights.ts';

/** Editing a note below this zoom zooms in first. */
const editZoomMin = 0.6;

interface AttachedBoard {
  readonly board: LiveBoard;
  readonly open: (id: CardId) => void;
}

/** A new card whose owner and title a dialog asks for; `at` is its upper left corner, in board units. */
export interface PendingCreation {
  readonly kind: 'challenge' | 'offer';
  readonly at: Point;
}

/**
 * What one sees and has selected on a board, and the commands on it; `gestures` carries out what the
 * pointer does. A page may create the controller before the canvas mounts, and keep it after the
 * canvas unmounts.
 */
export class BoardController extends BoardViewport {
  tool = $state<ToolName>('select');
  /** The note whose text is being typed on the canvas. */
  editing = $state<CardId>();
  pendingCreation = $state.raw<PendingCreation>();
  /** The note or concept that is to become a need. */
  needSource = $state<CardId>();
  /** Where the context menu is open, in pixels of the viewport. */
  menuPoint = $state.raw<Point>();
  helpOpen = $state(false);
  /** The card that takes the keyboard's focus as soon as it is mounted. */
  pendingFocus = $state<CardId>();
  #attached = $state.raw<AttachedBoard>();
  #selection = $state.raw<readonly CardId[]>([]);
  readonly gestures = new BoardGestures(this);

  /** Undefined while no canvas is attached. */
  get board(): LiveBoard | undefined {
    return this.#attached?.board;
  }

  get selection(): readonly CardId[] {
    return this.#selection;
  }

  /** The selected card where it is the only one. */
  get onlySelected(): CardId | undefined {
    return this.#selection.length === 1 ? this.#selection[0] : undefined;
  }

  protected override get alwaysMounted(): readonly CardId[] {
    return this.editing ? [this.editing] : [];
  }

  /** Box around the selection, in board units. */
  readonly selectionBounds = $derived(boundsOf(this.boxes?.boxesOf(this.#selection) ?? []));

  readonly #selectedIds = $derived(new Set(this.#selection));

  isSelected(id: CardId): boolean {
    return this.#selectedIds.has(id);
  }

  /** The one card that Tab reaches from outside the canvas. */
  readonly tabStop = $derived(this.#selection.find((id) => this.mountedIds.includes(id)) ?? this.mountedIds[0]);

  /** Called by the canvas on mount; returns the clean-up. `open` shows a card beside the board. */
  attach(board: LiveBoard, open: (id: CardId) => void): () => void {
    this.#attached = { board, open };
    this.boxes = new CardBoxes(board.cards);
    return () => {
      this.gestures.end();
      this.camera.stop();
      this.boxes = undefined;
      this.#attached = undefined;
    };
  }

  select(ids: readonly CardId[]): void {
    if (sameIds(ids, this.#selection)) return;
    this.#selection = [...ids];
    if (this.editing && !ids.includes(this.editing)) this.editing = undefined;
  }

  /** Drops cards from the selection that have left the board. */
  pruneSelection(): void {
    const cards = this.board?.cards;
    if (cards) this.select(this.#selection.filter((id) => cards.get(id)));
  }

  /** Edits a note on the canvas; any other card opens beside the board. */
  edit(id: CardId): void {
    const board = this.board;
    const card = board?.cards.get(id);
    if (!board || !card) return;
    this.select([id]);
    if (card.kind !== 'note') return this.open(id);
    const right = cardRights.write(board, card);
    if (right !== true) return showToast(reasonSentence(right), 'problem');
    this.editing = id;
    if (this.camera.current.zoom < editZoomMin) this.camera.showBox(card);
  }

  /** Creates a note or concept centred on the point and edits it; for a challenge or an offer a dialog opens first. */
  create(kind: CreatableKind, at: Point): void {
    const board = this.board;
    if (!board) return;
    this.tool = 'select';
    const { size } = cardKinds[kind];
    const corner = { x: Math.round(at.x - size.w / 2), y: Math.round(at.y - size.h / 2) };
    if (kind !== 'note' && kind !== 'concept') {
      this.pendingCreation = { kind, at: corner };
      return;
    }
    const right = board.rights.create(kind);
    if (right !== true) return showToast(reasonSentence(right), 'problem');
    this.edit(kind === 'note' ? board.actions.createNote(corner) : board.actions.createConcept(corner));
  }

  /** Shows a card beside the board. */
  open(id: CardId): void {
    this.#attached?.open(id);
  }
}
