import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('../..', import.meta.url));
const crossingMillisMax = 120_000;

export default defineConfig({
  root,
  test: {
    projects: [
      // Pure functions leave nothing behind: one process may run file after file.
      { root, test: { name: 'shared', include: ['shared/src/**/*.test.ts'], isolate: false } },
      { root, test: { name: 'server', include: ['server/src/**/*.test.ts'], testTimeout: 15_000 } },
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
          environment: 'happy-dom',
          // Each file has its own modules, as with processes, in a third of the time.
          pool: 'vmThreads',
          include: ['src/**/*.test.ts'],
          globalSetup: [`${root}tests/tooling/vitest.setup.ts`],
          setupFiles: ['./vitest.setup.ts'],
        },
      },
      {
        root,
        test: {
          name: 'tests',
          include: ['tests/{tooling,world,deploy,interop,faults,fixtures,hostile,stories,bench}/**/*.test.ts'],
          testTimeout: crossingMillisMax,
          hookTimeout: crossingMillisMax,
          // Each of these starts servers of its own; side by side they would wait for one another's disk.
          fileParallelism: false,
        },
      },
    ],
  },
});
