import type { Area } from '@brygga/shared/agreements/session/state';
import type { CardId } from '@brygga/shared/ids';
import { CameraController } from './cameraController.svelte.ts';
import type { CardBoxes } from './cardBoxes.svelte.ts';
import { fitCamera } from '../geometry/camera.ts';
import { idsInView, expandBox } from '../geometry/culling.ts';
import { type DetailLevel, detailAt } from '../geometry/detail.ts';
import { covers } from '../geometry/hitTest.ts';
import { boundsOf } from '../geometry/layout.ts';

/** Mounted beyond each edge, as a share of the view, so that a small pan mounts nothing. */
const mountMarginShare = 0.2;

/** The nearest zoom of an animation: a single card should not fill the window. */
const animateZoomMax = 1.25;

/** From this zoom on, titles can be read on a phone. */
const legibleZoomMin = 0.4;
const startPaddingPx = 20;

/** What one sees of a board, and how the view is moved to a place on it. */
export class BoardViewport {
  readonly camera = new CameraController();
  #boxes = $state.raw<CardBoxes>();
  /** An animation that waits until the canvas has a size. */
  #pending: { readonly to: readonly CardId[] | Area; readonly animate: boolean } | undefined;
  #mounted: readonly CardId[] = [];

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

  /** Whether cards show no more than their title. */
  readonly isFar = $derived(this.detail === 'far' || this.detail === 'speck');

  /** Board units per pixel, in steps of √2, so that strokes of constant screen size need not restyle every frame. */
  readonly unitsPerPixel = $derived(2 ** (-Math.round(2 * Math.log2(this.camera.current.zoom)) / 2));

  /** Cards that stay mounted outside of the view. */
  protected get alwaysMounted(): readonly CardId[] {
    return [];
  }

  /** Ids of the mounted cards, bottom first. */
  readonly mountedIds = $derived.by(() => {
    if (!this.#boxes) return this.#mounted;
    const view = expandBox(this.view, mountMarginShare);
    this.#mounted = idsInView(this.#boxes.groups, view, this.#mounted, new Set(this.alwaysMounted));
    return this.#mounted;
  });

  /** Whether every card is in view; then a minimap would show nothing more. */
  readonly isAllInView = $derived(this.#boxes?.bounds === undefined || covers(this.view, this.#boxes.bounds));

  /** Whether there are cards, but none in view. */
  readonly isNothingInView = $derived.by(() => {
    if (this.#boxes?.bounds === undefined || this.camera.viewport.w === 0) return false;
    return idsInView(this.#boxes.groups, this.view, []).length === 0;
  });

  /** Animates to cards or an area; waits until the canvas has a size. */
  animateTo(to: readonly CardId[] | Area, { animate = true }: { animate?: boolean } = {}): void {
    this.#pending = { to, animate };
    this.startPendingAnimation();
  }

  /** Starts the animation that waited for the canvas. */
  startPendingAnimation(): void {
    if (!this.#pending || !this.#boxes || this.camera.viewport.w === 0) return;
    const { to, animate } = this.#pending;
    const box = 'x' in to ? to : boundsOf(this.#boxes.boxesOf(to));
    if (!box) return;
    this.#pending = undefined;
    this.camera.showBox(box, { zoomMax: animateZoomMax, animate });
  }

  get hasPendingAnimation(): boolean {
    return this.#pending !== undefined;
  }

  /** On a phone, a whole board is too small to read: shows its upper left corner at a legible zoom. */
  showStart(): void {
    const bounds = this.#boxes?.bounds;
    const fitted = bounds && fitCamera(bounds, this.camera.viewport, startPaddingPx);
    if (!bounds || !fitted || fitted.zoom >= legibleZoomMin) return this.fitAll({ animate: false });
    const edge = startPaddingPx / legibleZoomMin;
    this.camera.set({ x: bounds.x - edge, y: bounds.y - edge, zoom: legibleZoomMin });
  }

  fitAll({ animate = true }: { animate?: boolean } = {}): void {
    const bounds = this.#boxes?.bounds;
    if (bounds) this.camera.showBox(bounds, { animate });
    else this.camera.set({ x: -this.camera.centre.x, y: -this.camera.centre.y, zoom: 1 });
  }
}
