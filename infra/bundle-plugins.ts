import { readFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import type { Plugin } from 'esbuild';

/**
 * Takes Node's own modules by `process.getBuiltinModule`. An ESM `import` of one reads all its exports, and so runs
 * its lazy getters: about 20 ms of a cold start for `node:http` alone. It also serves the `require` calls of
 * CommonJS packages, which an ESM bundle has no `require` for.
 */
export const lazyBuiltins: Plugin = {
  name: 'lazy-builtins',
  setup(build) {
    const builtins = new Set(builtinModules);
    build.onResolve({ filter: /^(node:)?[a-z_]+(\/[a-z_]+)*$/ }, ({ path }) => {
      const name = path.replace(/^node:/, '');
      return builtins.has(name) ? { path: name, namespace: 'builtin' } : undefined;
    });
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(`node:${path}`)});`,
      loader: 'js',
    }));
  },
};

/**
 * Replaces the SDK's chain of credential providers by the only one a Lambda needs: its environment. Leaves out SSO,
 * profiles, processes, HTTP, instance metadata and STS: 125 KB, and about 10 ms of a cold start.
 */
export const environmentCredentials: Plugin = {
  name: 'environment-credentials',
  setup(build) {
    build.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ resolveDir }) => ({
      path: 'environment-credentials',
      namespace: 'credentials',
      pluginData: resolveDir,
    }));
    build.onLoad({ filter: /.*/, namespace: 'credentials' }, ({ pluginData }: { pluginData: string }) => ({
      contents: `export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';`,
      loader: 'js',
      resolveDir: pluginData,
    }));
  },
};

/**
 * Leaves out zod's making of JSON Schema, which every schema carries along and no function asks for: 18 KB. The document
 * of the API is made at build time, by other code.
 */
export const withoutJsonSchema: Plugin = {
  name: 'without-json-schema',
  setup(build) {
    const filter = /[\\/]zod[\\/]v4[\\/]core[\\/](to-json-schema|json-schema-processors)\.js$/;
    build.onLoad({ filter }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const names = [...source.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name);
      const renamed = source.match(/^export \{[^}]*\};/gm) ?? [];
      return {
        contents: [...names.map((name) => `export const ${name} = () => undefined;`), ...renamed].join('\n'),
        loader: 'js',
      };
    });
  },
};
