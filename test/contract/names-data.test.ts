import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dateOf, makeNames, pack, renewRegistered, unpack } from '../../scripts/names-data.ts';
import { createNames, type Names } from '../../src/knowledge/names/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'gazetteer-names-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);
const listed = day('2026-11-01');

const npm = [
  'name\tversion\tdownloads_a_month\tsummary',
  '@acme/one\t1.0.0\t9000\tOne',
  '@acme/two\t1.0.0\t9000\tTwo',
  '@acme/three-kit\t1.0.0\t9000\tThree',
  '@small/one\t1.0.0\t500\tOne',
  'acme-one\t1.0.0\t100000\tOne',
  'held\t0.0.1\t700\tsecurity holding package',
  'reserve\t1.0.0\t800\tReserved words of a language',
].join('\n');
const pypi = [
  'name\tversion\tmonth\trank_among_15000_most_downloaded\tsummary',
  'second\t1.0\t2026-10\t2\tTwo',
  'first\t1.0\t2026-10\t1\tOne',
  'old-kit\t1.0\t2026-07\t\tA kit',
  'young-kit\t1.0\t2026-08\t\tA kit',
  'undated-kit\t1.0\t\t\tA kit',
  'acme-guard\t0.0.1\t2020-01\t\tPlaceholder to prevent dependency confusion',
  'old-name\t1.0\t2020-01\t\tRenamed to older-name',
  'older-name\t1.0\t2020-01\t4\tDeprecated: use First instead',
  'lost-name\t1.0\t2020-01\t3\tRenamed to nobody-has-it',
  'here\t1.0\t2020-01\t5\tRenamed to there',
  'there\t1.0\t2020-01\t6\tRenamed to here',
].join('\n');

describe('tables of names', () => {
  let made: ReadonlyMap<string, Uint8Array>;
  let names: Names;

  const open = (files: ReadonlyMap<string, Uint8Array>): Names =>
    createNames((file) => unpack(file, pack(file, files.get(file) ?? new Uint8Array())));

  beforeAll(() => {
    made = makeNames(write('npm.tsv', npm), write('pypi.tsv', pypi), listed);
    names = open(made);
  });

  it('hold what the lists say', () => {
    expect(names.rankedNames('npm')?.nameAt(1)).toBe('acme-one');
    expect(names.rankedNames('pypi')?.rankOf('second')).toBe(2);
    expect(names.rankedNames('pypi')?.size).toBe(6);
    expect(names.publishesPublicly('npm', '@acme')).toBe(true);
    expect(names.publishesPublicly('npm', '@small')).toBe(false);
    expect([names.countOf('npm', 's:@acme'), names.countOf('npm', 'b:one'), names.countOf('npm', 't:acme')]).toEqual([
      3, 2, 4,
    ]);
    expect([names.countOf('pypi', 't:kit'), names.countOf('pypi', 't:old')]).toEqual([3, 0]);
    expect(names.placeholderClassOf('npm', 'held')).toBe('security-holding');
    expect(names.placeholderClassOf('npm', 'reserve')).toBeUndefined();
    expect(names.placeholderClassOf('pypi', 'acme-guard')).toBe('confusion-guard');
    expect(names.placeholderClassOf('pypi', 'older-name')).toBe('redirect');
    expect(names.placeholderClassOf('pypi', 'lost-name')).toBeUndefined();
    const instead = ['old-name', 'older-name', 'lost-name', 'here', 'first'].map((name) =>
      names.lists.insteadOf('pypi', name),
    );
    expect(instead).toEqual(['first', 'first', '', '', undefined]);
    const tables = [...made].filter(([name]) => name.includes('.bin'));
    for (const [name, bytes] of tables) expect(dateOf(name, pack(name, bytes))).toEqual(listed);
  });

  it.each([
    ['old-kit', '2026-11-01', true],
    ['old-kit', '2026-10-29', false],
    ['young-kit', '2026-11-01', false],
    ['young-kit', '2027-01-29', false],
    ['young-kit', '2027-01-30', true],
    ['undated-kit', '2026-11-01', false],
    ['nobody-has-it', '2027-06-01', false],
  ])('let %s be established on %s: %s', (name, now, expected) => {
    expect(names.adoptionOf('pypi', name, day(now)).isEstablished).toBe(expected);
  });

  it('are the same from the same lists, and others from others', () => {
    const again = makeNames(join(folder, 'npm.tsv'), join(folder, 'pypi.tsv'), listed);
    expect([...again]).toEqual([...made]);
    const other = write('other.tsv', pypi.replace('old-kit', 'odd-kit'));
    const changed = [...makeNames(join(folder, 'npm.tsv'), other, listed)].filter(
      ([name, bytes]) => Buffer.compare(bytes, made.get(name) ?? new Uint8Array()) !== 0,
    );
    expect(changed.map(([name]) => name)).toEqual(['pypi-registered.bin']);
  });

  describe('from a newer list of registered names alone', () => {
    const index = {
      meta: { 'api-version': '1.1' },
      projects: 'Old_Kit young.kit new-kit first second acme-guard old-name older-name lost-name here there'
        .split(' ')
        .map((name) => ({ name })),
    };
    const renew = (date: string) => {
      const former = made.get('pypi-registered.bin') ?? new Uint8Array();
      return new Map([...made, ...renewRegistered(write('index.json', JSON.stringify(index)), former, day(date))]);
    };
    const ask = (files: ReadonlyMap<string, Uint8Array>, now: string) =>
      ['old-kit', 'young-kit', 'new-kit', 'undated-kit'].map((name) => {
        const { isKnown, isEstablished } = open(files).adoptionOf('pypi', name, day(now));
        return `${name} ${isKnown} ${isEstablished}`;
      });

    it('names keep the age that is proven, and get none besides', () => {
      expect(ask(renew('2026-12-01'), '2026-12-01')).toEqual([
        'old-kit true true',
        'young-kit true false',
        'new-kit true false',
        'undated-kit false false',
      ]);
      // The former list is older than three months by then, so what it had is old.
      expect(ask(renew('2027-03-01'), '2027-03-01').slice(0, 3)).toEqual([
        'old-kit true true',
        'young-kit true true',
        'new-kit true false',
      ]);
    });

    it('an older list, and one that is none, are refused', () => {
      expect(() => renew('2026-10-01')).toThrow('not newer');
      for (const content of [
        '{}',
        '{"projects": []}',
        '{"projects": [{}]}',
        '{"projects": [{"name": "first"}]}',
        '[]',
        'null',
        '<html>',
      ]) {
        const former = made.get('pypi-registered.bin') ?? new Uint8Array();
        expect(() => renewRegistered(write('bad.json', content), former, day('2027-01-01')), content).toThrow();
      }
    });
  });
});
