import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { runMain, root, log, tool } from './process.ts';

const sides = [
  { args: ['--watch', join(root, 'server/src/main.ts')], cwd: root },
  { args: [tool('client', 'vite'), '--clearScreen', 'false'], cwd: join(root, 'client') },
];

await runMain(async () => {
  log('server and client start and follow every change; open http://localhost:5173. Ctrl-C ends both.');
  const children = sides.map(({ args, cwd }) => spawn(process.execPath, args, { cwd, stdio: 'inherit' }));
  const endAll = () => {
    for (const child of children) child.kill('SIGTERM');
  };
  process.on('SIGINT', endAll);
  process.on('SIGTERM', endAll);
  const codes = await Promise.all(
    children.map(
      (child) =>
        new Promise<number>((resolve, reject) => {
          child.once('error', reject);
          child.once('close', (code, signal) => {
            // One side alone is of no use to anyone.
            endAll();
            resolve(signal ? 0 : (code ?? 1));
          });
        }),
    ),
  );
  return Math.max(...codes);
});
