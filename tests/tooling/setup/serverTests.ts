import { buildServer } from '../build.ts';

/** Before the tests that start whole servers. */
export const setup = (): Promise<void> => buildServer();
