import { invalidField } from '../errors.ts';
import type { FileFault } from './bytes.ts';
import type { FileType } from './file-type.ts';
import { jpegFault } from './jpeg.ts';
import { endsAsZip, type Inflate, ofdFault } from './ofd.ts';
import { pdfFault } from './pdf.ts';
import { pngFault } from './png.ts';

/**
 * Looks through a whole file: it has to be of the type it says from its first byte to its last. A file that is two at once
 * (a polyglot) keeps its other half before, behind or, a ZIP, within itself; each of the three is refused.
 * @param inflate unpacks a piece of a ZIP up to a limit
 * @throws DomainError `invalid-input` on `file`, saying why
 */
export function assertFileIs(type: FileType, bytes: Uint8Array, inflate: Inflate): void {
  const faults: Record<FileType, () => FileFault | undefined> = {
    pdf: () => pdfFault(bytes),
    jpg: () => jpegFault(bytes),
    png: () => pngFault(bytes),
    ofd: () => ofdFault(bytes, inflate),
  };
  const fault = faults[type]() ?? (type !== 'ofd' && endsAsZip(bytes) ? 'foreign-data' : undefined);
  if (fault) throw invalidField('file', fault);
}
