import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildProduct } from './build.ts';
import { chains, type Check, messages } from './checks.ts';
import { type Count, countPlaywright, countVitest, sum } from './count.ts';
import { runJourneys } from './e2e.ts';
import { runInParallel } from './inParallel.ts';
import { longRounds } from './long.ts';
import { runMain, root, runNode, log, seconds, tool } from './process.ts';

const results = join(root, 'test-results');

const oneTest = (held: boolean): Count => ({ passed: held ? 1 : 0, failed: held ? 0 : 1 });

/** What throws has failed once; the stages after it still run, so that one sees all that is wrong. */
const holds = async (work: () => Promise<unknown>): Promise<boolean> => {
  try {
    await work();
    return true;
  } catch (error) {
    log(error instanceof Error ? error.message : String(error));
    return false;
  }
};

const vitest = async (env: Record<string, string>): Promise<Count> => {
  const report = join(results, 'vitest.json');
  const code = await runNode(
    [
      tool('.', 'vitest'),
      'run',
      ...['--config', 'tests/tooling/vitest.config.ts'],
      ...['--reporter', 'default', '--reporter', 'json', '--outputFile.json', report],
    ],
    { env },
  );
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

const checkStage = ({ name, run }: Check): Stage => ({
  name,
  async run() {
    let code = 1;
    await holds(async () => {
      code = await run();
    });
    return oneTest(code === 0);
  },
});

const buildStage: Stage = {
  name: 'client and server can be built',
  run: async () => oneTest(await holds(() => buildProduct({ always: true }))),
};

await runMain(async () => {
  const { long } = parseArgs({ options: { long: { type: 'boolean', default: false } } }).values;
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const begun = performance.now();
  const counts: Count[] = [];
  const summary: string[] = [];
  const take = async ({ name, run }: Stage): Promise<void> => {
    log(`— ${name} …`);
    const stageBegun = performance.now();
    const count = await run();
    counts.push(count);
    const mark = count.failed === 0 ? '✓' : '✗';
    summary.push(`${mark} ${name}: ${count.passed} passed, ${count.failed} failed (${seconds(stageBegun)})`);
  };
  await take(checkStage(messages));
  // Each of these takes one core or less; those after them fill two by themselves, one after the other.
  await runInParallel(
    [[buildStage], ...chains.map((chain) => chain.map(checkStage))].map((stages) => async () => {
      for (const stage of stages) await take(stage);
    }),
  );
  await take({
    name: 'unit, component and crossing tests (Vitest)',
    run: () => vitest(long ? longRounds(process.env) : {}),
  });
  await take({ name: 'journeys in a real browser (Playwright)', run: journeys });
  const total = sum(counts);
  log(`everything took ${seconds(begun)}\n${summary.join('\n')}\n`);
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  // The last line has said it; another would take its place.
  return total.failed === 0 ? 0 : 1;
});
