import { setTimeout } from 'node:timers/promises';
import type { ServerType } from '@hono/node-server';
import type { Log } from './log.ts';

/** How long requests and closing sockets may take, once nobody new is let in. */
const shutdownTimeoutMs = 10_000;

export interface ShutdownSteps {
  readonly server: Pick<ServerType, 'close'>;
  readonly log: Log;
  /** Tells everybody to come again, and waits until all is on disk. */
  readonly drain: () => Promise<void>;
  /** Closes the storage. */
  readonly close: () => Promise<void>;
}

/** Stops accepting, drains, closes. A connection that does not end by itself holds up nothing for long. */
export const stop = async ({ server, log, drain, close }: ShutdownSteps): Promise<void> => {
  const closed = new Promise<'closed'>((resolve) => {
    server.close(() => resolve('closed'));
  });
  await drain();
  const late = setTimeout(shutdownTimeoutMs, 'late' as const, { ref: false });
  if ((await Promise.race([closed, late])) === 'late') log.warn({}, 'some connections did not end by themselves');
  await close();
};

/** The first SIGTERM or SIGINT ends the process in order, with 0; a second one at once, with 1. */
export const stopOnSignal = (parts: ShutdownSteps): void => {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(1);
    stopping = true;
    parts.log.info({ signal }, 'draining');
    stop(parts).then(
      () => process.exit(0),
      (error: unknown) => {
        parts.log.error({ err: error }, 'could not drain');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
};
