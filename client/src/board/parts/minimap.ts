import type { CardKind } from '@brygga/shared/document/cards/index';
import type { CardBox } from '../cardBoxes.svelte.ts';
import { type Camera, toScreen } from '../geometry/camera.ts';

export const mapSize = { w: 184, h: 116 } as const;

const tokens: Readonly<Record<CardKind, string>> = {
  note: '--note-yellow',
  challenge: '--city',
  offer: '--company',
  consortium: '--covered',
};

const leastPixels = 2;

/** `light-dark()` in a custom property reaches scripts as it is written: an element's colour is resolved. */
const resolved = (canvas: HTMLCanvasElement, token: string): string => {
  canvas.style.color = `var(${token})`;
  return getComputedStyle(canvas).color;
};

/** Every card as a small box in its kind's colour; a consortium is round. */
export const drawMap = (
  canvas: HTMLCanvasElement,
  groups: readonly { readonly boxes: readonly CardBox[] }[],
  camera: Camera,
): void => {
  const density = window.devicePixelRatio || 1;
  canvas.width = mapSize.w * density;
  canvas.height = mapSize.h * density;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.scale(density, density);
  const colours = new Map(Object.entries(tokens).map(([kind, token]) => [kind, resolved(canvas, token)]));
  for (const { boxes } of groups) {
    for (const box of boxes) {
      const { x, y } = toScreen(camera, box);
      const w = Math.max(leastPixels, box.w * camera.zoom);
      const h = Math.max(leastPixels, box.h * camera.zoom);
      context.fillStyle = colours.get(box.kind) ?? 'gray';
      context.beginPath();
      if (box.kind === 'consortium') context.ellipse(x + w / 2, y + h / 2, w / 2.6, h / 2.6, 0, 0, 2 * Math.PI);
      else context.rect(x, y, w, h);
      context.fill();
    }
  }
};
