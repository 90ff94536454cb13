import type { WorkshopId } from '@brygga/shared/ids';
import { z } from 'zod';
import { type Camera, zoomMax, zoomMin } from '../geometry/camera.ts';

const StoredCamera = z.object({ x: z.number(), y: z.number(), zoom: z.number().min(zoomMin).max(zoomMax) });

const storageKey = (workshop: WorkshopId) => `brygga-camera-${workshop}`;

/** Where this window looked at the workshop's board before it was reloaded. */
export const loadCamera = (workshop: WorkshopId): Camera | undefined => {
  const stored = sessionStorage.getItem(storageKey(workshop));
  if (stored === null) return undefined;
  try {
    return StoredCamera.safeParse(JSON.parse(stored)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

export const saveCamera = (workshop: WorkshopId, { x, y, zoom }: Camera): void =>
  sessionStorage.setItem(storageKey(workshop), JSON.stringify({ x, y, zoom }));
