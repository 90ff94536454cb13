import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildClient } from './build.ts';
import { type Check, lanes, messages } from './checks.ts';
import { type Count, countPlaywright, countVitest, sum } from './count.ts';
import { runJourneys } from './e2e.ts';
import { orOneSentence, root, runNode, say, seconds, tool } from './process.ts';

const results = join(root, 'test-results');

const oneTest = (held: boolean): Count => ({ passed: held ? 1 : 0, failed: held ? 0 : 1 });

/** What throws has failed once; the stages after it still run, so that one sees all that is wrong. */
const holds = async (work: () => Promise<unknown>): Promise<boolean> => {
  try {
    await work();
    return true;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return false;
  }
};

const vitest = async (): Promise<Count> => {
  const report = join(results, 'vitest.json');
  const code = await runNode([
    tool('.', 'vitest'),
    'run',
    ...['--config', 'tests/tooling/vitest.config.ts'],
    ...['--reporter', 'default', '--reporter', 'json', '--outputFile.json', report],
  ]);
  return countVitest(report, code);
};

const journeys = async (): Promise<Count> => {
  const report = join(results, 'playwright.json');
  let code = 1;
  // Without a browser no journey was made: that is one failure, not none.
  await holds(async () => {
    code = await runJourneys([], { PLAYWRIGHT_JSON_OUTPUT_NAME: report });
  });
  return countPlaywright(report, code);
};

interface Stage {
  readonly name: string;
  run(): Promise<Count>;
}

const stageOf = ({ name, run }: Check): Stage => ({ name, run: async () => oneTest((await run()) === 0) });

const tests: Stage = { name: 'unit, component and crossing tests (Vitest)', run: vitest };

/** The build, and what waits for it in another lane. */
const built = Promise.withResolvers<void>();
const build: Stage = {
  name: 'the client can be built',
  async run() {
    const held = await holds(() => buildClient({ always: true }));
    built.resolve();
    return oneTest(held);
  },
};
const browser: Stage = {
  name: 'journeys in a real browser (Playwright)',
  async run() {
    await built.promise;
    return journeys();
  },
};

/**
 * What stands in different lanes runs side by side, so that no core waits for another. Tests that
 * start servers of their own wait for the disk and the clock more than they work: the browser, which
 * needs most of two cores, meets those alone.
 */
const [linting, ...checking] = lanes;
const sideBySide: readonly (readonly Stage[])[] = [
  [...linting.map(stageOf), browser],
  [...checking.flat().map(stageOf), build, tests],
];

await orOneSentence(async () => {
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const begun = performance.now();
  const counts: Count[] = [];
  const summary: string[] = [];
  const take = async ({ name, run }: Stage): Promise<void> => {
    say(`— ${name} …`);
    const stageBegun = performance.now();
    const count = await run();
    counts.push(count);
    const mark = count.failed === 0 ? '✓' : '✗';
    summary.push(`${mark} ${name}: ${count.passed} passed, ${count.failed} failed (${seconds(stageBegun)})`);
  };
  await take(stageOf(messages));
  await Promise.all(
    sideBySide.map(async (lane) => {
      for (const stage of lane) await take(stage);
    }),
  );
  const total = sum(counts);
  say(`everything took ${seconds(begun)}\n${summary.join('\n')}\n`);
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  // The last line has said it; another would take its place.
  return total.failed === 0 ? 0 : 1;
});
