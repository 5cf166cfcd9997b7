import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import * as tables from './calls.ts';

/**
 * Vite plugin: contract/calls.ts is evaluated at build time and its tables stand in the bundle as plain data, about
 * 70 bytes an operation. Evaluated as it stands it would bring zod and every schema (some 60 KB gz) along.
 */
export function callTables(): Plugin {
  const file = fileURLToPath(new URL('./calls.ts', import.meta.url));
  return {
    name: 'fugong:call-tables',
    enforce: 'pre',
    load(id) {
      if (resolve(id) !== file) return null;
      return Object.entries(tables)
        .map(([name, table]) => `export const ${name} = ${JSON.stringify(table)};`)
        .join('\n');
    },
  };
}
