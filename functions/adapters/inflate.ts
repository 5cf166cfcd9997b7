import { inflateRawSync } from 'node:zlib';
import type { Inflate } from '../../domain/files/ofd.ts';

/** Unpacks by zlib, which stops one byte behind the limit: a bomb costs no more memory than it says it does. */
export const inflatedSize: Inflate = (data, limit) => {
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, limit) }).length;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ERR_BUFFER_TOO_LARGE' ? limit + 1 : undefined;
  }
};
