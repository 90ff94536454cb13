import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { buildClient } from './build.ts';
import { runMain, root, log } from './process.ts';
import { serverFlags, serverMain } from './serverProcess.ts';

const serve = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const args = [...serverFlags, serverMain];
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['inherit', 'pipe', 'inherit'] });
    child.once('error', reject);
    createInterface({ input: child.stdout }).on('line', (line) => {
      process.stdout.write(`${line}\n`);
      const port = /"port":(\d+)/.exec(line)?.[1];
      if (line.includes('"listening"')) log(`open http://localhost:${port} in a browser; Ctrl-C ends the server.`);
    });
    // The server drains and ends by itself; this process only waits for it.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
    child.once('close', (code) => resolve(code ?? 1));
  });

await runMain(async () => {
  await buildClient();
  log('starting the server …');
  const code = await serve();
  if (code !== 0) throw new Error(`the server ended with ${code}; why stands above.`);
  return 0;
});
