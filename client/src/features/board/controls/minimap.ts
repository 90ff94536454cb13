import type { BoardKind } from '@brygga/shared/document/cards/index';
import type { CardBox } from '../viewport/cardBoxes.svelte.ts';
import { type Box, type Camera, toScreen } from '../geometry/camera.ts';

export const minimapSize = { w: 184, h: 116 } as const;

const paddingPx = 8;

/** A camera that shows the whole box; the board's limits of zoom do not apply. */
export const minimapCamera = (box: Box): Camera => {
  const zoom = Math.min((minimapSize.w - 2 * paddingPx) / box.w, (minimapSize.h - 2 * paddingPx) / box.h);
  return {
    x: box.x + box.w / 2 - minimapSize.w / 2 / zoom,
    y: box.y + box.h / 2 - minimapSize.h / 2 / zoom,
    zoom,
  };
};

const kindTokens: Readonly<Record<BoardKind, string>> = {
  note: '--note-yellow',
  challenge: '--city',
  offer: '--company',
  consortium: '--covered',
  concept: '--ink',
};

const cardPxMin = 2;

/**
 * The current colours of the kinds. Scripts read `light-dark()` in a custom property as it is written,
 * so the colour of an element is resolved instead. This recalculates styles: call it seldom.
 */
export const minimapColours = (element: HTMLElement): ReadonlyMap<string, string> => {
  const before = element.style.color;
  const colours = Object.entries(kindTokens).map(([kind, token]) => {
    element.style.color = `var(${token})`;
    return [kind, getComputedStyle(element).color] as const;
  });
  element.style.color = before;
  return new Map(colours);
};

/** Draws every card as a small box in the colour of its kind; a consortium is round. */
export const drawMinimap = (
  canvas: HTMLCanvasElement,
  groups: readonly { readonly boxes: readonly CardBox[] }[],
  camera: Camera,
  colours: ReadonlyMap<string, string>,
): void => {
  const density = window.devicePixelRatio || 1;
  canvas.width = minimapSize.w * density;
  canvas.height = minimapSize.h * density;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.scale(density, density);
  for (const { boxes } of groups) {
    for (const box of boxes) {
      const { x, y } = toScreen(camera, box);
      const w = Math.max(cardPxMin, box.w * camera.zoom);
      const h = Math.max(cardPxMin, box.h * camera.zoom);
      context.fillStyle = colours.get(box.kind) ?? 'gray';
      context.beginPath();
      if (box.kind === 'consortium') context.ellipse(x + w / 2, y + h / 2, w / 2.6, h / 2.6, 0, 0, 2 * Math.PI);
      else context.rect(x, y, w, h);
      context.fill();
    }
  }
};
