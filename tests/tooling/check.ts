import { chains, type Check, messages } from './checks.ts';
import { runInParallel } from './inParallel.ts';
import { runMain, log, seconds } from './process.ts';

await runMain(async () => {
  const broken: string[] = [];
  const run = async (check: Check): Promise<void> => {
    const begun = performance.now();
    const code = await check.run().catch((error: unknown) => {
      log(error instanceof Error ? error.message : String(error));
      return 1;
    });
    log(`${code === 0 ? '✓' : '✗'} ${check.name} (${seconds(begun)})`);
    if (code !== 0) broken.push(check.name);
  };
  const begun = performance.now();
  await run(messages);
  await runInParallel(
    chains.map((chain) => async () => {
      for (const check of chain) await run(check);
    }),
  );
  if (broken.length > 0) throw new Error(`this does not hold: ${broken.join('; ')}.`);
  log(`all of it holds (${seconds(begun)})`);
  return 0;
});
