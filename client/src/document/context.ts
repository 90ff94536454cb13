import { createContext } from 'svelte';
import type { Companies } from './openCompany.svelte.ts';
import type { LiveBoard, LiveTray, Talks } from './types.ts';

const [read, write, isThere] = createContext<LiveBoard>();
const [readTray, writeTray, trayIsThere] = createContext<LiveTray>();
const [readCompanies, writeCompanies, companiesAreThere] = createContext<Companies>();
const [readTalks, writeTalks, talksAreThere] = createContext<Talks>();

/** Gives the board to every component below the one that calls this while it is set up. */
export const setBoard = (board: LiveBoard): LiveBoard => write(board);

/**
 * The board that an ancestor has set.
 *
 * @throws Error when no component above has called `setBoard`.
 */
export const useBoard = (): LiveBoard => {
  if (!isThere()) throw new Error('useBoard() needs a component above it that calls setBoard(openBoard(…))');
  return read();
};

/** Gives the person's tray to every component below the one that calls this while it is set up. */
export const setTray = (tray: LiveTray): LiveTray => writeTray(tray);

/**
 * The tray that an ancestor has set.
 *
 * @throws Error when no component above has called `setTray`.
 */
export const useTray = (): LiveTray => {
  if (!trayIsThere()) throw new Error('useTray() needs a component above it that calls setTray(openTray(…))');
  return readTray();
};

/** Gives what is open of questions to every component below the one that calls this while it is set up. */
export const setTalks = (talks: Talks): Talks => writeTalks(talks);

/**
 * Where the person takes part in questions, as an ancestor has set it.
 *
 * @throws Error when no component above has called `setTalks`.
 */
export const useTalks = (): Talks => {
  if (!talksAreThere()) throw new Error('useTalks() needs a component above it that calls setTalks(…)');
  return readTalks();
};

/** Gives what one's own companies know to every component below the one that calls this while it is set up. */
export const setCompanies = (companies: Companies): Companies => writeCompanies(companies);

/**
 * The person's own companies, as an ancestor has set them.
 *
 * @throws Error when no component above has called `setCompanies`.
 */
export const useCompanies = (): Companies => {
  if (!companiesAreThere()) throw new Error('useCompanies() needs a component above it that calls setCompanies(…)');
  return readCompanies();
};
