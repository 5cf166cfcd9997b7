import { build } from 'vite';

/** Builds the web apps into `build/web`: what `npm start` and a deployment serve. */
await build({ configFile: new URL('./vite.config.ts', import.meta.url).pathname, logLevel: 'warn' });
