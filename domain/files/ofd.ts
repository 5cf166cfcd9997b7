import { type FileFault, hasAt, viewOf } from './bytes.ts';

/** What an OFD may unpack to, in bytes: a hundred pages of scans. */
export const MAX_UNPACKED_BYTES = 200 * 1024 * 1024;
const MAX_ENTRIES = 5_000;

/**
 * Unpacks raw deflate data up to a limit.
 * @returns how many bytes came out; more than the limit, or undefined, when it was cut off or is no such data
 */
export type Inflate = (data: Uint8Array, limit: number) => number | undefined;

interface Entry {
  name: string;
  flags: number;
  method: number;
  packed: number;
  unpacked: number;
  local: number;
}

const END_LENGTH = 22;
const CENTRAL_LENGTH = 46;
const LOCAL_LENGTH = 30;
const decoder = new TextDecoder();

/**
 * An OFD (GB/T 33190) is a ZIP with an `OFD.xml` at its root. Taken is only one without gaps: entries one behind the other
 * from the first byte, then the directory, then the end record, so that nothing hides before, between, or after; no
 * entries that overlap, no comment, no encryption, no ZIP64. What an entry says it unpacks to is not believed.
 */
export function ofdFault(bytes: Uint8Array, inflate: Inflate): FileFault | undefined {
  if (!hasAt(bytes, 0, [0x50, 0x4b, 0x03, 0x04])) return 'wrong-content';
  const end = bytes.length - END_LENGTH;
  if (!hasAt(bytes, end, [0x50, 0x4b, 0x05, 0x06])) return 'foreign-data';
  const view = viewOf(bytes);
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  const start = view.getUint32(end + 16, true);
  if (view.getUint16(end + 20, true) !== 0 || start + size !== end) return 'foreign-data';
  if (count > MAX_ENTRIES) return 'unpacks-too-large';
  const entries = entriesOf(bytes, view, start, end);
  if (!entries || entries.length !== count) return 'wrong-content';
  if (!entries.some(({ name }) => name === 'OFD.xml')) return 'wrong-content';
  if (entries.reduce((sum, { unpacked }) => sum + unpacked, 0) > MAX_UNPACKED_BYTES)
    return 'unpacks-too-large';
  return bodyFault(bytes, view, entries, start, inflate);
}

/** Whether a reader of ZIPs would take this for one: an end record whose comment fills the rest of the file. */
export function endsAsZip(bytes: Uint8Array): boolean {
  const view = viewOf(bytes);
  const first = Math.max(0, bytes.length - END_LENGTH - 0xffff);
  for (let place = bytes.length - END_LENGTH; place >= first; place -= 1) {
    if (!hasAt(bytes, place, [0x50, 0x4b, 0x05, 0x06])) continue;
    if (place + END_LENGTH + view.getUint16(place + 20, true) === bytes.length) return true;
  }
  return false;
}

function entriesOf(bytes: Uint8Array, view: DataView, start: number, end: number): Entry[] | undefined {
  const entries: Entry[] = [];
  for (let place = start; place < end; ) {
    if (place + CENTRAL_LENGTH > end || !hasAt(bytes, place, [0x50, 0x4b, 0x01, 0x02])) return undefined;
    const nameLength = view.getUint16(place + 28, true);
    entries.push({
      flags: view.getUint16(place + 8, true),
      method: view.getUint16(place + 10, true),
      packed: view.getUint32(place + 20, true),
      unpacked: view.getUint32(place + 24, true),
      local: view.getUint32(place + 42, true),
      name: decoder.decode(bytes.subarray(place + CENTRAL_LENGTH, place + CENTRAL_LENGTH + nameLength)),
    });
    place +=
      CENTRAL_LENGTH + nameLength + view.getUint16(place + 30, true) + view.getUint16(place + 32, true);
  }
  return entries;
}

/** Walks the entries in the order they lie in, each beginning where the one before it ends. */
function bodyFault(
  bytes: Uint8Array,
  view: DataView,
  entries: readonly Entry[],
  start: number,
  inflate: Inflate,
): FileFault | undefined {
  let place = 0;
  for (const entry of entries.toSorted((a, b) => a.local - b.local)) {
    if (entry.local !== place) return 'foreign-data';
    if (place + LOCAL_LENGTH > start || !hasAt(bytes, place, [0x50, 0x4b, 0x03, 0x04]))
      return 'wrong-content';
    const data = place + LOCAL_LENGTH + view.getUint16(place + 26, true) + view.getUint16(place + 28, true);
    if (data + entry.packed > start) return 'wrong-content';
    const fault = entryFault(entry, bytes.subarray(data, data + entry.packed), inflate);
    if (fault) return fault;
    place = data + entry.packed;
    // Sizes that were not known beforehand follow the data, with or without a signature.
    if (entry.flags & 0x08) place += hasAt(bytes, place, [0x50, 0x4b, 0x07, 0x08]) ? 16 : 12;
  }
  return place === start ? undefined : 'foreign-data';
}

function entryFault(
  { flags, method, unpacked }: Entry,
  data: Uint8Array,
  inflate: Inflate,
): FileFault | undefined {
  // Encrypted data cannot be looked at.
  if (flags & 0x01) return 'wrong-content';
  if (method === 0) return data.length === unpacked ? undefined : 'wrong-content';
  if (method !== 8) return 'wrong-content';
  const came = inflate(data, unpacked);
  if (came === undefined) return 'wrong-content';
  return came > unpacked ? 'unpacks-too-large' : undefined;
}
