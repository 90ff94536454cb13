import type { Point } from '../geometry/camera.ts';
import type { Intention } from './tool.ts';

export interface Turn {
  readonly deltaX: number;
  readonly deltaY: number;
  /** WheelEvent's: 0 pixels, 1 lines, 2 pages. */
  readonly deltaMode: number;
  /** Ctrl or Meta; a pinch on a touchpad says Ctrl, too. */
  readonly zooms: boolean;
  readonly shift: boolean;
  readonly screen: Point;
}

const pixelsPerLine = 20;
const pixelsPerPage = 400;
/** A notch of a mouse wheel is a hundred pixels, a touchpad's pinch a few: neither should leap. */
const zoomPixelsMax = 25;
const zoomPerPixel = 0.01;

export const turned = ({ deltaX, deltaY, deltaMode, zooms, shift, screen }: Turn): Intention => {
  const unit = deltaMode === 1 ? pixelsPerLine : deltaMode === 2 ? pixelsPerPage : 1;
  if (zooms) {
    const pixels = Math.max(-zoomPixelsMax, Math.min(zoomPixelsMax, deltaY * unit));
    return { do: 'zoom', at: screen, factor: Math.exp(-pixels * zoomPerPixel) };
  }
  // A plain mouse has one wheel: with Shift it goes sideways, where the browser has not turned it already.
  const sideways = shift && deltaX === 0;
  return { do: 'pan', by: sideways ? { x: -deltaY * unit, y: 0 } : { x: -deltaX * unit, y: -deltaY * unit } };
};
