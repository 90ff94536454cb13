import { findChromium } from './browser.ts';
import { buildProduct } from './build.ts';
import { runMain, runNode, tool } from './process.ts';

/** Journeys in a real browser against the built client; `args` are Playwright's own. Gives its exit code. */
export const runJourneys = async (args: readonly string[] = [], env: Record<string, string> = {}): Promise<number> => {
  await findChromium();
  const playwright = tool('tests', '@playwright/test', 'playwright');
  return runNode([playwright, 'test', '--config', 'tests/e2e/playwright.config.ts', ...args], { env });
};

if (import.meta.main) {
  await runMain(async () => {
    await buildProduct();
    return runJourneys(process.argv.slice(2));
  });
}
