import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formats } from '../../src/ecosystems/pypi/formats.gen.ts';
import { names } from '../../src/ecosystems/pypi/names.ts';
import type { DependencyFile } from '../../src/model/dependency.ts';
import { MalformedFileError } from '../../src/model/ecosystem.ts';
import { sliceRegion } from '../../src/text/lines.ts';

/** Real public files with what other tools took from them: pip's own parser and Python's tomllib. */
const archive = resolve(process.env['GAZETTEER_SHARED'] ?? '../shared', 'corpus/lockfiles.tar.xz');
const available = existsSync(archive);
if (!available) console.info(`no corpus at GAZETTEER_SHARED: comparison with real Python files left out`);

/** Left to a later version: decoding as pip does (byte-order marks of UTF-16, PEP 263 comments). */
const otherEncodings = /utf-?16|utf7/;
/** Left to a later version, and unparsed until then: the line ends of Python's `str.splitlines`. */
const strangeLineEnds = /u2028|vt-ff-fs-nel|cr-only/;

const isLocal = (kind: string): boolean => /(?:^|\|)(?:path|file|option|error|editable(?!-vcs))/.test(kind);

let folder = '';
const rows = (path: string): readonly (readonly string[])[] =>
  readFileSync(join(folder, path), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));

const readText = (path: string): string => readFileSync(join(folder, path), 'utf8').replace(/^\uFEFF/, '');

function parse(path: string, text: string): DependencyFile | undefined {
  const format = formats.find(({ matches }) => matches(path) === 'name');
  try {
    return format?.parse({ path, text });
  } catch (error) {
    if (error instanceof MalformedFileError) return undefined;
    throw error;
  }
}

const namesOf = (truth: readonly (readonly string[])[]): readonly string[] => [
  ...new Set(
    truth.flatMap(([ecosystem, name = '', , kind = '']) =>
      ecosystem === 'pypi' && name !== '?' && !name.startsWith('!') && !isLocal(kind) ? [names.normalise(name)] : [],
    ),
  ),
];

const foundNames = (file: DependencyFile | undefined): readonly string[] => [
  ...new Set((file?.dependencies ?? []).filter(({ source }) => source.kind !== 'path').map(({ name }) => name)),
];

describe.runIf(available)('real Python files', () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'corpus-'));
    const members = [
      'INDEX.tsv',
      'requirements',
      'pyproject',
      'attacks/requirements',
      'truth/requirements',
      'truth/pyproject',
    ];
    execFileSync('tar', ['-xJf', archive, '-C', folder, ...members.map((member) => `./${member}`)]);
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(['requirements', 'pyproject'])('%s: names equal the truth', (wanted) => {
    const wrong: string[] = [];
    let compared = 0;
    for (const [path = '', , , format, , , original = '', , note = ''] of rows('INDEX.tsv')) {
      if (format !== wanted || otherEncodings.test(note) || !existsSync(join(folder, `truth/${path}.tsv`))) continue;
      compared++;
      const expected = namesOf(rows(`truth/${path}.tsv`));
      const found = foundNames(parse(original, readText(path)));
      const missing = expected.filter((name) => !found.includes(name));
      const extra = found.filter((name) => !expected.includes(name));
      if (missing.length + extra.length > 0) wrong.push(`${path}: missing ${missing}, extra ${extra}`);
    }
    expect(compared).toBeGreaterThan(50);
    expect(wrong).toEqual([]);
  });

  it('gives every dependency a region that holds its name or key', () => {
    const wrong: string[] = [];
    for (const [path = '', , , format, , , original = '', , note = ''] of rows('INDEX.tsv')) {
      if ((format !== 'requirements' && format !== 'pyproject') || otherEncodings.test(note)) continue;
      const text = readText(path);
      for (const { location, nameRegion, rawName } of parse(original, text)?.dependencies ?? []) {
        const entry = sliceRegion(text, location);
        const name = nameRegion === undefined ? rawName : sliceRegion(text, nameRegion);
        if (!entry.includes(rawName) || name !== rawName) wrong.push(`${path}:${location.startLine}: ${rawName}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('recognises requirements files by content where they name a version', () => {
    const recognise = formats.find(({ id }) => id === 'requirements')?.recognises;
    const wrong = rows('INDEX.tsv').flatMap(([path = '', , , format, , , , , note = '']) => {
      if (format !== 'requirements' || otherEncodings.test(note)) return [];
      const file = parse('requirements.txt', readText(path));
      const telling =
        file?.unparsed.length === 0 && file.dependencies.some(({ requirement }) => requirement !== undefined);
      return telling && recognise?.(readText(path)) !== true ? [path] : [];
    });
    expect(wrong).toEqual([]);
  });

  it('takes from hostile files what pip takes, and says where pip stops', () => {
    const attacks = execFileSync('ls', [join(folder, 'attacks/requirements')], { encoding: 'utf8' }).split('\n');
    for (const name of attacks.filter((one) => one.endsWith('.txt') && !otherEncodings.test(one))) {
      const file = parse('requirements.txt', readText(`attacks/requirements/${name}`));
      const truth = rows(`attacks/requirements/${name}.expected.tsv`);
      if (strangeLineEnds.test(name)) {
        expect(file?.unparsed, name).not.toEqual([]);
        continue;
      }
      expect([...foundNames(file)].sort(), name).toEqual([...namesOf(truth)].sort());
      const addresses = truth
        .filter(([kind, option]) => kind === 'option' && option?.endsWith('index-url'))
        .map((row) => row[2]);
      expect(
        file?.registries.map(({ url }) => url),
        name,
      ).toEqual(addresses);
      const refused = truth.filter(([, written]) => written?.startsWith('!'));
      if (refused.length > 0) expect(file?.unparsed.length, name).toBeGreaterThanOrEqual(refused.length);
    }
  });
});
