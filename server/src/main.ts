import { resolve } from 'node:path';
import { readConfig, SetupError } from './config.ts';
import { startServer } from './wiring/startServer.ts';

/** The same from the sources in `src` and from the bundle in `dist`. */
const clientFolder = resolve(import.meta.dirname, '../../client/dist');

try {
  await startServer(readConfig(process.env), clientFolder);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
