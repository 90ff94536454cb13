import { createRequire } from 'node:module';
import { connect, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { dataDir, reportListening, port } from './listening.ts';

/** The bundled server would say that it listens on port 0, not where. */
const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** The bundled server tells no program that it listens. */
const waitUntilReachable = async (on: number): Promise<void> => {
  for (;;) {
    const socket = connect(on, '127.0.0.1');
    const isUp = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    if (isUp) return;
    await setTimeout(10);
  }
};

const on = port === 0 ? await freePort() : port;
process.env['PORT'] = String(on);
process.env['YPERSISTENCE'] = join(dataDir, 'leveldb');
const require = createRequire(import.meta.url);
require(join(dirname(require.resolve('y-websocket-2/package.json')), 'bin/server.cjs'));
process.once('SIGTERM', () => process.exit(0));
await waitUntilReachable(on);
reportListening(on);
