import type { Point } from '../geometry/camera.ts';
import type { BoardIntent } from './tool.ts';

export interface WheelInput {
  readonly deltaX: number;
  readonly deltaY: number;
  /** WheelEvent's: 0 pixels, 1 lines, 2 pages. */
  readonly deltaMode: number;
  /** Ctrl or Meta; browsers set Ctrl for a pinch on a touchpad, too. */
  readonly zoomModifier: boolean;
  readonly shift: boolean;
  readonly screenPoint: Point;
}

const pxPerLine = 20;
const pxPerPage = 400;
/** A notch of a mouse wheel is some 100 pixels, a step of a pinch a few; the cap keeps the notch from leaping. */
const zoomPxMax = 25;
const zoomPerPx = 0.01;

export const wheelToIntent = ({
  deltaX,
  deltaY,
  deltaMode,
  zoomModifier,
  shift,
  screenPoint,
}: WheelInput): BoardIntent => {
  const unit = deltaMode === 1 ? pxPerLine : deltaMode === 2 ? pxPerPage : 1;
  if (zoomModifier) {
    const pixels = Math.max(-zoomPxMax, Math.min(zoomPxMax, deltaY * unit));
    return { kind: 'zoom', at: screenPoint, factor: Math.exp(-pixels * zoomPerPx) };
  }
  // With Shift the wheel pans sideways; some browsers have swapped the deltas already.
  const sideways = shift && deltaX === 0;
  return { kind: 'pan', by: sideways ? { x: -deltaY * unit, y: 0 } : { x: -deltaX * unit, y: -deltaY * unit } };
};
