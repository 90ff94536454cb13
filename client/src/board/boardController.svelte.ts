import type { Area } from '@brygga/shared/agreements/session';
import { cardKinds } from '@brygga/shared/document/cards/index';
import type { CardId } from '@brygga/shared/ids';
import { mayCreate } from '@brygga/shared/rules/cards';
import type { LiveBoard } from '../document/types.ts';
import { m, reasonSentence } from '../i18n/index.ts';
import { say } from '../ui/toasts.svelte.ts';
import { Cameraman } from './cameraman.svelte.ts';
import { CardBoxes } from './cardBoxes.svelte.ts';
import { type Drag, dragCards, dragCopies, dragHandle } from './drag.ts';
import { type Box, fit, type Point } from './geometry/camera.ts';
import { visibleIn, widened } from './geometry/culling.ts';
import { type Detail, detailAt } from './geometry/detail.ts';
import { covers } from './geometry/hitTest.ts';
import { boundsOf } from './geometry/layout.ts';
import { caught } from './geometry/marquee.ts';
import { rightTo, split } from './rights.ts';
import type { ToolName } from './tools/hand.ts';
import type { CreatedKind, Intention } from './tools/tool.ts';

/** Mounted beyond each edge of the view, as a share of it: what a small pan shows is there already. */
const mountedBeyond = 0.2;

/** Whoever writes on a note that is too far away to be read is brought nearer. */
const legibleFrom = 0.6;

/** From here on titles can be read on a phone. */
const legibleFarFrom = 0.4;
const startEdge = 20;

interface Attached {
  readonly board: LiveBoard;
  readonly boxes: CardBoxes;
  readonly open: (id: CardId) => void;
}

/** Where a new challenge or offer shall lie: whose it is and what it is called, a dialog asks. */
export interface Creating {
  readonly kind: 'challenge' | 'offer';
  readonly at: Point;
}

/**
 * What one sees, has chosen and does on a board. Pages hold one to bring people to a place; it may
 * be made before the canvas is there, and outlives it.
 */
export class BoardController {
  readonly camera = new Cameraman();
  tool = $state<ToolName>('select');
  /** The note whose words are being typed on the canvas. */
  editing = $state<CardId>();
  marquee = $state.raw<Box>();
  creating = $state.raw<Creating>();
  /** Where the context menu is open, in pixels of the viewport. */
  menuAt = $state.raw<Point>();
  helpOpen = $state(false);
  /** The card that takes the keyboard's focus as soon as it is mounted. */
  wantsFocus = $state<CardId>();
  #attached = $state.raw<Attached>();
  #selection = $state.raw<readonly CardId[]>([]);
  #drag: Drag | undefined;
  /** Where the marquee began: what Shift adds to. */
  #selectedBefore: readonly CardId[] | undefined;
  #flight: { readonly to: readonly CardId[] | Area; readonly glide: boolean } | undefined;
  #visible: readonly CardId[] = [];

  /** What is selected and still there. */
  get selection(): readonly CardId[] {
    return this.#selection;
  }

  get view(): Area {
    return this.camera.view;
  }

  readonly detail: Detail = $derived(detailAt(this.camera.now.zoom));

  /** Whether cards are far enough to say just what they are about. */
  readonly far = $derived(this.detail === 'far' || this.detail === 'speck');

  /** Ids of the cards that are mounted, bottom first. */
  readonly visible = $derived.by(() => {
    if (!this.#attached) return this.#visible;
    const always = new Set(this.editing ? [this.editing] : []);
    this.#visible = visibleIn(this.#attached.boxes.groups, widened(this.view, mountedBeyond), this.#visible, always);
    return this.#visible;
  });

  /** Box around what is selected, in board units. */
  readonly selectedBox = $derived(boundsOf(this.#attached?.boxes.of(this.#selection) ?? []));

  /** Whether every card is in view: a map would show no more than the board itself. */
  readonly seesAll = $derived.by(() => {
    const bounds = this.#attached?.boxes.bounds;
    return bounds === undefined || covers(this.view, bounds);
  });

  /** Whether there are cards, and none of them in view: one has lost the way. */
  readonly seesNothing = $derived.by(() => {
    const bounds = this.#attached?.boxes.bounds;
    return (
      bounds !== undefined &&
      this.camera.viewport.w > 0 &&
      visibleIn(this.#attached?.boxes.groups ?? [], this.view, []).length === 0
    );
  });

  readonly #selected = $derived(new Set(this.#selection));

  isSelected(id: CardId): boolean {
    return this.#selected.has(id);
  }

  /** The one card that Tab comes to from outside. */
  readonly tabStop = $derived(this.#selection.find((id) => this.visible.includes(id)) ?? this.visible[0]);

  /** Board units for a pixel, in coarse steps: what keeps its size on the screen need not change with every frame. */
  readonly unit = $derived(2 ** (-Math.round(2 * Math.log2(this.camera.now.zoom)) / 2));

  get boxes(): CardBoxes | undefined {
    return this.#attached?.boxes;
  }

  /** Called by the canvas when it is there; hands back what lets go. `open` shows a card beside the board. */
  attach(board: LiveBoard, open: (id: CardId) => void): () => void {
    const boxes = new CardBoxes(board.cards);
    this.#attached = { board, boxes, open };
    this.camera.content = () => boxes.bounds;
    return () => {
      this.#drag?.drop();
      this.#drag = undefined;
      this.camera.stop();
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
  forgetGone(): void {
    const cards = this.#attached?.board.cards;
    if (cards) this.select(this.#selection.filter((id) => cards.get(id)));
  }

  /** Brings the viewer to these cards or this area; waits for the canvas where it isn't shown yet. */
  flyTo(to: readonly CardId[] | Area, { glide = true }: { glide?: boolean } = {}): void {
    this.#flight = { to, glide };
    this.takeOff();
  }

  /** Begins a flight that had to wait for the canvas. */
  takeOff(): void {
    if (!this.#flight || !this.#attached || this.camera.viewport.w === 0) return;
    const { to, glide } = this.#flight;
    const box = 'x' in to ? to : boundsOf(this.#attached.boxes.of(to));
    if (!box) return;
    this.#flight = undefined;
    this.camera.show(box, { nearest: 1.25, glide });
  }

  get waitsToFly(): boolean {
    return this.#flight !== undefined;
  }

  /** On a phone, all of a board at once is too small to read: one begins where one would begin to read. */
  showStart(): void {
    const bounds = this.#attached?.boxes.bounds;
    const { viewport } = this.camera;
    if (!bounds || fit(bounds, viewport, startEdge).zoom >= legibleFarFrom) return this.fitAll({ glide: false });
    const edge = startEdge / legibleFarFrom;
    this.camera.set({ x: bounds.x - edge, y: bounds.y - edge, zoom: legibleFarFrom });
  }

  fitAll({ glide = true }: { glide?: boolean } = {}): void {
    const bounds = this.#attached?.boxes.bounds;
    if (bounds) this.camera.show(bounds, { glide });
    else this.camera.set({ x: -this.camera.middle.x, y: -this.camera.middle.y, zoom: 1 });
  }

  /** Writes in a note on the canvas; other cards open beside the board. */
  edit(id: CardId): void {
    const { board, open } = this.#attached ?? {};
    const card = board?.cards.get(id);
    if (!board || !card) return;
    this.select([id]);
    if (card.kind !== 'note') return open?.(id);
    const right = rightTo.write(board, card);
    if (right !== true) return say(reasonSentence(right), 'problem');
    this.editing = id;
    if (this.camera.now.zoom < legibleFrom) this.camera.show(card);
  }

  /** A new note with its middle at the place, ready for words; a challenge or an offer asks first. */
  create(kind: CreatedKind, at: Point): void {
    const { board } = this.#attached ?? {};
    if (!board) return;
    this.tool = 'select';
    const size = cardKinds[kind].size;
    const corner = { x: Math.round(at.x - size.w / 2), y: Math.round(at.y - size.h / 2) };
    if (kind !== 'note') {
      this.creating = { kind, at: corner };
      return;
    }
    const right = mayCreate(board.actor, kind);
    if (right !== true) return say(reasonSentence(right), 'problem');
    this.edit(board.actions.createNote(corner));
  }

  do(intention: Intention): void {
    const { board, boxes, open } = this.#attached ?? {};
    if (!board || !boxes) return;
    switch (intention.do) {
      case 'pan':
        return this.camera.pan(intention.by);
      case 'zoom':
        return this.camera.zoom(intention.at, intention.factor);
      case 'choose':
        return this.select(intention.how === 'only' ? [intention.id] : toggled(this.#selection, intention.id));
      case 'chooseIn':
        return this.#chooseIn(boxes, intention.box, intention.add);
      case 'hideMarquee':
        this.marquee = undefined;
        this.#selectedBefore = undefined;
        return;
      case 'clear':
        return this.select([]);
      case 'grab':
        return this.#grab(board, intention.copy);
      case 'grabHandle':
        this.#drag = this.#selection[0] && dragHandle(board, this.#selection[0], intention.handle);
        return;
      case 'drag':
      case 'stretch':
        return this.#drag?.to(intention.by);
      case 'drop':
        this.#drag?.drop();
        this.#drag = undefined;
        return;
      case 'putBack':
        this.#drag?.putBack();
        this.#drag = undefined;
        return;
      case 'create':
        return this.create(intention.kind, intention.at);
      case 'edit':
        return this.edit(intention.id);
      case 'open':
        if (board.cards.get(intention.id)?.kind !== 'note') open?.(intention.id);
        return;
      case 'menu':
        this.menuAt = intention.at;
    }
  }

  /** Shows a card beside the board. */
  open(id: CardId): void {
    this.#attached?.open(id);
  }

  #chooseIn(boxes: CardBoxes, box: Box, add: boolean): void {
    this.marquee = box;
    this.#selectedBefore ??= add ? this.#selection : [];
    this.select([...new Set([...this.#selectedBefore, ...caught(boxes.all, box)])]);
  }

  #grab(board: LiveBoard, copy: boolean): void {
    const { given, why } = split(board, this.#selection, copy ? 'copy' : 'move');
    if (why) say(given.length === 0 ? why : m.board_some_stay({ reason: why }), 'problem');
    if (given.length === 0) return;
    this.#drag = copy ? dragCopies(board, given, (copies) => this.select(copies)) : dragCards(board, given);
  }
}

const toggled = (ids: readonly CardId[], id: CardId): readonly CardId[] =>
  ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id];
