/** A spreadsheet takes what begins so for a formula; a tab or a line break may hide one. */
const FORMULA = /^[=+\-@\t\r\n]/;

/**
 * A list as CSV (RFC 4180) that spreadsheets open as it is meant: in UTF-8 with its mark, every cell quoted, and none of
 * them a formula, whatever an enterprise calls itself.
 */
export function csvOf(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  return `\uFEFF${[header, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

/** `20000.00` from fen: a number that a spreadsheet adds up. */
export function yuanCell(fen: number): string {
  return `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}

/** Hands a text to the person as a file. */
export function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  // The browser has taken the content when the click returns; Safari reads it a moment later.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
