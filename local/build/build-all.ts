/** `npm run build`: bundles, web apps and API documents, as a deployment takes them. */
import { buildParts } from './build.ts';

await buildParts();
