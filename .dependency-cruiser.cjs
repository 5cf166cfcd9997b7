/** The import rule of this house: domain <- contract <- { functions, web, infra, local }; see README. */
const room = (name) => `^${name}/`;
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'every-import-resolves',
      severity: 'error',
      from: { path: '^(domain|contract|functions|workflows|infra|web|local)/' },
      to: { couldNotResolve: true, pathNot: '^aws-lambda$' },
    },
    {
      name: 'domain-imports-zod-only',
      severity: 'error',
      from: { path: room('domain') },
      to: { pathNot: ['^domain/', '^node_modules/(zod|stdnum|chinese-days)/'] },
    },
    {
      name: 'contract-imports-domain',
      severity: 'error',
      from: { path: room('contract') },
      to: { path: '^(functions|workflows|infra|web|local|test)/' },
    },
    {
      name: 'functions-below-infra',
      severity: 'error',
      from: { path: room('functions') },
      to: { path: '^(infra|web|local|test)/' },
    },
    {
      name: 'workflows-below-infra',
      severity: 'error',
      from: { path: room('workflows') },
      to: { path: '^(functions|infra|web|local|test)/' },
    },
    {
      name: 'web-imports-contract',
      severity: 'error',
      from: { path: room('web') },
      to: { path: '^(functions|workflows|infra|local|test)/', pathNot: '^workflows/[^/]+\\.asl\\.json$' },
    },
    {
      name: 'infra-is-imported-by-nobody',
      severity: 'error',
      from: { pathNot: '^(infra|test)/' },
      to: { path: room('infra') },
    },
    {
      name: 'local-is-imported-by-nobody',
      severity: 'error',
      from: { pathNot: '^(local|test)/' },
      to: { path: room('local') },
    },
    {
      name: 'sdk-only-in-adapters',
      severity: 'error',
      from: { path: '^(domain|contract|functions|web)/', pathNot: '^functions/adapters/' },
      to: { path: 'node_modules/@aws-sdk/' },
    },
    {
      name: 'scan-app-stays-small',
      severity: 'error',
      from: { path: '^web/scan/' },
      to: { path: 'node_modules/(react|react-dom|antd|@tanstack)/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: '^(build|cdk\\.out|\\.local|node_modules/(?!zod|stdnum|chinese-days|@aws-sdk|react|antd|@tanstack))',
    },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
