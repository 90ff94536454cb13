import { randomUUID } from 'node:crypto';
import type { WorkshopId } from '@brygga/shared/ids';
import { sendCommand, type TestUser } from '../world/people.ts';

/** A command that was answered with 200, to be sent again. */
export interface CommandRecord {
  readonly key: string;
  readonly seconds: number;
  readonly body: unknown;
  /** The number of decisions in the document from which on it shows the command. */
  readonly decided: number;
}

export interface Commander {
  readonly answered: readonly CommandRecord[];
  /** Stops sending; resolves when the last request has ended, by a response or with the server. */
  stop(): Promise<void>;
}

export const startTimer = (by: TestUser, workshop: WorkshopId, seconds: number, key: string) =>
  sendCommand(by, workshop, 'timer.start', { seconds }, key);

/** A facilitator who starts the timer again and again, one command at a time. */
export const startCommander = (by: TestUser, workshop: WorkshopId): Commander => {
  const answered: CommandRecord[] = [];
  let going = true;
  const done = (async () => {
    for (let seconds = 1; going; seconds += 1) {
      const key = randomUUID();
      try {
        const { status, body } = await startTimer(by, workshop, seconds, key);
        if (status === 200) answered.push({ key, seconds, body, decided: decidedIn(body) });
      } catch (error) {
        // `fetch` rejects with it when the server is gone.
        if (!(error instanceof TypeError)) throw error;
        return;
      }
    }
  })();
  return {
    answered,
    async stop() {
      going = false;
      await done;
    },
  };
};

const decidedIn = (body: unknown): number => {
  if (typeof body === 'object' && body !== null && 'decided' in body) return Number(body.decided);
  throw new Error(`An answer of 200 names no "decided": ${JSON.stringify(body)}`);
};
