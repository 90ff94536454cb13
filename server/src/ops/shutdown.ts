import { setTimeout } from 'node:timers/promises';
import type { ServerType } from '@hono/node-server';
import type { Log } from './log.ts';

/** For open requests and sockets to end, once the server accepts no more. */
const shutdownTimeoutMs = 10_000;

export interface ShutdownSteps {
  readonly server: Pick<ServerType, 'close'>;
  readonly log: Log;
  /** Sends clients away; resolves when every row is on disk. */
  readonly drain: () => Promise<void>;
  /** Closes the storage. */
  readonly close: () => Promise<void>;
}

/** Stops accepting, drains, closes; connections that don't end in time are left behind. */
export const stop = async ({ server, log, drain, close }: ShutdownSteps): Promise<void> => {
  const closed = new Promise<'closed'>((resolve) => {
    server.close(() => resolve('closed'));
  });
  await drain();
  const timeout = setTimeout(shutdownTimeoutMs, 'timeout' as const, { ref: false });
  if ((await Promise.race([closed, timeout])) === 'timeout') log.warn({}, 'some connections did not end by themselves');
  await close();
};

/** The first SIGTERM or SIGINT drains and ends the process with 0; a second one ends it at once with 1. */
export const stopOnSignal = (steps: ShutdownSteps): void => {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(1);
    stopping = true;
    steps.log.info({ signal }, 'draining');
    stop(steps).then(
      () => process.exit(0),
      (error: unknown) => {
        steps.log.error({ err: error }, 'could not drain');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
};
