import type { Config } from '../config.ts';
import { createApp } from '../http/app.ts';
import { createLog } from '../ops/log.ts';
import { createMetrics } from '../ops/metrics.ts';
import { purgeHourly } from '../ops/purge.ts';
import { stopOnSignal } from '../ops/shutdown.ts';
import type { RoomDeps } from '../sync/room/room.ts';
import { createCommands } from './commands.ts';
import { lockDataFolder } from './dataFolder.ts';
import { openDatabase } from './database.ts';
import { createDocuments } from './documents.ts';
import { createFeatures, purgeTasksOf } from './features.ts';
import { listen } from './httpServer.ts';
import { close, drain } from './shutdown.ts';
import { createWorkers } from './workers.ts';

/**
 * Puts the server together and starts it; a signal ends it. The built client is served from `clientFolder`.
 *
 * @throws SetupError when something stands in the way that whoever starts it can put right.
 */
export const startServer = async (
  config: Config,
  clientFolder: string,
  guard: Pick<RoomDeps, 'createGuard'> = {},
): Promise<void> => {
  const { origin, dataDir } = config;
  const log = createLog(config.logLevel);
  const unlockDataFolder = lockDataFolder(dataDir);
  const database = await openDatabase(dataDir, log);
  const documents = createDocuments(database, log, guard);
  const { rooms, subscriptions } = documents;
  const metrics = createMetrics({ openRooms: () => rooms.size, openSockets: () => rooms.socketCount });
  const commands = createCommands(documents, metrics, log);
  const workers = createWorkers(database, log);
  const features = createFeatures({ database, documents, commands, workers, log, origin });
  const app = createApp({
    ...features,
    commandExecutor: commands.commandExecutor,
    client: clientFolder,
    log,
    metrics,
    origin,
    rooms,
    subscriptions,
  });
  const { server, port } = await listen(app, config);
  const stopPurging = purgeHourly(purgeTasksOf(features), log);
  const running = { database, documents, commands, workers, health: features.health };
  stopOnSignal({
    server,
    log,
    async drain() {
      await Promise.all([stopPurging(), drain(running)]);
    },
    async close() {
      await close(running);
      unlockDataFolder();
    },
  });
  announceListening(port, origin ?? `http://localhost:${port}`);
};

/** Written whatever the log's level: whoever started the process waits for this line. */
const announceListening = (port: number, url: string): void => {
  const line = JSON.stringify({ level: 30, time: Date.now(), msg: 'listening', port, url });
  process.stdout.write(`${process.stdout.isTTY ? `Brygga is on ${url}` : line}\n`);
};
