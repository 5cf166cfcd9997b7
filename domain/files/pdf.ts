import { type FileFault, hasAt } from './bytes.ts';

/** Where the end of a PDF is looked for: line ends may follow `%%EOF`, nothing else. */
const TAIL = 1024;

/** A PDF (ISO 32000) has its header at its first byte and nothing but white space after its last `%%EOF`. */
export function pdfFault(bytes: Uint8Array): FileFault | undefined {
  if (!hasAt(bytes, 0, '%PDF-'))
    return includes(bytes.subarray(0, TAIL), '%PDF-') ? 'foreign-data' : 'wrong-content';
  const tail = bytes.subarray(-TAIL);
  let end = tail.length;
  while (end > 0 && isWhiteSpace(tail[end - 1])) end -= 1;
  if (hasAt(tail, end - 5, '%%EOF')) return undefined;
  return includes(bytes, '%%EOF') ? 'foreign-data' : 'wrong-content';
}

function isWhiteSpace(byte: number | undefined): boolean {
  return byte === 0 || byte === 9 || byte === 10 || byte === 12 || byte === 13 || byte === 32;
}

function includes(bytes: Uint8Array, text: string): boolean {
  const first = text.charCodeAt(0);
  for (let place = bytes.indexOf(first); place >= 0; place = bytes.indexOf(first, place + 1))
    if (hasAt(bytes, place, text)) return true;
  return false;
}
