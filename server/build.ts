import { dirname, resolve } from 'node:path';
import { build, type Plugin } from 'rolldown';

/**
 * Bundles each worker that a module names by its URL, and lets the URL name the bundle. All bundles
 * lie side by side, so the same relative address holds from each of them.
 */
const workers = (): Plugin => ({
  name: 'workers',
  transform: {
    filter: { code: 'import.meta.url' },
    handler(code, id) {
      const bundled = code.replaceAll(/new URL\('([^']+)\.worker\.ts', import\.meta\.url\)/g, (_, path: string) => {
        const name = `${path.slice(path.lastIndexOf('/') + 1)}.worker`;
        this.emitFile({ type: 'chunk', id: resolve(dirname(id), `${path}.worker.ts`), name });
        return `new URL('./${name}.js', import.meta.url)`;
      });
      // No line moves, so the source maps stay as they are.
      return { code: bundled, map: null };
    },
  },
});

/** Packages that bring native code, read files that lie beside theirs, or serve only the worker that typesets. */
const external = [
  /^@expo-google-fonts\//,
  '@node-rs/argon2',
  'better-sqlite3',
  'docx',
  'fontkit',
  'highs',
  'pdfkit',
  'pino',
];

// Bundles the server, since reading its thousand modules one by one took most of the time of a start.
// usage: node server/build.ts [FOLDER]
await build({
  cwd: import.meta.dirname,
  input: { main: './src/main.ts' },
  platform: 'node',
  external,
  plugins: [workers()],
  onLog: (level, log, handle) => handle(level === 'warn' ? 'error' : level, log),
  output: {
    dir: process.argv[2] ?? 'dist',
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    sourcemap: true,
  },
});
