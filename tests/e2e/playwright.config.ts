import { defineConfig } from '@playwright/test';
import { chromiumArgs, findChromium } from '../tooling/browser.ts';
import { compileCache } from '../tooling/serverProcess.ts';

// As for Vitest: the servers that journeys start read their TypeScript from it.
process.env['NODE_COMPILE_CACHE'] ??= compileCache;

const headless = process.env['HEADED'] === undefined;

export default defineConfig({
  testDir: '..',
  testMatch: ['e2e/*.spec.ts', 'faults/browser/*.spec.ts'],
  outputDir: '../../test-results/e2e',
  // A journey waits for a page as often as it works: two side by side keep both cores busy.
  workers: 2,
  fullyParallel: true,
  forbidOnly: process.env['CI'] !== undefined,
  retries: 0,
  // Journeys share two cores, and axe keeps one of them busy for seconds at a time.
  timeout: 180_000,
  expect: { timeout: 15_000 },
  // Whoever wants the counts names a file for them.
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ? [['list'], ['json']] : 'list',
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
    // Recording costs every journey, so whoever needs one asks: `e2e story.spec.ts --trace on`.
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: await findChromium(), args: [...chromiumArgs], headless },
  },
});
