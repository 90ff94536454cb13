import { SvelteMap } from 'svelte/reactivity';
import type { LiveBoard } from '../document/types.ts';

const readUntil = new SvelteMap<string, number>();

const keyOf = ({ workshop, actor }: LiveBoard): string => `brygga.told.${workshop}.${actor.id}`;

/** How many announcements have come since this person last looked at them in this browser. */
export const unread = (board: LiveBoard): number => {
  const key = keyOf(board);
  const until = readUntil.get(key) ?? Number(localStorage.getItem(key) ?? 0);
  return board.announcements.all.filter(({ at }) => at > until).length;
};

/** All that is there now has been looked at. */
export const markRead = (board: LiveBoard): void => {
  const [latest] = board.announcements.ids;
  const at = latest && board.announcements.get(latest)?.at;
  if (at === undefined) return;
  readUntil.set(keyOf(board), at);
  localStorage.setItem(keyOf(board), String(at));
};
