import { readConfig, SetupError } from './config.ts';
import { startServer } from './wiring/startServer.ts';

try {
  await startServer(readConfig(process.env));
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
