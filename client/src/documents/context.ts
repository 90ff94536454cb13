import { createContext } from 'svelte';
import type { OwnCompanies } from './registry/openInterest.ts';
import type { LiveBoard } from './registry/liveBoard.ts';
import type { LiveReturnedEdits } from './registry/openReturnedEdits.svelte.ts';
import type { QuestionCircles } from './registry/openQuestions.svelte.ts';

const [readBoard, writeBoard, hasBoard] = createContext<LiveBoard>();
const [readReturnedEdits, writeReturnedEdits, hasReturnedEdits] = createContext<LiveReturnedEdits>();
const [readOwnCompanies, writeOwnCompanies, hasOwnCompanies] = createContext<OwnCompanies>();
const [readQuestionCircles, writeQuestionCircles, hasQuestionCircles] = createContext<QuestionCircles>();

/** Gives the board to every component below the one that calls this while it is set up. */
export const setBoard = (board: LiveBoard): LiveBoard => writeBoard(board);

/**
 * The board that an ancestor has set.
 *
 * @throws Error when no component above has called `setBoard`.
 */
export const useBoard = (): LiveBoard => {
  if (!hasBoard()) throw new Error('useBoard() needs a component above it that calls setBoard(openBoard(…))');
  return readBoard();
};

/** Gives the person's tray to every component below the one that calls this while it is set up. */
export const setReturnedEdits = (tray: LiveReturnedEdits): LiveReturnedEdits => writeReturnedEdits(tray);

/**
 * The tray that an ancestor has set.
 *
 * @throws Error when no component above has called `setTray`.
 */
export const useReturnedEdits = (): LiveReturnedEdits => {
  if (!hasReturnedEdits()) throw new Error('useTray() needs a component above it that calls setTray(openTray(…))');
  return readReturnedEdits();
};

/** Gives what is open of questions to every component below the one that calls this while it is set up. */
export const setQuestionCircles = (talks: QuestionCircles): QuestionCircles => writeQuestionCircles(talks);

/**
 * Where the person takes part in questions, as an ancestor has set it.
 *
 * @throws Error when no component above has called `setTalks`.
 */
export const useQuestionCircles = (): QuestionCircles => {
  if (!hasQuestionCircles()) throw new Error('useTalks() needs a component above it that calls setTalks(…)');
  return readQuestionCircles();
};

/** Gives what one's own companies know to every component below the one that calls this while it is set up. */
export const setOwnCompanies = (companies: OwnCompanies): OwnCompanies => writeOwnCompanies(companies);

/**
 * The person's own companies, as an ancestor has set them.
 *
 * @throws Error when no component above has called `setCompanies`.
 */
export const useOwnCompanies = (): OwnCompanies => {
  if (!hasOwnCompanies()) throw new Error('useCompanies() needs a component above it that calls setCompanies(…)');
  return readOwnCompanies();
};
