import type { WorkshopId } from '@brygga/shared/ids';

const storageKey = (workshop: WorkshopId) => `brygga.spotlight.${workshop}`;

/**
 * When the last spotlight that this window has dismissed or followed was set, in ms since 1970 by the
 * server's clock; 0 where there is none. Survives a reload.
 */
export const loadSeenSpotlight = (workshop: WorkshopId): number =>
  Number(sessionStorage.getItem(storageKey(workshop)) ?? 0);

export const saveSeenSpotlight = (workshop: WorkshopId, at: number): void =>
  sessionStorage.setItem(storageKey(workshop), String(at));
