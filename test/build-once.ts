import { buildParts } from '../local/build/build.ts';

/** Builds bundles and pages before any test, so that files that start a platform side by side find them built. */
export default buildParts;
