import { createAdaptorServer, type ServerType } from '@hono/node-server';
import { type Config, SetupError } from '../config.ts';
import type { createApp } from '../http/app.ts';
import { createSocketServer } from '../http/sockets/socketServer.ts';

/** @throws SetupError when the port can't be had. */
export const listen = async (
  app: Pick<ReturnType<typeof createApp>, 'fetch'>,
  { port, host }: Pick<Config, 'port' | 'host'>,
): Promise<{ readonly server: ServerType; readonly port: number }> => {
  const server = createAdaptorServer({ fetch: app.fetch, websocket: { server: createSocketServer() } });
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new SetupError(listenErrorMessage(error, port))));
    server.listen({ port, ...(host === undefined ? {} : { host }) }, () => {
      const address = server.address();
      resolve({ server, port: typeof address === 'object' && address ? address.port : port });
    });
  });
};

const listenErrorMessage = (error: Error, port: number): string => {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `Port ${port} is taken: stop what uses it, or choose another with PORT.`;
  if (code === 'EACCES') return `Port ${port} needs rights that this process lacks: choose one above 1023 with PORT.`;
  return `Can't listen on port ${port}: ${error.message}.`;
};
