import { z } from 'zod';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const Port = z.coerce.number().int().min(0).max(65_535);
const DataDir = z.string().min(1);
const Origin = z.url({ protocol: /^https?$/ }).transform((url) => new URL(url).origin);
const LogLevel = z.enum(logLevels);

export interface Config {
  /** 0 takes any free port. */
  readonly port: number;
  /** The address to listen on; undefined means all of them. */
  readonly host: string | undefined;
  readonly dataDir: string;
  /** Where people reach this server from outside, without a path; undefined takes each request's host. */
  readonly origin: string | undefined;
  readonly logLevel: z.output<typeof LogLevel>;
}

/** Something that whoever starts the server can fix; its message is a sentence for them. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

/**
 * Reads the environment. An empty variable counts as one that is not set.
 *
 * @throws SetupError naming the variable and its possible values.
 */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): Config => {
  const read = <Schema extends z.ZodType>(
    schema: Schema,
    name: string,
    expected: string,
  ): z.output<Schema> | undefined => {
    const raw = env[name]?.trim();
    if (!raw) return undefined;
    const parsed = schema.safeParse(raw);
    if (!parsed.success) throw new SetupError(`${name} must be ${expected}, but it is "${raw}".`);
    return parsed.data;
  };
  for (const name of ['DATABASE_URL', 'REDIS_URL']) {
    if (env[name]?.trim()) {
      throw new SetupError(`${name} is set, but this version stores in SQLite only: unset it, and use DATA_DIR.`);
    }
  }
  return {
    port: read(Port, 'PORT', 'a port number from 0 to 65535') ?? 3000,
    host: read(z.string(), 'HOST', 'an address to listen on'),
    dataDir: read(DataDir, 'DATA_DIR', 'a folder') ?? './data',
    origin: read(Origin, 'ORIGIN', 'an address such as https://brygga.example'),
    logLevel: read(LogLevel, 'LOG_LEVEL', `one of ${logLevels.join(', ')}`) ?? 'info',
  };
};
