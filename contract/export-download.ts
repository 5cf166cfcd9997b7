import { type ExportScope, type ExportWriter, exportWriter } from '../domain/trail/export-file.ts';
import type { Client } from './client.ts';

/** A part of an export as it comes, and how much has come. */
export interface ExportPart {
  text: string;
  written: ExportWriter['written'];
}

/**
 * Opens an export and reads it page by page; the parts one after the other are the file.
 * @param sha256 hex digest of a UTF-8 text
 * @param signal ends it; the reason is thrown
 */
export async function* downloadExport(
  api: Client<'openAuditExport' | 'readAuditExport'>,
  scope: ExportScope,
  sha256: (text: string) => string | Promise<string>,
  signal?: AbortSignal,
): AsyncGenerator<ExportPart> {
  const options = signal ? { signal } : {};
  const { exportId, event } = await api.openAuditExport({ body: scope }, options);
  const writer = exportWriter(event, sha256);
  let cursor: string | undefined;
  do {
    const query = cursor === undefined ? {} : { cursor };
    const { records, nextCursor } = await api.readAuditExport({ params: { exportId }, query }, options);
    yield { text: await writer.page(records), written: writer.written };
    cursor = nextCursor;
  } while (cursor !== undefined);
  yield { text: await writer.end(), written: writer.written };
}
