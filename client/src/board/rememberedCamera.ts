import type { WorkshopId } from '@brygga/shared/ids';
import { z } from 'zod';
import { type Camera, zoomMax, zoomMin } from './geometry/camera.ts';

const Remembered = z.object({ x: z.number(), y: z.number(), zoom: z.number().min(zoomMin).max(zoomMax) });

const keyOf = (workshop: WorkshopId) => `brygga-camera-${workshop}`;

/** Where this window looked at the workshop's board before it was loaded again. */
export const rememberedCamera = (workshop: WorkshopId): Camera | undefined => {
  const kept = sessionStorage.getItem(keyOf(workshop));
  if (kept === null) return undefined;
  try {
    return Remembered.safeParse(JSON.parse(kept)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

export const rememberCamera = (workshop: WorkshopId, { x, y, zoom }: Camera): void =>
  sessionStorage.setItem(keyOf(workshop), JSON.stringify({ x, y, zoom }));
