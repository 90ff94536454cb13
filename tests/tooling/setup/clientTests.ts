import { compileMessages } from '../messages.ts';

/** Before the client's tests, which import the compiled messages. */
export const setup = (): Promise<void> => compileMessages();
