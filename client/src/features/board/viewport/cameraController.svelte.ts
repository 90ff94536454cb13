import type { Area } from '@brygga/shared/agreements/session/state';
import { prefersReducedMotion } from 'svelte/motion';
import {
  interpolateCamera,
  type Box,
  type Camera,
  easeOut,
  fitCamera,
  clampToContent,
  panBy,
  type Point,
  type Size,
  viewOf,
  zoomAt,
  zoomTo,
} from '../geometry/camera.ts';

const animationMs = 320;
const settleMs = 160;
const fitPaddingPx = 64;
const fitPaddingOnPhonePx = 24;
const phoneWidthPxMax = 640;

/** Holds the camera and moves it, at once or animated. */
export class CameraController {
  #camera = $state.raw<Camera>({ x: 0, y: 0, zoom: 1 });
  viewport = $state.raw<Size>({ w: 0, h: 0 });
  /** True while the camera moves and shortly after; only then does the canvas get a compositor layer. */
  moving = $state(false);
  /** Content that panning must not move out of view. */
  contentBounds: () => Box | undefined = () => undefined;
  #frame: number | undefined;
  #settleTimer: ReturnType<typeof setTimeout> | undefined;

  get current(): Camera {
    return this.#camera;
  }

  /** The part of the board in the viewport; never empty. */
  get view(): Area {
    const { x, y, w, h } = viewOf(this.#camera, this.viewport);
    return { x, y, w: Math.max(1, w), h: Math.max(1, h) };
  }

  get centre(): Point {
    return { x: this.viewport.w / 2, y: this.viewport.h / 2 };
  }

  set(camera: Camera): void {
    this.stop();
    this.#move(camera);
  }

  pan(by: Point): void {
    this.set(clampToContent(panBy(this.#camera, by), this.contentBounds(), this.viewport));
  }

  zoom(at: Point, factor: number): void {
    this.set(zoomAt(this.#camera, at, factor));
  }

  /** Zooms about the centre, animated. */
  zoomTo(level: number): void {
    this.animateTo(zoomTo(this.#camera, this.centre, level));
  }

  /** Shows the whole box, at `zoomMax` or less. */
  showBox(box: Box, { zoomMax = 1, animate = true }: { zoomMax?: number; animate?: boolean } = {}): void {
    const padding = this.viewport.w < phoneWidthPxMax ? fitPaddingOnPhonePx : fitPaddingPx;
    const camera = fitCamera(box, this.viewport, padding, zoomMax);
    if (animate) this.animateTo(camera);
    else this.set(camera);
  }

  animateTo(to: Camera): void {
    this.stop();
    if (prefersReducedMotion.current) return this.#move(to);
    const from = this.#camera;
    let start: number | undefined;
    const next = (at: number) => {
      start ??= at;
      const t = Math.min(1, (at - start) / animationMs);
      this.#move(interpolateCamera(from, to, this.viewport, easeOut(t)));
      this.#frame = t < 1 ? requestAnimationFrame(next) : undefined;
    };
    this.#frame = requestAnimationFrame(next);
  }

  stop(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }

  #move(camera: Camera): void {
    this.#camera = camera;
    this.moving = true;
    clearTimeout(this.#settleTimer);
    this.#settleTimer = setTimeout(() => (this.moving = false), settleMs);
  }
}
