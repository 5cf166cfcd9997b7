import { createHash } from 'node:crypto';
import { type ExportFault, exportCheck, type SoundExport } from '../../domain/trail/export-check.ts';

const NEW_LINE = 0x0a;

/** SHA-256 of a UTF-8 text, hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Checks an export as its bytes come, holding one line at a time.
 * @returns the first fault, or what a sound export holds
 */
export async function checkBytes(chunks: AsyncIterable<Uint8Array>): Promise<ExportFault | SoundExport> {
  const check = exportCheck(sha256);
  for await (const bytes of linesOf(chunks)) {
    const fault = check.line(textOf(bytes));
    if (fault) return fault;
  }
  return check.end();
}

/** The lines of a file without their ends; what follows the last end is one more, if there is anything. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest = Buffer.alloc(0);
  for await (const chunk of chunks) {
    rest = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = rest.indexOf(NEW_LINE); end >= 0; end = rest.indexOf(NEW_LINE, start)) {
      yield rest.subarray(start, end);
      start = end + 1;
    }
    rest = rest.subarray(start);
  }
  if (rest.length > 0) yield rest;
}

/** A line as text; one that is no UTF-8 becomes a text that no export has. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('latin1');
  }
}
