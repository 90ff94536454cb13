import { defineConfig } from '@playwright/test';
import { chromiumArgs, findChromium } from '../tooling/browser.ts';

const headless = process.env['HEADED'] === undefined;

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/e2e',
  // Three people and a server share two cores already; a second story beside them would only wait.
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env['CI'] !== undefined,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  // Whoever wants the counts names a file for them.
  reporter: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ? [['list'], ['json']] : 'list',
  use: {
    browserName: 'chromium',
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: await findChromium(), args: [...chromiumArgs], headless },
  },
});
