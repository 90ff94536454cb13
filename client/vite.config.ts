import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type UserConfig } from 'vite';

const serverInDev = 'http://localhost:3000';

/**
 * Compiles the messages and follows their edits. Only for the development server: it leaves timers
 * behind that keep a build's or a test's process alive for half a minute, so those compile the
 * messages beforehand (`tests/tooling/messages.ts`).
 */
const messages = () =>
  paraglideVitePlugin({
    project: './project.inlang',
    outdir: './src/i18n/compiled',
    strategy: ['localStorage', 'preferredLanguage', 'baseLocale'],
    outputStructure: 'locale-modules',
  });

export default defineConfig(({ command, mode }): UserConfig => ({
  root: import.meta.dirname,
  plugins: [command === 'serve' && mode !== 'test' ? messages() : [], svelte()],
  build: { target: 'es2022', sourcemap: true },
  server: {
    port: 5173,
    proxy: {
      // As an object, the Host header stays the browser's: the server compares it with Origin.
      '/api': { target: serverInDev },
      '/sync': { target: serverInDev, ws: true },
    },
  },
}));
