/** Board units and CSS pixels are the same at 100 %. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly w: number;
  readonly h: number;
}

export interface Box extends Point, Size {}

/** The board point in the viewport's upper left corner, and pixels per board unit. */
export interface Camera extends Point {
  readonly zoom: number;
}

export const zoomMin = 0.05;
export const zoomMax = 4;

export const clampZoom = (zoom: number): number => Math.min(zoomMax, Math.max(zoomMin, zoom));

/** From pixels of the viewport, counted from its upper left corner, to board units. */
export const toBoard = (camera: Camera, { x, y }: Point): Point => ({
  x: camera.x + x / camera.zoom,
  y: camera.y + y / camera.zoom,
});

export const toScreen = (camera: Camera, { x, y }: Point): Point => ({
  x: (x - camera.x) * camera.zoom,
  y: (y - camera.y) * camera.zoom,
});

export const boxToScreen = (camera: Camera, box: Box): Box => ({
  ...toScreen(camera, box),
  w: box.w * camera.zoom,
  h: box.h * camera.zoom,
});

/** Moves the board by so many pixels. */
export const panBy = (camera: Camera, by: Point): Camera => ({
  x: camera.x - by.x / camera.zoom,
  y: camera.y - by.y / camera.zoom,
  zoom: camera.zoom,
});

/** Zooms to an exact level; the board point under `at`, in pixels, stays there. */
export const zoomTo = (camera: Camera, at: Point, level: number): Camera => {
  const zoom = clampZoom(level);
  const fixed = toBoard(camera, at);
  return { x: fixed.x - at.x / zoom, y: fixed.y - at.y / zoom, zoom };
};

export const zoomAt = (camera: Camera, at: Point, factor: number): Camera => zoomTo(camera, at, camera.zoom * factor);

/** The part of the board that the viewport shows. */
export const viewOf = (camera: Camera, viewport: Size): Box => ({
  x: camera.x,
  y: camera.y,
  w: viewport.w / camera.zoom,
  h: viewport.h / camera.zoom,
});

/** A camera that centres the whole box, `padding` pixels from the edges, at `fitZoomMax` or less. */
export const fitCamera = (box: Box, viewport: Size, padding: number, fitZoomMax = 1): Camera => {
  const free = { w: Math.max(1, viewport.w - 2 * padding), h: Math.max(1, viewport.h - 2 * padding) };
  const zoom = clampZoom(Math.min(fitZoomMax, free.w / Math.max(1, box.w), free.h / Math.max(1, box.h)));
  return {
    x: box.x + box.w / 2 - viewport.w / 2 / zoom,
    y: box.y + box.h / 2 - viewport.h / 2 / zoom,
    zoom,
  };
};

/** Share of the viewport that panning may leave empty. */
const emptyShareMax = 0.9;

/** The camera, clamped so that some of the content stays in the viewport. */
export const clampToContent = (camera: Camera, content: Box | undefined, viewport: Size): Camera => {
  if (!content) return camera;
  const view = viewOf(camera, viewport);
  const clamp = (at: number, start: number, length: number, viewLength: number) =>
    Math.min(start + length - viewLength * (1 - emptyShareMax), Math.max(start - viewLength * emptyShareMax, at));
  return {
    x: clamp(camera.x, content.x, content.w, view.w),
    y: clamp(camera.y, content.y, content.h, view.h),
    zoom: camera.zoom,
  };
};

/**
 * A camera between two others, `t` from 0 to 1. Zoom changes in equal ratios, and the centre moves so
 * that the point which both cameras show in the same place stays there; a straight path would swing.
 */
export const interpolateCamera = (from: Camera, to: Camera, viewport: Size, t: number): Camera => {
  const zoom = from.zoom * (to.zoom / from.zoom) ** t;
  const sameZoom = Math.abs(to.zoom / from.zoom - 1) < 1e-6;
  const travelled = sameZoom ? t : (1 / from.zoom - 1 / zoom) / (1 / from.zoom - 1 / to.zoom);
  const middle = (camera: Camera) => toBoard(camera, { x: viewport.w / 2, y: viewport.h / 2 });
  const start = middle(from);
  const end = middle(to);
  return {
    x: start.x + (end.x - start.x) * travelled - viewport.w / 2 / zoom,
    y: start.y + (end.y - start.y) * travelled - viewport.h / 2 / zoom,
    zoom,
  };
};

/** Fast at first, gentle at the end. */
export const easeOut = (t: number): number => 1 - (1 - t) ** 3;
