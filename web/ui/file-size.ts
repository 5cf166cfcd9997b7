/** Bytes in megabytes of 1,048,576, with one digit behind the point. */
export function formatMegabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}

/** A file's size as people read it: `812 KB`, `3.4 MB`. */
export function formatSize(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${formatMegabytes(bytes)} MB`;
}
