import { WorkshopDetail } from '@brygga/shared/api/workshops';
import { actingAs } from '../../http.ts';

/*
 * What the server last said of a workshop, so that its board opens from this browser's store when the
 * server can't be reached. Holds no more than the store beside it does.
 */
const name = (workshop: string) => `brygga-workshop:${workshop}:${actingAs() ?? ''}`;

export const remember = (detail: WorkshopDetail): void => {
  localStorage.setItem(name(detail.id), JSON.stringify(detail));
};

export const remembered = (workshop: string): WorkshopDetail | undefined => {
  const kept = localStorage.getItem(name(workshop));
  return kept ? WorkshopDetail.safeParse(JSON.parse(kept)).data : undefined;
};

export const forget = (workshop: string): void => localStorage.removeItem(name(workshop));
