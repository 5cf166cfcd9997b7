import { type FileFault, hasAt, MAX_PIXELS, viewOf } from './bytes.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Length, name and checksum of a chunk. */
const FRAME = 12;

/** A PNG (ISO/IEC 15948) is its signature and chunks: IHDR first, IEND last, and nothing after it. */
export function pngFault(bytes: Uint8Array): FileFault | undefined {
  if (!hasAt(bytes, 0, SIGNATURE) || !hasAt(bytes, 12, 'IHDR') || bytes.length < 33) return 'wrong-content';
  const view = viewOf(bytes);
  if (view.getUint32(16) * view.getUint32(20) > MAX_PIXELS) return 'unpacks-too-large';
  let place = SIGNATURE.length;
  while (place + FRAME <= bytes.length) {
    const next = place + FRAME + view.getUint32(place);
    if (hasAt(bytes, place + 4, 'IEND')) return next === bytes.length ? undefined : 'foreign-data';
    place = next;
  }
  return 'wrong-content';
}
