import encodeQR from 'qr';

/** Quiet zone around a QR code, in modules (ISO/IEC 18004: at least 4). */
const QUIET_ZONE = 4;

/**
 * A QR code as one SVG path.
 * @returns the path's data and the side of its square, in modules
 */
export function qrPath(text: string): { data: string; size: number } {
  const rows = encodeQR(text, 'raw', { border: QUIET_ZONE, ecc: 'low' });
  const data = rows
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : [])))
    .join('');
  return { data, size: rows.length };
}
