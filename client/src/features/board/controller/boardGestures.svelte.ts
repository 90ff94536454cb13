import type { CardId } from '@brygga/shared/ids';
import type { LiveBoard } from '../../../documents/registry/liveBoard.ts';
import { m } from '../../../i18n/index.ts';
import { showToast } from '../../../ui/feedback/toasts.svelte.ts';
import type { Box, Point } from '../geometry/camera.ts';
import { idsInBox } from '../geometry/hitTest.ts';
import type { BoardIntent, CreatableKind } from '../tools/tool.ts';
import type { CameraController } from '../viewport/cameraController.svelte.ts';
import type { CardBoxes } from '../viewport/cardBoxes.svelte.ts';
import { splitByRight } from './cardRights.ts';
import { type Drag, dragCards, dragCopies, dragResizeHandle } from './drag.ts';
import { type SeatDropTarget, seatDropTargetAt, takeTargetSeat } from './seatDropTarget.ts';

/** What gestures read and change: a `BoardController`. */
export interface GestureTarget {
  /** Undefined while no canvas is attached; then every intent is ignored. */
  readonly board: LiveBoard | undefined;
  readonly boxes: CardBoxes | undefined;
  readonly camera: CameraController;
  readonly selection: readonly CardId[];
  readonly onlySelected: CardId | undefined;
  menuPoint: Point | undefined;
  select(ids: readonly CardId[]): void;
  create(kind: CreatableKind, at: Point): void;
  edit(id: CardId): void;
  open(id: CardId): void;
}

/** Carries out what the tools mean: drags, resizes, draws the marquee, drops an offer on a seat. */
export class BoardGestures {
  /** The box being drawn, in board units. */
  marquee = $state.raw<Box>();
  /** The seat under the offer being dragged. */
  seatDropTarget = $state.raw<SeatDropTarget>();
  readonly #target: GestureTarget;
  #drag: Drag | undefined;
  /** The selection that a marquee with Shift adds to; undefined while none is drawn. */
  #selectionBefore: readonly CardId[] | undefined;

  constructor(target: GestureTarget) {
    this.#target = target;
  }

  executeAll(intents: readonly BoardIntent[]): void {
    for (const intent of intents) this.execute(intent);
  }

  execute(intent: BoardIntent): void {
    const target = this.#target;
    const { board } = target;
    if (!board) return;
    switch (intent.kind) {
      case 'pan':
        return target.camera.pan(intent.by);
      case 'zoom':
        return target.camera.zoom(intent.at, intent.factor);
      case 'select':
        return target.select(intent.mode === 'only' ? [intent.id] : toggleId(target.selection, intent.id));
      case 'selectInBox':
        return this.#selectInBox(intent.box, intent.add);
      case 'hideMarquee':
        return this.#hideMarquee();
      case 'clearSelection':
        return target.select([]);
      case 'startDrag':
        return this.#startDrag(board, intent.copy);
      case 'drag':
        return this.#dragTo(board, intent.by, intent.at);
      case 'startResize':
        return this.#startResize(board, intent.handle);
      case 'resize':
        return this.#drag?.moveBy(intent.by);
      case 'drop':
        return this.#drop(board, intent.at);
      case 'revert':
        return this.#revert();
      case 'create':
        return target.create(intent.cardKind, intent.at);
      case 'edit':
        return target.edit(intent.id);
      case 'open':
        // A tap on a note only selects it; its text is read where it lies.
        if (board.cards.get(intent.id)?.kind !== 'note') target.open(intent.id);
        return;
      case 'openMenu':
        target.menuPoint = intent.at;
    }
  }

  /** Keeps what has been dragged so far where it is; the canvas is going away. */
  end(): void {
    this.#drag?.commit();
    this.#forgetDrag();
    this.#hideMarquee();
  }

  #selectInBox(box: Box, add: boolean): void {
    const { selection, boxes } = this.#target;
    this.marquee = box;
    this.#selectionBefore ??= add ? selection : [];
    this.#target.select([...new Set([...this.#selectionBefore, ...idsInBox(boxes?.all ?? [], box)])]);
  }

  #hideMarquee(): void {
    this.marquee = undefined;
    this.#selectionBefore = undefined;
  }

  #startDrag(board: LiveBoard, copy: boolean): void {
    const { allowed, refusal } = splitByRight(board, this.#target.selection, copy ? 'copy' : 'move');
    if (refusal) showToast(allowed.length === 0 ? refusal : m.board_some_stay({ reason: refusal }), 'problem');
    if (allowed.length === 0) return;
    this.#drag = copy ? dragCopies(board, allowed, (copies) => this.#target.select(copies)) : dragCards(board, allowed);
  }

  #startResize(board: LiveBoard, handle: Extract<BoardIntent, { kind: 'startResize' }>['handle']): void {
    const [id] = this.#target.selection;
    this.#drag = id && dragResizeHandle(board, id, handle);
  }

  #dragTo(board: LiveBoard, by: Point, at: Point): void {
    this.#drag?.moveBy(by);
    this.seatDropTarget = this.#seatTargetAt(board, at);
  }

  #seatTargetAt(board: LiveBoard, at: Point): SeatDropTarget | undefined {
    const { onlySelected, boxes } = this.#target;
    return this.#drag && onlySelected ? seatDropTargetAt(board, onlySelected, boxes?.all ?? [], at) : undefined;
  }

  /** Over a seat, the offer's company takes it and the offer goes back to where it lay. */
  #drop(board: LiveBoard, at: Point): void {
    const seatTarget = this.#seatTargetAt(board, at);
    if (seatTarget) {
      this.#revert();
      void takeTargetSeat(board, seatTarget);
      return;
    }
    this.#drag?.commit();
    this.#forgetDrag();
  }

  #revert(): void {
    this.#drag?.revert();
    this.#forgetDrag();
  }

  #forgetDrag(): void {
    this.#drag = undefined;
    this.seatDropTarget = undefined;
  }
}

const toggleId = (ids: readonly CardId[], id: CardId): readonly CardId[] =>
  ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id];
