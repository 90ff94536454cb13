import type { Area } from '@brygga/shared/agreements/session';
import type { CardId } from '@brygga/shared/ids';
import { Cameraman } from './cameraman.svelte.ts';
import type { CardBoxes } from './cardBoxes.svelte.ts';
import { fit } from './geometry/camera.ts';
import { visibleIn, widened } from './geometry/culling.ts';
import { type Detail, detailAt } from './geometry/detail.ts';
import { covers } from './geometry/hitTest.ts';
import { boundsOf } from './geometry/layout.ts';

/** Mounted beyond each edge of the view, as a share of it: what a small pan shows is there already. */
const mountedBeyond = 0.2;

/** How near one is brought to a place: a single card should not fill the window. */
const nearestFlight = 1.25;

/** From here on titles can be read on a phone. */
const legibleFarFrom = 0.4;
const startEdgePixels = 20;

/** What one sees of a board, and how one is brought to a place on it. */
export class Sight {
  readonly camera = new Cameraman();
  #boxes = $state.raw<CardBoxes>();
  #flight: { readonly to: readonly CardId[] | Area; readonly glide: boolean } | undefined;
  #visible: readonly CardId[] = [];

  get boxes(): CardBoxes | undefined {
    return this.#boxes;
  }

  protected set boxes(boxes: CardBoxes | undefined) {
    this.#boxes = boxes;
    this.camera.content = () => boxes?.bounds;
  }

  get view(): Area {
    return this.camera.view;
  }

  readonly detail: Detail = $derived(detailAt(this.camera.now.zoom));

  /** Whether cards are far enough to say just what they are about. */
  readonly far = $derived(this.detail === 'far' || this.detail === 'speck');

  /** Board units for a pixel, in coarse steps: what keeps its size on the screen need not change with every frame. */
  readonly unit = $derived(2 ** (-Math.round(2 * Math.log2(this.camera.now.zoom)) / 2));

  /** Cards that are mounted wherever they are. */
  protected get kept(): readonly CardId[] {
    return [];
  }

  /** Ids of the cards that are mounted, bottom first. */
  readonly visible = $derived.by(() => {
    if (!this.#boxes) return this.#visible;
    const view = widened(this.view, mountedBeyond);
    this.#visible = visibleIn(this.#boxes.groups, view, this.#visible, new Set(this.kept));
    return this.#visible;
  });

  /** Whether every card is in view: a map would show no more than the board itself. */
  readonly seesAll = $derived(this.#boxes?.bounds === undefined || covers(this.view, this.#boxes.bounds));

  /** Whether there are cards, and none of them in view: one has lost the way. */
  readonly seesNothing = $derived.by(() => {
    if (this.#boxes?.bounds === undefined || this.camera.viewport.w === 0) return false;
    return visibleIn(this.#boxes.groups, this.view, []).length === 0;
  });

  /** Brings the viewer to these cards or this area; waits for the canvas where it isn't shown yet. */
  flyTo(to: readonly CardId[] | Area, { glide = true }: { glide?: boolean } = {}): void {
    this.#flight = { to, glide };
    this.takeOff();
  }

  /** Begins a flight that had to wait for the canvas. */
  takeOff(): void {
    if (!this.#flight || !this.#boxes || this.camera.viewport.w === 0) return;
    const { to, glide } = this.#flight;
    const box = 'x' in to ? to : boundsOf(this.#boxes.of(to));
    if (!box) return;
    this.#flight = undefined;
    this.camera.show(box, { nearest: nearestFlight, glide });
  }

  get waitsToFly(): boolean {
    return this.#flight !== undefined;
  }

  /** On a phone, all of a board at once is too small to read: one begins where one would begin to read. */
  showStart(): void {
    const bounds = this.#boxes?.bounds;
    const fitted = bounds && fit(bounds, this.camera.viewport, startEdgePixels);
    if (!bounds || !fitted || fitted.zoom >= legibleFarFrom) return this.fitAll({ glide: false });
    const edge = startEdgePixels / legibleFarFrom;
    this.camera.set({ x: bounds.x - edge, y: bounds.y - edge, zoom: legibleFarFrom });
  }

  fitAll({ glide = true }: { glide?: boolean } = {}): void {
    const bounds = this.#boxes?.bounds;
    if (bounds) this.camera.show(bounds, { glide });
    else this.camera.set({ x: -this.camera.middle.x, y: -this.camera.middle.y, zoom: 1 });
  }
}
