import { type Check, lanes, messages } from './checks.ts';
import { orOneSentence, say, seconds } from './process.ts';

await orOneSentence(async () => {
  const broken: string[] = [];
  const run = async (check: Check): Promise<void> => {
    const begun = performance.now();
    const code = await check.run();
    say(`${code === 0 ? '✓' : '✗'} ${check.name} (${seconds(begun)})`);
    if (code !== 0) broken.push(check.name);
  };
  await run(messages);
  await Promise.all(
    lanes.map(async (lane) => {
      for (const check of lane) await run(check);
    }),
  );
  if (broken.length > 0) throw new Error(`this does not hold: ${broken.join('; ')}.`);
  return 0;
});
