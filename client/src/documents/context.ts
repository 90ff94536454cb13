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

/** Gives the person's returned edits to every component below the one that calls this while it is set up. */
export const setReturnedEdits = (returnedEdits: LiveReturnedEdits): LiveReturnedEdits =>
  writeReturnedEdits(returnedEdits);

/**
 * The returned edits that an ancestor has set.
 *
 * @throws Error when no component above has called `setReturnedEdits`.
 */
export const useReturnedEdits = (): LiveReturnedEdits => {
  if (!hasReturnedEdits())
    throw new Error('useReturnedEdits() needs a component above it that calls setReturnedEdits(…)');
  return readReturnedEdits();
};

/** Gives the open question circles to every component below the one that calls this while it is set up. */
export const setQuestionCircles = (circles: QuestionCircles): QuestionCircles => writeQuestionCircles(circles);

/**
 * The question circles that the person takes part in, as an ancestor has set them.
 *
 * @throws Error when no component above has called `setQuestionCircles`.
 */
export const useQuestionCircles = (): QuestionCircles => {
  if (!hasQuestionCircles())
    throw new Error('useQuestionCircles() needs a component above it that calls setQuestionCircles(…)');
  return readQuestionCircles();
};

/** Gives the person's own companies to every component below the one that calls this while it is set up. */
export const setOwnCompanies = (companies: OwnCompanies): OwnCompanies => writeOwnCompanies(companies);

/**
 * The person's own companies, as an ancestor has set them.
 *
 * @throws Error when no component above has called `setOwnCompanies`.
 */
export const useOwnCompanies = (): OwnCompanies => {
  if (!hasOwnCompanies()) throw new Error('useOwnCompanies() needs a component above it that calls setOwnCompanies(…)');
  return readOwnCompanies();
};
