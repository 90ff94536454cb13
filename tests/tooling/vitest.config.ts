import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { compileCache } from './serverProcess.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Long rounds (`test --long`) end when they are done. */
const long = process.env['LONG'] !== undefined;
/** Deadlines against tests that hang, far above what a busy machine needs; no test asserts on time. */
const unitTimeoutMs = 30_000;
const serverTimeoutMs = long ? 0 : 60_000;
const wholeServerTimeoutMs = long ? 0 : 120_000;
/** Left to itself, Vitest keeps one core free, and runs one file at a time on two. */
const maxWorkers = Math.max(2, availableParallelism() - 1);
/** Tests that put another module in the place of one need the modules to themselves. */
const mocking = ['server/src/sync/stories/**/*.test.ts'];

// Most of a server's or a thread's start is reading TypeScript: Node keeps what it made of it.
process.env['NODE_COMPILE_CACHE'] ??= compileCache;

/**
 * What starts servers of its own takes longest and waits most, so it begins first and the short files
 * fill the other core: a clean clone knows no durations by which Vitest could tell.
 */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const rank = ({ project }: TestSpecification) => (project.name === 'tests' ? 0 : 1);
    return sorted.sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  root,
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      // Pure functions leave nothing behind: one process may run file after file.
      {
        root,
        test: {
          name: 'shared',
          maxWorkers,
          include: ['shared/src/**/*.test.ts'],
          isolate: false,
          testTimeout: unitTimeoutMs,
        },
      },
      {
        root,
        test: {
          name: 'server',
          maxWorkers,
          include: ['server/src/**/*.test.ts'],
          exclude: [...mocking],
          // Each test makes its own folder and world, and closes them; no file mocks a module.
          isolate: false,
          testTimeout: serverTimeoutMs,
          hookTimeout: serverTimeoutMs,
        },
      },
      { root, test: { name: 'server-mocked', maxWorkers, include: [...mocking], testTimeout: serverTimeoutMs } },
      {
        extends: `${root}client/vite.config.ts`,
        root: `${root}client`,
        // Without it Svelte resolves to the build that renders on a server, which can't mount.
        resolve: { conditions: ['browser'] },
        // Bundling dependencies for a browser that never asks would go on after the last test.
        optimizeDeps: { noDiscovery: true, include: [] },
        ssr: { optimizeDeps: { noDiscovery: true, include: [] } },
        test: {
          name: 'client',
          maxWorkers,
          environment: 'happy-dom',
          // Each file has its own modules, as with processes, in a third of the time.
          pool: 'vmThreads',
          include: ['src/**/*.test.ts'],
          globalSetup: [`${root}tests/tooling/setup/clientTests.ts`],
          setupFiles: ['./vitest.setup.ts'],
          testTimeout: unitTimeoutMs,
        },
      },
      {
        root,
        test: {
          name: 'tests',
          maxWorkers,
          globalSetup: [`${root}tests/tooling/setup/serverTests.ts`],
          include: ['tests/{tooling,world,deploy,interop,faults,fixtures,hostile,stories,bench}/**/*.test.ts'],
          testTimeout: wholeServerTimeoutMs,
          hookTimeout: wholeServerTimeoutMs,
        },
      },
    ],
  },
});
