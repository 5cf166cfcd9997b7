import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { apiPage } from '../contract/api-page/page.ts';
import { openApiDocument } from '../contract/openapi.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Writes the documents of the API into the built site: `api/openapi.json` and the readable page `api/docs/`.
 * @param pages folder of the built site, default `build/web`
 */
export async function writeApiDocs(pages = join(root, 'build/web')): Promise<void> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const document = openApiDocument(version);
  const docs = join(pages, 'api/docs');
  await mkdir(docs, { recursive: true });
  await writeFile(join(pages, 'api/openapi.json'), JSON.stringify(document));
  await writeFile(join(docs, 'index.html'), apiPage(document));
  await copyFile(join(root, 'contract/api-page/api-page.css'), join(docs, 'api-page.css'));
}

if (import.meta.main) await writeApiDocs();
