import { chains, type Check, messages } from './checks.ts';
import { runInParallel } from './inParallel.ts';
import { orOneSentence, say, seconds } from './process.ts';

await orOneSentence(async () => {
  const broken: string[] = [];
  const run = async (check: Check): Promise<void> => {
    const begun = performance.now();
    const code = await check.run().catch((error: unknown) => {
      say(error instanceof Error ? error.message : String(error));
      return 1;
    });
    say(`${code === 0 ? '✓' : '✗'} ${check.name} (${seconds(begun)})`);
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
  say(`all of it holds (${seconds(begun)})`);
  return 0;
});
