import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const serverInDev = 'http://localhost:3000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [
    paraglideVitePlugin({
      project: './project.inlang',
      outdir: './src/i18n/compiled',
      strategy: ['localStorage', 'preferredLanguage', 'baseLocale'],
    }),
    svelte(),
  ],
  build: { target: 'es2022', sourcemap: true },
  server: {
    port: 5173,
    proxy: {
      // As an object, the Host header stays the browser's: the server compares it with Origin.
      '/api': { target: serverInDev },
      '/sync': { target: serverInDev, ws: true },
    },
  },
});
