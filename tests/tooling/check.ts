import { checks } from './checks.ts';
import { orOneSentence, say, seconds } from './process.ts';

await orOneSentence(async () => {
  const broken: string[] = [];
  for (const check of checks) {
    const begun = performance.now();
    const code = await check.run();
    say(`${code === 0 ? '✓' : '✗'} ${check.name} (${seconds(begun)})`);
    if (code !== 0) broken.push(check.name);
  }
  if (broken.length > 0) throw new Error(`this does not hold: ${broken.join('; ')}.`);
  return 0;
});
