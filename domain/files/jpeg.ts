import { type FileFault, hasAt, MAX_PIXELS, viewOf } from './bytes.ts';

const START = 0xd8;
const END = 0xd9;
const SCAN = 0xda;

/** Frame headers, which hold height and width: SOF0 to SOF15 without the three other markers among them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Markers that stand alone: TEM and the restarts within a scan. */
function standsAlone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
}

/** A JPEG (ISO/IEC 10918-1) is a row of segments and scans from SOI to EOI, and nothing after it. */
export function jpegFault(bytes: Uint8Array): FileFault | undefined {
  if (!hasAt(bytes, 0, [0xff, START, 0xff])) return 'wrong-content';
  const view = viewOf(bytes);
  let framed = false;
  let place = 2;
  while (place + 4 <= bytes.length || (bytes[place] === 0xff && bytes[place + 1] === END)) {
    if (bytes[place] !== 0xff) return 'wrong-content';
    const marker = bytes[place + 1] ?? 0;
    if (marker === 0xff) {
      // Fill byte before a marker.
      place += 1;
    } else if (marker === END) {
      if (!framed) return 'wrong-content';
      return place + 2 === bytes.length ? undefined : 'foreign-data';
    } else if (standsAlone(marker)) {
      place += 2;
    } else {
      const length = view.getUint16(place + 2);
      if (length < 2 || place + 2 + length > bytes.length) return 'wrong-content';
      if (isFrame(marker) && length >= 8) {
        framed = true;
        if (view.getUint16(place + 5) * view.getUint16(place + 7) > MAX_PIXELS) return 'unpacks-too-large';
      }
      place += 2 + length;
      if (marker === SCAN) place = endOfScan(bytes, place);
    }
  }
  return 'wrong-content';
}

/** Where the coded picture ends: at the first 0xff that is neither data (a zero follows) nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let place = bytes.indexOf(0xff, from); place >= 0; place = bytes.indexOf(0xff, place + 1)) {
    const next = bytes[place + 1] ?? 0;
    if (next !== 0 && !standsAlone(next)) return place;
  }
  return bytes.length;
}
