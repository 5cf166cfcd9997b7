import { inflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../domain/errors.ts';
import { assertFileIs } from '../../domain/files/file-check.ts';
import { type FileType, fileTypeOf, fileTypes } from '../../domain/files/file-type.ts';
import { MAX_UNPACKED_BYTES } from '../../domain/files/ofd.ts';
import { inflatedSize } from '../../functions/adapters/inflate.ts';
import { jpeg, ofd, pdf, png, zip } from '../builders/files.ts';

/** Why a file is refused; undefined where it is taken. */
function faultOf(type: FileType, bytes: Uint8Array): string | undefined {
  try {
    assertFileIs(type, bytes, inflatedSize);
    return undefined;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(error.fields).toHaveLength(1);
    expect(error.fields[0]?.path).toBe('file');
    return error.fields[0]?.reason;
  }
}

const good: Record<FileType, Buffer> = { pdf: pdf(), jpg: jpeg(), png: png(), ofd: ofd() };
const types = Object.keys(fileTypes) as FileType[];
const otherBytes = fc.uint8Array({ minLength: 1, maxLength: 64 });
/** What programs leave at the end of a PDF. */
const whiteSpace = (bytes: Uint8Array) => bytes.every((byte) => [0, 9, 10, 12, 13, 32].includes(byte));

describe('A file', () => {
  it.each(types)('%s is taken whole, and as nothing else', (type) => {
    expect(faultOf(type, good[type])).toBeUndefined();
    for (const other of types.filter((one) => one !== type))
      expect(faultOf(other, good[type])).toBe('wrong-content');
  });

  it.each(types)('%s is refused with anything before or after it', (type) => {
    fc.assert(
      fc.property(otherBytes, (extra) => {
        expect(faultOf(type, Buffer.concat([extra, good[type]]))).toBeDefined();
        if (type === 'pdf' && whiteSpace(extra)) return;
        expect(faultOf(type, Buffer.concat([good[type], extra]))).toBeDefined();
      }),
    );
  });

  it.each(types)('%s is refused when cut short', (type) => {
    const whole = good[type];
    for (let length = 0; length < whole.length - 1; length += 1)
      expect(faultOf(type, whole.subarray(0, length)), String(length)).toBeDefined();
  });

  it('of any other bytes is refused, and never fails', () => {
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.uint8Array({ maxLength: 300 }), (type, bytes) => {
        expect(faultOf(type, bytes)).toBeDefined();
      }),
    );
  });

  it.each(types)('%s with any byte changed is taken or refused, and never fails', (type) => {
    fc.assert(
      fc.property(fc.nat(good[type].length - 1), fc.nat(255), (place, byte) => {
        const changed = Buffer.from(good[type]);
        changed[place] = byte;
        faultOf(type, changed);
      }),
    );
  });

  it('is named by the end of its name, in any case', () => {
    expect(['a.PDF', 'b.jpeg', '收据.png', 'x.tar.ofd'].map(fileTypeOf)).toEqual([
      'pdf',
      'jpg',
      'png',
      'ofd',
    ]);
    expect(['a.pdf.exe', 'pdf.', 'a.svg', '.'].map(fileTypeOf)).toEqual(Array(4).fill(undefined));
  });
});

describe('A polyglot is refused:', () => {
  it.each(['pdf', 'jpg', 'png'] as const)('%s and a ZIP behind it', (type) => {
    expect(faultOf(type, Buffer.concat([good[type], ofd()]))).toBe('foreign-data');
  });

  it('a ZIP behind a picture, as a ZIP', () => {
    expect(faultOf('ofd', Buffer.concat([png(), ofd()]))).toBe('wrong-content');
  });

  it('a PDF whose end is the comment of a ZIP', () => {
    const end = Buffer.from('\n%%EOF\n');
    const packed = zip([{ name: 'evil.js', content: Buffer.from('alert(1)') }]);
    packed.writeUInt16LE(end.length, packed.length - 2);
    expect(faultOf('pdf', Buffer.concat([Buffer.from('%PDF-1.4\n'), packed, end]))).toBe('foreign-data');
  });

  it('a page of HTML before a PDF', () => {
    expect(faultOf('pdf', Buffer.concat([Buffer.from('<script>'), pdf()]))).toBe('foreign-data');
  });
});

describe('A bomb is refused:', () => {
  it('an OFD that says it unpacks to more than is allowed', () => {
    const name = { name: 'OFD.xml', content: Buffer.from('<OFD/>') };
    const honest = zip([name, { name: 'big', content: Buffer.from('x'), claims: MAX_UNPACKED_BYTES }]);
    expect(faultOf('ofd', honest)).toBe('unpacks-too-large');
  });

  it('an OFD that unpacks to more than it says', () => {
    const content = Buffer.alloc(5_000_000);
    const lying = zip([
      { name: 'OFD.xml', content: Buffer.from('<OFD/>') },
      { name: 'big', content, claims: 10 },
    ]);
    expect(lying.length).toBeLessThan(10_000);
    expect(faultOf('ofd', lying)).toBe('unpacks-too-large');
  });

  it('an OFD whose entries share their data', () => {
    const [name, once] = [{ name: 'OFD.xml', content: Buffer.from('<OFD/>') }, zip([])];
    const packed = zip([name, { name: 'a', content: Buffer.from('aaaa') }]);
    // A second directory entry for the same place: counted twice, stored once.
    const end = packed.length - once.length;
    const start = packed.readUInt32LE(end + 16);
    const last = packed.subarray(packed.lastIndexOf('PK\x01\x02', end, 'latin1'), end);
    const tail = Buffer.from(packed.subarray(end));
    tail.writeUInt16LE(3, 10);
    tail.writeUInt32LE(end - start + last.length, 12);
    expect(faultOf('ofd', Buffer.concat([packed.subarray(0, end), last, tail]))).toBe('foreign-data');
  });

  it('a picture of more than a hundred million pixels', () => {
    const size = { width: 60_000, height: 60_000 };
    expect(faultOf('png', png(0, size))).toBe('unpacks-too-large');
    expect(faultOf('jpg', jpeg(size))).toBe('unpacks-too-large');
  });
});

describe('Unpacking', () => {
  it('stops at its limit and tells data that is none', () => {
    const packed = zip([{ name: 'a', content: Buffer.alloc(100_000) }]).subarray(31);
    expect(inflatedSize(packed, 100)).toBe(101);
    expect(inflatedSize(packed, 100_000)).toBe(100_000);
    expect(inflatedSize(Buffer.from([0xff, 0xff]), 10)).toBeUndefined();
    expect(inflateRawSync(packed).length).toBe(100_000);
  });
});
