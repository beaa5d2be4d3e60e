import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FilePart } from '../model/http.ts';
import {
  findZipDirectory,
  listZipNames,
  mostZipDirectoryBytes,
  mostZipEntries,
  type ZipDirectory,
  type ZipFault,
  zipTailBytes,
} from './zip-directory.ts';

interface Entry {
  readonly name: string | Buffer;
  readonly extra?: Buffer;
  readonly comment?: Buffer;
}

/** What an archive says of itself, where that is not the truth. */
interface Lies {
  readonly entries?: number;
  readonly here?: number;
  readonly length?: number;
  readonly offset?: number;
  readonly disk?: number;
}

interface Shape extends Lies {
  /** Bytes of files before the directory. */
  readonly data?: number;
  readonly comment?: Buffer;
  /** Without it, fields tell themselves; `both`: the small record has room, and says the same. */
  readonly zip64?: 'saturated' | 'both';
  readonly lies64?: Lies & { readonly at?: number; readonly size?: number };
  /** Between the directory and what tells of it. */
  readonly gap?: Buffer;
}

const record = (signature: string, length: number): Buffer =>
  Buffer.concat([Buffer.from(signature, 'latin1'), Buffer.alloc(length - 4)]);

function writeDirectory(entries: readonly Entry[]): Buffer {
  return Buffer.concat(
    entries.map(({ name, extra = Buffer.alloc(0), comment = Buffer.alloc(0) }) => {
      const bytes = Buffer.from(name);
      const header = record('PK\x01\x02', 46);
      header.writeUInt16LE(bytes.length, 28);
      header.writeUInt16LE(extra.length, 30);
      header.writeUInt16LE(comment.length, 32);
      return Buffer.concat([header, bytes, extra, comment]);
    }),
  );
}

/** An archive whose files are left out: the directory and what tells of it (PKWARE APPNOTE 6.3, 4.3.12 to 4.3.16). */
function writeZip(entries: readonly Entry[], shape: Shape = {}): Buffer {
  const { data = 100, comment = Buffer.alloc(0), zip64, gap = Buffer.alloc(0) } = shape;
  const directory = writeDirectory(entries);
  const truth = { entries: entries.length, here: entries.length, length: directory.length, offset: data, disk: 0 };
  const told = { ...truth, ...shape };
  const parts = [Buffer.alloc(data), directory, gap];
  if (zip64 !== undefined) {
    const { at, size, ...told64 } = {
      ...truth,
      at: data + directory.length + gap.length,
      size: 44,
      ...shape.lies64,
    };
    const end = record('PK\x06\x06', 56);
    end.writeBigUInt64LE(BigInt(size), 4);
    end.writeUInt32LE(told64.disk, 16);
    [told64.here, told64.entries, told64.length, told64.offset].forEach((value, index) => {
      end.writeBigUInt64LE(BigInt(value), 24 + 8 * index);
    });
    const locator = record('PK\x06\x07', 20);
    locator.writeBigUInt64LE(BigInt(at), 8);
    locator.writeUInt32LE(1, 16);
    parts.push(end, locator);
  }
  const isFull = zip64 === 'saturated';
  const end = record('PK\x05\x06', 22);
  end.writeUInt16LE(told.disk, 4);
  end.writeUInt16LE(isFull ? 0xffff : told.here, 8);
  end.writeUInt16LE(isFull ? 0xffff : told.entries, 10);
  end.writeUInt32LE(isFull ? 0xffffffff : told.length, 12);
  end.writeUInt32LE(isFull ? 0xffffffff : told.offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, end, comment]);
}

const partOf = (bytes: Buffer, from = 0): FilePart => ({ bytes: bytes.subarray(from), from, size: bytes.length });
const tailOf = (bytes: Buffer): FilePart => partOf(bytes, Math.max(0, bytes.length - zipTailBytes));

function read(bytes: Buffer): readonly string[] | ZipFault {
  const found = findZipDirectory(tailOf(bytes));
  return 'fault' in found ? found : listNames(bytes, found);
}

const listNames = (bytes: Buffer, { from, length, entries }: ZipDirectory) =>
  listZipNames(bytes.subarray(from, from + length), entries);

const two: readonly Entry[] = [{ name: 'acme/__init__.py' }, { name: 'acme-1.0.dist-info/RECORD' }];
const namesOfTwo = two.map(({ name }) => name);
const end = 'PK\x05\x06';
const inTwoWays = { fault: 'it is a ZIP archive that can be read in two ways' };
const noEnd = { fault: 'it does not end as a ZIP archive does' };

const unicodePath = (name: string): Buffer => {
  const field = Buffer.concat([Buffer.alloc(9), Buffer.from(name)]);
  field.writeUInt16LE(0x7075, 0);
  field.writeUInt16LE(field.length - 4, 2);
  field.writeUInt8(1, 4);
  return field;
};

describe('the names in an archive', () => {
  it.each<[string, Shape]>([
    ['that is plain', {}],
    ['that holds nothing else', { data: 0 }],
    ['with a comment', { comment: Buffer.from('made by hand') }],
    ['with the longest comment', { comment: Buffer.alloc(0xffff, 'x') }],
    ['with the longest comment, of ZIP64', { comment: Buffer.alloc(0xffff, 'x'), zip64: 'saturated' }],
    ['of ZIP64 where it is not needed', { zip64: 'both' }],
  ])('%s', (_, shape) => {
    expect(read(writeZip(two, shape))).toEqual(namesOfTwo);
  });

  it('are found where an archive is stored within, whose own end is no end of the whole', () => {
    const inner = writeZip([{ name: 'inner.txt' }]);
    const outer = writeZip(two, { data: inner.length });
    inner.copy(outer);
    expect(read(outer)).toEqual(namesOfTwo);
  });

  it('are all that were written, whatever letters and sizes', () => {
    const names = fc.array(
      fc.string({ unit: 'binary', maxLength: 40 }).filter((name) => !name.includes('\0') && !name.startsWith('\ufeff')),
      { maxLength: 30 },
    );
    const bytes = (most: number) => fc.uint8Array({ maxLength: most }).map((found) => Buffer.from(found));
    const shapes = fc.record({ data: fc.nat(300), zip64: fc.constantFrom(undefined, 'saturated', 'both') });
    fc.assert(
      fc.property(names, bytes(30), bytes(30), shapes, (list, extra, comment, { data, zip64 }) => {
        // An extra field of any bytes may be another name, which is told as well.
        const sound = extra.length < 4 || extra.readUInt16LE(0) !== 0x7075 ? extra : Buffer.alloc(0);
        const entries = list.map((name) => ({ name, extra: sound.subarray(0, 3), comment }));
        const zip = writeZip(entries, { data, ...(zip64 === undefined ? {} : { zip64 }) });
        expect(read(zip)).toEqual(list.map((name) => Buffer.from(name).toString()));
      }),
    );
  });

  it('end where a zero byte is, as for Python', () => {
    expect(read(writeZip([{ name: 'evil.pth\0.txt' }]))).toEqual(['evil.pth']);
  });

  it('are told in both forms where an entry has two', () => {
    const extra = Buffer.concat([Buffer.from([1, 0, 2, 0, 9, 9]), unicodePath('evil.pth')]);
    expect(read(writeZip([{ name: 'notes.txt', extra }]))).toEqual(['notes.txt', 'evil.pth']);
  });

  it('may be of any bytes: what is ASCII in them stays', () => {
    const [name] = [read(writeZip([{ name: Buffer.from([0xff, 0xfe, 0x2f, 0x78, 0x2e, 0x70, 0x74, 0x68]) }]))].flat();
    expect(name).toMatch(/\/x\.pth$/);
  });

  it('may be as long as they can be', () => {
    const name = `${'x'.repeat(0xffff - 4)}.pth`;
    expect(read(writeZip([{ name }]))).toEqual([name]);
  });
});

describe('an archive', () => {
  it('that is larger than its tail tells where its directory is', () => {
    const entries = Array.from({ length: 2_000 }, (_, index) => ({ name: `acme/module_${index}.py` }));
    const zip = writeZip(entries, { data: 50_000 });
    const found = findZipDirectory(tailOf(zip));
    expect(found).toEqual({ from: 50_000, length: zip.length - 50_022, entries: 2_000 });
    expect(zip.length - zipTailBytes).toBeGreaterThan(50_000);
  });

  it.each<[string, Buffer, ZipFault]>([
    ['is empty', Buffer.alloc(0), noEnd],
    ['is something else', Buffer.from('<html>no such file</html>'), noEnd],
    ['is cut', writeZip(two).subarray(0, -1), noEnd],
    ['goes on after its end', Buffer.concat([writeZip(two), Buffer.from('x')]), noEnd],
    ['has an end in its comment', writeZip(two, { comment: writeZip([]) }), inTwoWays],
    ['has half an end in its comment', writeZip(two, { comment: Buffer.from(`${end}${'x'.repeat(30)}`) }), inTwoWays],
    ['has bytes put before it', Buffer.concat([Buffer.from('#!/bin/sh\n'), writeZip(two)]), inTwoWays],
    ['has a gap before its end', writeZip(two, { gap: Buffer.from('gap') }), inTwoWays],
    ['counts too many', writeZip(two, { entries: 3, here: 3 }), inTwoWays],
    ['counts too few', writeZip(two, { entries: 1, here: 1 }), inTwoWays],
    ['counts nothing', writeZip(two, { entries: 0, here: 0 }), inTwoWays],
    ['lies on several disks', writeZip(two, { disk: 1 }), inTwoWays],
    ['has a shorter directory', writeZip(two, { length: 10 }), inTwoWays],
    ['has its directory elsewhere', writeZip(two, { offset: 99 }), inTwoWays],
    ['has it beyond its end', writeZip(two, { offset: 1_000_000 }), inTwoWays],
    ['says two things in ZIP64', writeZip(two, { zip64: 'both', lies64: { entries: 1, here: 1 } }), inTwoWays],
    ['says two lengths in ZIP64', writeZip(two, { zip64: 'both', lies64: { length: 1, offset: 170 } }), inTwoWays],
    ['has no ZIP64 record', writeZip(two, { zip64: 'saturated', lies64: { at: 3 } }), inTwoWays],
    ['has it far away', writeZip(two, { zip64: 'saturated', lies64: { at: Number.MAX_SAFE_INTEGER } }), inTwoWays],
    ['has one of another size', writeZip(two, { zip64: 'saturated', lies64: { size: 43 } }), inTwoWays],
    ['lies on another disk', writeZip(two, { zip64: 'saturated', lies64: { disk: 3 } }), inTwoWays],
  ])('that %s is read in no way', (_, bytes, expected) => {
    expect(read(bytes)).toEqual(expected);
  });

  it.each<[string, Shape]>([
    ['entries', { zip64: 'saturated', lies64: { entries: mostZipEntries + 1, here: mostZipEntries + 1 } }],
    ['bytes', { zip64: 'saturated', lies64: { length: mostZipDirectoryBytes + 1 } }],
  ])('with too many %s is not read', (_, shape) => {
    expect(findZipDirectory(tailOf(writeZip(two, shape)))).toEqual({ fault: 'its directory is too large' });
  });

  it('whose end did not come is not read', () => {
    const zip = writeZip(two);
    expect(findZipDirectory({ bytes: zip.subarray(0, -30), from: 0, size: zip.length })).toEqual(noEnd);
  });

  it('with entries that overlap, or that are none, is read in no way', () => {
    const directory = writeDirectory(two);
    const changed = [28, 30, 32, 0].map((at) => {
      const copy = Buffer.from(directory);
      copy.writeUInt16LE(copy.readUInt16LE(at) + 1, at);
      return copy;
    });
    for (const one of changed) expect(listZipNames(one, 2)).toEqual(inTwoWays);
  });

  it('of any bytes never throws, and two readings are the same', () => {
    const zips = fc.constantFrom(writeZip(two), writeZip(two, { zip64: 'saturated' }), writeZip([]));
    const edits = fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 6 });
    fc.assert(
      fc.property(zips, edits, fc.nat(60), (zip, changes, cut) => {
        const bytes = Buffer.from(zip.subarray(0, Math.max(0, zip.length - (cut > 40 ? cut - 40 : 0))));
        for (const [at, value] of changes) if (at < bytes.length) bytes[bytes.length - 1 - at] = value;
        const found = read(bytes);
        expect(read(bytes)).toEqual(found);
        expect('fault' in found || found.length <= 4).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
