import { createContext } from 'svelte';
import type { LiveBoard } from './types.ts';

const [read, write, isThere] = createContext<LiveBoard>();

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
