import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvOf, yuanCell } from '../../web/console/queue/csv.ts';

/** The cells of a CSV text, as RFC 4180 reads them. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  for (const row of text.slice(1).match(/(?:"(?:[^"]|"")*",?)*\r\n/g) ?? [])
    rows.push([...row.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell]) => (cell ?? '').replaceAll('""', '"')));
  return rows;
}

describe('a list as CSV', () => {
  it('opens as UTF-8 and gives back every cell, whatever is in it', () => {
    const cells = fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(cells, { maxLength: 5 }), (rows) => {
        const text = csvOf(['a', 'b', 'c'], rows);
        expect(text.startsWith('\uFEFF')).toBe(true);
        const read = parse(text).slice(1);
        expect(read.map(({ length }) => length)).toEqual(rows.map(({ length }) => length));
        expect(read.flat().map((cell) => cell.replace(/^'(?=[=+\-@\t\r\n])/, ''))).toEqual(
          rows.flat().map((cell) => cell.replace(/^'(?=[=+\-@\t\r\n])/, '')),
        );
      }),
    );
  });

  it('has no cell that a spreadsheet takes for a formula', () => {
    const payloads = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '=HYPERLINK("http://x","y")'];
    for (const [cell] of parse(
      csvOf(
        ['name'],
        payloads.map((payload) => [payload]),
      ),
    ).slice(1))
      expect(cell?.[0]).toBe("'");
  });

  it('writes money as a number with two places', () => {
    expect([2_000_000, 617_283, 5, 0].map(yuanCell)).toEqual(['20000.00', '6172.83', '0.05', '0.00']);
  });
});
