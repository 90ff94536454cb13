import { SvelteMap } from 'svelte/reactivity';
import type { LiveBoard } from '../../documents/registry/liveBoard.ts';

const readUntil = new SvelteMap<string, number>();

const storageKey = ({ workshop, actor }: LiveBoard): string => `brygga.told.${workshop}.${actor.id}`;

/** Announcements since this person last opened them in this browser. */
export const unreadAnnouncementCount = (board: LiveBoard): number => {
  const key = storageKey(board);
  const until = readUntil.get(key) ?? Number(localStorage.getItem(key) ?? 0);
  return board.announcements.all.filter(({ at }) => at > until).length;
};

/** Marks all present announcements as read. */
export const markAnnouncementsRead = (board: LiveBoard): void => {
  const [latest] = board.announcements.ids;
  const at = latest && board.announcements.get(latest)?.at;
  if (at === undefined) return;
  readUntil.set(storageKey(board), at);
  localStorage.setItem(storageKey(board), String(at));
};
