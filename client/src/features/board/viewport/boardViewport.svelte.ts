import type { Area } from '@brygga/shared/agreements/session/state';
import type { CardId } from '@brygga/shared/ids';
import { CameraController } from './cameraController.svelte.ts';
import type { CardBoxes } from './cardBoxes.svelte.ts';
import { fitCamera } from '../geometry/camera.ts';
import { idsInView, expandBox } from '../geometry/culling.ts';
import { type DetailLevel, detailAt } from '../geometry/detail.ts';
import { covers } from '../geometry/hitTest.ts';
import { boundsOf } from '../geometry/layout.ts';

/** Mounted beyond each edge of the view, as a share of it: what a small pan shows is there already. */
const mountMarginShare = 0.2;

/** How near one is brought to a place: a single card should not fill the window. */
const animateZoomMax = 1.25;

/** From here on titles can be read on a phone. */
const legibleZoomMin = 0.4;
const startPaddingPx = 20;

/** What one sees of a board, and how one is brought to a place on it. */
export class BoardViewport {
  readonly camera = new CameraController();
  #boxes = $state.raw<CardBoxes>();
  #flight: { readonly to: readonly CardId[] | Area; readonly glide: boolean } | undefined;
  #visible: readonly CardId[] = [];

  get boxes(): CardBoxes | undefined {
    return this.#boxes;
  }

  protected set boxes(boxes: CardBoxes | undefined) {
    this.#boxes = boxes;
    this.camera.contentBounds = () => boxes?.bounds;
  }

  get view(): Area {
    return this.camera.view;
  }

  readonly detail: DetailLevel = $derived(detailAt(this.camera.current.zoom));

  /** Whether cards are far enough to say just what they are about. */
  readonly isFar = $derived(this.detail === 'far' || this.detail === 'speck');

  /** Board units for a pixel, in coarse steps: what keeps its size on the screen need not change with every frame. */
  readonly unitsPerPixel = $derived(2 ** (-Math.round(2 * Math.log2(this.camera.current.zoom)) / 2));

  /** Cards that are mounted wherever they are. */
  protected get alwaysMounted(): readonly CardId[] {
    return [];
  }

  /** Ids of the cards that are mounted, bottom first. */
  readonly mountedIds = $derived.by(() => {
    if (!this.#boxes) return this.#visible;
    const view = expandBox(this.view, mountMarginShare);
    this.#visible = idsInView(this.#boxes.groups, view, this.#visible, new Set(this.alwaysMounted));
    return this.#visible;
  });

  /** Whether every card is in view: a map would show no more than the board itself. */
  readonly isAllInView = $derived(this.#boxes?.bounds === undefined || covers(this.view, this.#boxes.bounds));

  /** Whether there are cards, and none of them in view: one has lost the way. */
  readonly isNothingInView = $derived.by(() => {
    if (this.#boxes?.bounds === undefined || this.camera.viewport.w === 0) return false;
    return idsInView(this.#boxes.groups, this.view, []).length === 0;
  });

  /** Brings the viewer to these cards or this area; waits for the canvas where it isn't shown yet. */
  animateTo(to: readonly CardId[] | Area, { glide = true }: { glide?: boolean } = {}): void {
    this.#flight = { to, glide };
    this.startPendingAnimation();
  }

  /** Begins a flight that had to wait for the canvas. */
  startPendingAnimation(): void {
    if (!this.#flight || !this.#boxes || this.camera.viewport.w === 0) return;
    const { to, glide } = this.#flight;
    const box = 'x' in to ? to : boundsOf(this.#boxes.boxesOf(to));
    if (!box) return;
    this.#flight = undefined;
    this.camera.showBox(box, { nearest: animateZoomMax, glide });
  }

  get hasPendingAnimation(): boolean {
    return this.#flight !== undefined;
  }

  /** On a phone, all of a board at once is too small to read: one begins where one would begin to read. */
  showStart(): void {
    const bounds = this.#boxes?.bounds;
    const fitted = bounds && fitCamera(bounds, this.camera.viewport, startPaddingPx);
    if (!bounds || !fitted || fitted.zoom >= legibleZoomMin) return this.fitAll({ glide: false });
    const edge = startPaddingPx / legibleZoomMin;
    this.camera.set({ x: bounds.x - edge, y: bounds.y - edge, zoom: legibleZoomMin });
  }

  fitAll({ glide = true }: { glide?: boolean } = {}): void {
    const bounds = this.#boxes?.bounds;
    if (bounds) this.camera.showBox(bounds, { glide });
    else this.camera.set({ x: -this.camera.centre.x, y: -this.camera.centre.y, zoom: 1 });
  }
}
