import { WorkshopDetail } from '@brygga/shared/api/workshops';
import { actingAs } from '../../../api/request.ts';

/*
 * What the server last said of a workshop, so that its board opens from this browser's store when the
 * server can't be reached. Holds no more than the store beside it does.
 */
const storageKey = (workshop: string) => `brygga-workshop:${workshop}:${actingAs() ?? ''}`;

export const cacheWorkshop = (detail: WorkshopDetail): void => {
  localStorage.setItem(storageKey(detail.id), JSON.stringify(detail));
};

export const cachedWorkshop = (workshop: string): WorkshopDetail | undefined => {
  const kept = localStorage.getItem(storageKey(workshop));
  return kept ? WorkshopDetail.safeParse(JSON.parse(kept)).data : undefined;
};

export const uncacheWorkshop = (workshop: string): void => localStorage.removeItem(storageKey(workshop));
