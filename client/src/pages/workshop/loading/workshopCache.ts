import { WorkshopDetail } from '@brygga/shared/api/workshops';
import { actingAs } from '../../../api/request.ts';

/*
 * The server's last description of a workshop, so that its board opens from this browser's store while
 * the server is unreachable. It reveals no more than that store does.
 */
const storageKey = (workshop: string) => `brygga-workshop:${workshop}:${actingAs() ?? ''}`;

export const cacheWorkshop = (detail: WorkshopDetail): void =>
  localStorage.setItem(storageKey(detail.id), JSON.stringify(detail));

/** Undefined where there is none, or none that this version of the app can read. */
export const cachedWorkshop = (workshop: string): WorkshopDetail | undefined => {
  const stored = localStorage.getItem(storageKey(workshop));
  if (stored === null) return undefined;
  try {
    return WorkshopDetail.safeParse(JSON.parse(stored)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
};

export const uncacheWorkshop = (workshop: string): void => localStorage.removeItem(storageKey(workshop));
