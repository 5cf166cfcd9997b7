import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { callTables } from '../contract/calls-plugin.ts';

const web = fileURLToPath(new URL('.', import.meta.url));

/** The pages, one build for all; a page's folder in the output is its app's. */
const pages = ['apply/index.html', 'console/index.html', 'scan/index.html', 'scan/officer.html'];

/**
 * One build of the three apps, served under one origin. Hashed files lie in /assets/; nothing is inlined, so that the
 * content security policy needs no exception for scripts.
 */
export default defineConfig({
  root: web,
  base: '/',
  plugins: [callTables()],
  build: {
    outDir: fileURLToPath(new URL('../build/web', import.meta.url)),
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rollupOptions: {
      onwarn: (warning, warn) => {
        // Libraries mark their files for React's server; there is none here, and nothing to warn of.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
      input: pages.filter((page) => existsSync(`${web}${page}`)).map((page) => `${web}${page}`),
    },
  },
  server: {
    proxy: {
      '/api': 'http://localhost:3000',
      '/oidc': 'http://localhost:3000',
      '/config.json': 'http://localhost:3000',
    },
  },
});
