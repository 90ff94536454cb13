import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../tooling/process.ts';
import { serverFlags, serverMain } from '../tooling/serverProcess.ts';

const startTimeoutMs = 30_000;
const stopTimeoutMs = 20_000;
const linesKept = 400;

export interface ServerOptions {
  /** Kept after `stop` if given; else a new one, which `stop` removes. */
  readonly dataDir?: string;
  /** Added to the variables of this process; port and data directory are set here. */
  readonly env?: Readonly<Record<string, string>>;
  /** Another entry file than the product's own. */
  readonly main?: string;
  /** For Node itself, such as `--cpu-prof`. */
  readonly nodeFlags?: readonly string[];
}

export interface RunningServer {
  /** `http://localhost:<port>`; the port stays over restarts. */
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
  /** The process that runs now. */
  readonly pid: number;
  /** The last lines that it logged, before restarts too. */
  log(): string;
  /** Ends the process as a crash would, and waits until it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Sends a signal; resolves with the exit code when the process is gone. */
  end(signal: NodeJS.Signals): Promise<number | null>;
  /** Starts it again on the same port and data; kills it first if it still runs. */
  restart(): Promise<void>;
  /** Ends it by SIGTERM and removes what was created; resolves with the exit code. */
  stop(): Promise<number | null>;
}

interface Life {
  readonly child: ChildProcess;
  readonly port: number;
}

/**
 * The real server as a process of its own, on a free port.
 *
 * @throws Error with the server's log, if it ends or does not listen in time.
 */
export const startServer = async (options: ServerOptions = {}): Promise<RunningServer> => {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'brygga-')));
  const lines: string[] = [];
  let life = await begin(options, dataDir, 0, lines);
  const { port } = life;

  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    const { child } = life;
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit', { signal: AbortSignal.timeout(stopTimeoutMs) });
      child.kill(signal);
      await gone;
    }
    return child.exitCode;
  };

  return {
    url: `http://localhost:${port}`,
    port,
    dataDir,
    get pid() {
      return life.child.pid ?? 0;
    },
    log: () => lines.join('\n'),
    end,
    async kill(signal = 'SIGKILL') {
      await end(signal);
    },
    async restart() {
      await end('SIGKILL');
      life = await begin(options, dataDir, port, lines);
    },
    async stop() {
      try {
        return await end('SIGTERM');
      } finally {
        life.child.kill('SIGKILL');
        if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
      }
    },
  };
};

const begin = async (options: ServerOptions, dataDir: string, port: number, lines: string[]): Promise<Life> => {
  const { main, nodeFlags = [] } = options;
  // Of two flags of one name Node takes the last: the caller's.
  const args = main === undefined ? [...serverFlags, ...nodeFlags, serverMain] : [...nodeFlags, main];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, LOG_LEVEL: 'info', ...options.env, PORT: String(port), DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const killChild = () => child.kill('SIGKILL');
  // A test that is interrupted must not leave its server behind.
  process.once('exit', killChild);
  child.once('exit', () => process.off('exit', killChild));
  const keep = (line: string) => {
    lines.push(line);
    if (lines.length > linesKept) lines.shift();
  };
  createInterface({ input: child.stderr }).on('line', keep);

  const listening = new Promise<number>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`The server ${why}. It wrote:\n${lines.join('\n')}`));
    const patience = setTimeout(() => {
      killChild();
      fail(`was not listening after ${startTimeoutMs / 1000} s`);
    }, startTimeoutMs);
    createInterface({ input: child.stdout }).on('line', (line) => {
      keep(line);
      const at = portIn(line);
      if (at === undefined) return;
      clearTimeout(patience);
      resolve(at);
    });
    child.once('error', reject);
    // 'close' comes after the last line has been read, 'exit' may come before.
    child.once('close', (code, signal) => {
      clearTimeout(patience);
      fail(`ended with ${signal ?? code}`);
    });
  });
  return { child, port: await listening };
};

/** The port in the log line `{"msg":"listening","port":…}`, or undefined for any other line. */
const portIn = (line: string): number | undefined => {
  if (!line.includes('"listening"')) return undefined;
  const entry: unknown = JSON.parse(line);
  if (typeof entry !== 'object' || entry === null || !('msg' in entry) || !('port' in entry)) return undefined;
  return entry.msg === 'listening' && typeof entry.port === 'number' ? entry.port : undefined;
};
