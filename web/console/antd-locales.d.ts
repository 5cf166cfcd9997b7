// antd's ES modules, as a bundler sees them. antd's package does not say that they are, so TypeScript's Node rules take
// them for CommonJS, and their default export for the whole module.
declare module 'antd/es/locale/zh_CN.js' {
  import type { Locale } from 'antd/es/locale';

  const locale: Locale;
  export default locale;
}
declare module 'antd/es/locale/en_GB.js' {
  import type { Locale } from 'antd/es/locale';

  const locale: Locale;
  export default locale;
}
