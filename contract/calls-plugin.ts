import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import * as tables from './calls.ts';

const TABLE = '\0fugong:calls/';
/** Each table as a module that holds it alone. */
const modules = new Map(
  Object.entries(tables).map(([name, table]) => [
    `${TABLE}${name}`,
    `export const ${name} = ${JSON.stringify(table)};`,
  ]),
);

/**
 * Vite plugin: contract/calls.ts is evaluated at build time and its tables stand in the bundle as plain data, about
 * 70 bytes an operation. Evaluated as it stands it would bring zod and every schema (some 60 KB gz) along. Each table is a
 * module of its own, so that it lies with the pages that use it, and the scan page does not grow with the console.
 */
export function callTables(): Plugin {
  const file = fileURLToPath(new URL('./calls.ts', import.meta.url));
  return {
    name: 'fugong:call-tables',
    enforce: 'pre',
    resolveId: (id) => (modules.has(id) ? id : null),
    load(id) {
      const table = modules.get(id);
      if (table) return { code: table, moduleSideEffects: false };
      if (resolve(id) !== file) return null;
      const code = Object.keys(tables).map(
        (name) => `export { ${name} } from ${JSON.stringify(TABLE + name)};`,
      );
      return { code: code.join('\n'), moduleSideEffects: false };
    },
  };
}
