import { cardKinds } from '@brygga/shared/document/cards/index';
import type { CardId } from '@brygga/shared/ids';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';
import { m, reasonSentence } from '../../../i18n/index.ts';
import { showToast } from '../../../ui/feedback/toasts.svelte.ts';
import { CardBoxes } from '../viewport/cardBoxes.svelte.ts';
import { type Drag, dragCards, dragCopies, dragResizeHandle } from './drag.ts';
import type { Box, Point } from '../geometry/camera.ts';
import { boundsOf } from '../geometry/layout.ts';
import { idsInBox } from '../geometry/marquee.ts';
import { cardRights, splitByRight } from './cardRights.ts';
import { type SeatDropTarget, seatDropTargetAt, takeTargetSeat } from './seatDropTarget.ts';
import { BoardViewport } from '../viewport/boardViewport.svelte.ts';
import type { ToolName } from '../tools/pointerRouter.ts';
import type { CreatableKind, BoardIntent } from '../tools/tool.ts';

/** Whoever writes on a note that is too far away to be read is brought nearer. */
const editZoomMin = 0.6;

interface AttachedBoard {
  readonly board: LiveBoard;
  readonly open: (id: CardId) => void;
}

/** Where a new challenge or offer shall lie: whose it is and what it is called, a dialog asks. */
export interface CardCreation {
  readonly kind: 'challenge' | 'offer';
  readonly at: Point;
}

/**
 * What one sees, has chosen and does on a board. Pages hold one to bring people to a place; it may
 * be made before the canvas is there, and outlives it.
 */
export class BoardController extends BoardViewport {
  tool = $state<ToolName>('select');
  /** The note whose words are being typed on the canvas. */
  editing = $state<CardId>();
  marquee = $state.raw<Box>();
  pendingCreation = $state.raw<CardCreation>();
  /** The note or concept that is to become a need. */
  needSource = $state<CardId>();
  /** Where the context menu is open, in pixels of the viewport. */
  menuPoint = $state.raw<Point>();
  helpOpen = $state(false);
  /** The card that takes the keyboard's focus as soon as it is mounted. */
  pendingFocus = $state<CardId>();
  #attached = $state.raw<AttachedBoard>();
  #selection = $state.raw<readonly CardId[]>([]);
  /** The seat over which an offer is held. */
  seatDropTarget = $state.raw<SeatDropTarget>();
  #drag: Drag | undefined;
  /** Where the marquee began: what Shift adds to. */
  #selectedBefore: readonly CardId[] | undefined;

  /** What is selected and still there. */
  get selection(): readonly CardId[] {
    return this.#selection;
  }

  protected override get alwaysMounted(): readonly CardId[] {
    return this.editing ? [this.editing] : [];
  }

  /** Box around what is selected, in board units. */
  readonly selectionBounds = $derived(boundsOf(this.boxes?.boxesOf(this.#selection) ?? []));

  readonly #selected = $derived(new Set(this.#selection));

  isSelected(id: CardId): boolean {
    return this.#selected.has(id);
  }

  /** The one card that Tab comes to from outside. */
  readonly tabStop = $derived(this.#selection.find((id) => this.mountedIds.includes(id)) ?? this.mountedIds[0]);

  /** Called by the canvas when it is there; hands back what lets go. `open` shows a card beside the board. */
  attach(board: LiveBoard, open: (id: CardId) => void): () => void {
    this.#attached = { board, open };
    this.boxes = new CardBoxes(board.cards);
    return () => {
      this.#drag?.commit();
      this.#drag = undefined;
      this.camera.stop();
      this.boxes = undefined;
      this.#attached = undefined;
    };
  }

  select(ids: readonly CardId[]): void {
    const same = ids.length === this.#selection.length && ids.every((id, index) => id === this.#selection[index]);
    if (same) return;
    this.#selection = [...ids];
    if (this.editing && !ids.includes(this.editing)) this.editing = undefined;
  }

  /** Forgets what has gone from the board. */
  pruneSelection(): void {
    const cards = this.#attached?.board.cards;
    if (cards) this.select(this.#selection.filter((id) => cards.get(id)));
  }

  /** Writes in a note on the canvas; other cards open beside the board. */
  edit(id: CardId): void {
    const { board, open } = this.#attached ?? {};
    const card = board?.cards.get(id);
    if (!board || !card) return;
    this.select([id]);
    if (card.kind !== 'note') return open?.(id);
    const right = cardRights.write(board, card);
    if (right !== true) return showToast(reasonSentence(right), 'problem');
    this.editing = id;
    if (this.camera.current.zoom < editZoomMin) this.camera.showBox(card);
  }

  /** A new note or concept with its middle at the place, ready for words; a challenge or an offer asks first. */
  create(kind: CreatableKind, at: Point): void {
    const { board } = this.#attached ?? {};
    if (!board) return;
    this.tool = 'select';
    const size = cardKinds[kind].size;
    const corner = { x: Math.round(at.x - size.w / 2), y: Math.round(at.y - size.h / 2) };
    if (kind !== 'note' && kind !== 'concept') {
      this.pendingCreation = { kind, at: corner };
      return;
    }
    const right = board.rights.create(kind);
    if (right !== true) return showToast(reasonSentence(right), 'problem');
    this.edit(kind === 'note' ? board.actions.createNote(corner) : board.actions.createConcept(corner));
  }

  execute(intention: BoardIntent): void {
    const { board, open } = this.#attached ?? {};
    if (!board) return;
    switch (intention.kind) {
      case 'pan':
        return this.camera.pan(intention.by);
      case 'zoom':
        return this.camera.zoom(intention.at, intention.factor);
      case 'choose':
        return this.select(intention.how === 'only' ? [intention.id] : toggled(this.#selection, intention.id));
      case 'chooseIn':
        return this.#chooseIn(intention.box, intention.add);
      case 'hideMarquee':
        this.marquee = undefined;
        this.#selectedBefore = undefined;
        return;
      case 'clear':
        return this.select([]);
      case 'grab':
        return this.#grab(board, intention.copy);
      case 'grabHandle':
        this.#drag = this.#selection[0] && dragResizeHandle(board, this.#selection[0], intention.handle);
        return;
      case 'drag':
        this.#drag?.moveBy(intention.by);
        this.seatDropTarget = this.#aimOf(board, intention.at);
        return;
      case 'stretch':
        return this.#drag?.moveBy(intention.by);
      case 'drop':
        return this.#drop(board, intention.at);
      case 'putBack':
        this.#putBack();
        return;
      case 'create':
        return this.create(intention.cardKind, intention.at);
      case 'edit':
        return this.edit(intention.id);
      case 'open':
        if (board.cards.get(intention.id)?.kind !== 'note') open?.(intention.id);
        return;
      case 'menu':
        this.menuPoint = intention.at;
    }
  }

  /** Shows a card beside the board. */
  open(id: CardId): void {
    this.#attached?.open(id);
  }

  #chooseIn(box: Box, add: boolean): void {
    this.marquee = box;
    this.#selectedBefore ??= add ? this.#selection : [];
    this.select([...new Set([...this.#selectedBefore, ...idsInBox(this.boxes?.all ?? [], box)])]);
  }

  #aimOf(board: LiveBoard, at: Point): SeatDropTarget | undefined {
    const [offer, ...others] = this.#selection;
    return this.#drag && offer && others.length === 0
      ? seatDropTargetAt(board, offer, this.boxes?.all ?? [], at)
      : undefined;
  }

  /** Over a seat, its company takes it, and the offer goes back to where it lay. */
  #drop(board: LiveBoard, at: Point): void {
    const aim = this.#aimOf(board, at);
    if (aim) {
      this.#putBack();
      void takeTargetSeat(board, aim);
      return;
    }
    this.#drag?.commit();
    this.#drag = undefined;
    this.seatDropTarget = undefined;
  }

  #putBack(): void {
    this.#drag?.revert();
    this.#drag = undefined;
    this.seatDropTarget = undefined;
  }

  #grab(board: LiveBoard, copy: boolean): void {
    const { given, why } = splitByRight(board, this.#selection, copy ? 'copy' : 'move');
    if (why) showToast(given.length === 0 ? why : m.board_some_stay({ reason: why }), 'problem');
    if (given.length === 0) return;
    this.#drag = copy ? dragCopies(board, given, (copies) => this.select(copies)) : dragCards(board, given);
  }
}

const toggled = (ids: readonly CardId[], id: CardId): readonly CardId[] =>
  ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id];
