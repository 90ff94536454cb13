import type { WorkshopId } from '@brygga/shared/ids';

const storageKey = (workshop: WorkshopId) => `brygga.spotlight.${workshop}`;

/** Undefined where the browser stores nothing for this site: there the mere access throws. */
const accessStorage = <Result>(access: (storage: Storage) => Result): Result | undefined => {
  try {
    return access(sessionStorage);
  } catch (error) {
    if (error instanceof DOMException) return undefined;
    throw error;
  }
};

/**
 * When the last spotlight that this window has dismissed or followed was set, in ms since 1970 by the
 * server's clock; 0 where there is none. Survives a reload, where the browser stores anything.
 */
export const loadSeenSpotlight = (workshop: WorkshopId): number =>
  Number(accessStorage((storage) => storage.getItem(storageKey(workshop))) ?? 0);

export const saveSeenSpotlight = (workshop: WorkshopId, at: number): void =>
  accessStorage((storage) => storage.setItem(storageKey(workshop), String(at)));
