import type { Area } from '@brygga/shared/agreements/session';
import { prefersReducedMotion } from 'svelte/motion';
import {
  between,
  type Box,
  type Camera,
  easeOut,
  fit,
  heldNear,
  panBy,
  type Point,
  type Size,
  viewOf,
  zoomAt,
  zoomTo,
} from './geometry/camera.ts';

const glideMillis = 320;
const restMillis = 160;
const edgePixels = 64;
const edgePixelsOnPhone = 24;
const phoneWidth = 640;

/** Holds the camera, and brings it to places. */
export class Cameraman {
  #camera = $state.raw<Camera>({ x: 0, y: 0, zoom: 1 });
  viewport = $state.raw<Size>({ w: 0, h: 0 });
  /** True while it moves and shortly after: only then is the layer kept on the graphics card. */
  moving = $state(false);
  /** What must not get lost while one pans. */
  content: () => Box | undefined = () => undefined;
  #frame: number | undefined;
  #rest: ReturnType<typeof setTimeout> | undefined;

  get now(): Camera {
    return this.#camera;
  }

  /** The part of the board that is seen. */
  get view(): Area {
    const { x, y, w, h } = viewOf(this.#camera, this.viewport);
    return { x, y, w: Math.max(1, w), h: Math.max(1, h) };
  }

  get middle(): Point {
    return { x: this.viewport.w / 2, y: this.viewport.h / 2 };
  }

  set(camera: Camera): void {
    this.stop();
    this.#move(camera);
  }

  pan(by: Point): void {
    this.set(heldNear(panBy(this.#camera, by), this.content(), this.viewport));
  }

  zoom(at: Point, factor: number): void {
    this.set(zoomAt(this.#camera, at, factor));
  }

  /** Zooms about the middle, on the way that hands see. */
  zoomTo(level: number): void {
    this.glide(zoomTo(this.#camera, this.middle, level));
  }

  /** Shows the whole box, no nearer than `nearest`. */
  show(box: Box, { nearest = 1, glide = true }: { nearest?: number; glide?: boolean } = {}): void {
    const padding = this.viewport.w < phoneWidth ? edgePixelsOnPhone : edgePixels;
    const camera = fit(box, this.viewport, padding, nearest);
    if (glide) this.glide(camera);
    else this.set(camera);
  }

  glide(to: Camera): void {
    this.stop();
    if (prefersReducedMotion.current) return this.#move(to);
    const from = this.#camera;
    let start: number | undefined;
    const next = (at: number) => {
      start ??= at;
      const t = Math.min(1, (at - start) / glideMillis);
      this.#move(between(from, to, this.viewport, easeOut(t)));
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
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => (this.moving = false), restMillis);
  }
}
