import { readFileSync } from 'node:fs';
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { npmBandBits } from '../src/knowledge/names/adoption.ts';
import { countBits, leastCount, quantise, tokensOf } from '../src/knowledge/names/counts.ts';
import { readHeader } from '../src/knowledge/names/header.ts';
import { createNames } from '../src/knowledge/names/index.ts';
import { placeholderClasses, placeholderKey } from '../src/knowledge/names/placeholders.ts';
import { openRanked } from '../src/knowledge/names/ranked.ts';
import { youngSince } from '../src/knowledge/names/registered.ts';
import { type NameTable, openTable } from '../src/knowledge/names/resemblance/table.ts';
import { openSketch, type Sketch } from '../src/knowledge/names/sketch.ts';
import { classifySummary } from '../src/knowledge/names/summaries.ts';
import { buildRanked } from './data/build-ranked.ts';
import { buildSketch } from './data/build-sketch.ts';
import { buildTrigrams } from './data/build-trigrams.ts';
import { fit as train } from './data/fit.ts';
import { listInstead, readSuccessor } from './data/instead.ts';
import { readNpm, readPypi, readSimpleIndex } from './data/lists.ts';
import { listPublicScopes } from './data/scopes.ts';
import { listWords } from './data/words.ts';

/** Names of npm whose rank is kept; of the others the sketch keeps a band. */
const npmRanked = 100_000;
const exactRanks = 15_000;
/** A newer list with fewer of the names is no whole one: few are ever deleted. */
const leastKept = 0.9;
/** PyPI has five times as many tokens as npm; those of two names are left out. */
const leastPypiCount = 3;

/** What labelled names and the lists teach; the other files of names are needed for it. */
export function makeModel(labels: string, npm: string, pypi: string, read: (file: string) => Uint8Array) {
  const { model } = train(labels, { npm, pypi }, createNames(read).statisticsOf);
  const figures = model.unseen.map(({ ecosystem, label, told, of }) => `${ecosystem} ${label}: ${told} of ${of} told`);
  return { files: new Map([['resemblance.json.br', Buffer.from(`${JSON.stringify(model)}\n`)]]), figures };
}

/** What the two lists make: contents by the name of the file. A name that ends in `.br` is of a file to compress. */
export function makeNames(npmFile: string, pypiFile: string, date: Date): ReadonlyMap<string, Uint8Array> {
  const npm = readNpm(readFileSync(npmFile, 'utf8'));
  const pypi = readPypi(readFileSync(pypiFile, 'utf8'));
  const npmNames = npm.map(({ name }) => name);
  const ranked = npmNames.slice(0, npmRanked);
  const pypiRanked = pypi
    .filter(({ rank }) => rank !== undefined)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
    .map(({ name }) => name);
  const young = youngSince(date).toISOString().slice(0, 'yyyy-mm'.length);
  return new Map([
    ['npm-ranked.bin.br', buildRanked(ranked, { exact: exactRanks, date })],
    ['npm-listed.bin', sketchBands(npmNames.slice(npmRanked), date)],
    ['npm-scopes.bin.br', buildRanked(listPublicScopes(npm), { exact: 0, date })],
    ['npm-counts.bin', sketchCounts(npmNames.flatMap(keysOfNpm), leastCount, date)],
    ['npm-trigrams.bin.br', buildTrigrams(ranked, date)],
    ['pypi-ranked.bin.br', buildRanked(pypiRanked, { exact: exactRanks, date })],
    // Where no month is known, nothing proves an age.
    [
      'pypi-registered.bin',
      sketchRegistered(
        pypi.map(({ name, month }) => [name, month === '' || month >= young]),
        date,
      ),
    ],
    [
      'pypi-counts.bin',
      sketchCounts(
        pypi.flatMap(({ name }) => keysOfPypi(name)),
        leastPypiCount,
        date,
      ),
    ],
    ['pypi-trigrams.bin.br', buildTrigrams(pypiRanked, date)],
    ['placeholders.bin', sketchPlaceholders({ npm, pypi }, date)],
    [
      'instead.txt.br',
      Buffer.from(
        [...listInstead('npm', npm, tableOf(ranked)), ...listInstead('pypi', pypi, tableOf(pypiRanked))].join(''),
      ),
    ],
    ['words.txt.br', Buffer.from(listWords([...npmNames, ...pypi.map(({ name }) => name)]))],
  ]);
}

/**
 * What a newer list of all registered names makes of the files that hold those. A name is young until a list that is older
 * than the limit had it.
 * @param indexFile answer of a simple index at its root, as JSON (PEP 691)
 */
export function renewRegistered(indexFile: string, former: Uint8Array, date: Date): ReadonlyMap<string, Uint8Array> {
  const names = readSimpleIndex(readFileSync(indexFile, 'utf8'));
  const before = openSketch(former);
  if (before.date >= date) throw new Error('the list is not newer than the bundled one');
  if (names.length < before.size * leastKept) throw new Error('the list lacks names that the bundled one has');
  return new Map([
    [
      'pypi-registered.bin',
      sketchRegistered(
        names.map((name) => [name, isYoung(name, before, date)]),
        date,
      ),
    ],
    ['pypi-counts.bin', sketchCounts(names.flatMap(keysOfPypi), leastPypiCount, date)],
  ]);
}

function isYoung(name: string, before: Sketch, date: Date): boolean {
  const wasYoung = before.find(name);
  return wasYoung === undefined || (wasYoung === 1 && before.date >= youngSince(date));
}

/** As it is committed. */
export const pack = (name: string, bytes: Uint8Array): Uint8Array =>
  name.endsWith('.br')
    ? brotliCompressSync(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
          [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      })
    : bytes;

export const unpack = (name: string, bytes: Uint8Array): Uint8Array =>
  name.endsWith('.br') ? brotliDecompressSync(bytes) : bytes;

/** The date of a packed file. */
export const dateOf = (name: string, bytes: Uint8Array): Date => {
  const content = unpack(name, bytes);
  return readHeader(content, String.fromCharCode(...content.subarray(0, 4))).date;
};

const tableOf = (ranked: readonly string[]): NameTable =>
  openTable(openRanked(buildRanked(ranked, { exact: exactRanks, date: new Date(0) })));

/** Bands of equal width in the order of rank. */
function sketchBands(names: readonly string[], date: Date): Uint8Array {
  const bands = new Map(names.map((name, at) => [name, Math.floor((at * 2 ** npmBandBits) / names.length)]));
  return buildSketch(bands, { fingerprintBits: 8, valueBits: npmBandBits, date });
}

const sketchRegistered = (names: readonly (readonly [string, boolean])[], date: Date): Uint8Array =>
  buildSketch(new Map(names.map(([name, young]) => [name, young ? 1 : 0])), {
    fingerprintBits: 9,
    valueBits: 1,
    date,
  });

const keysOfPypi = (name: string): readonly string[] => tokensOf(name).map((token) => `t:${token}`);

function keysOfNpm(name: string): readonly string[] {
  const slash = name.startsWith('@') ? name.indexOf('/') : -1;
  const scope = slash < 0 ? [] : [`s:${name.slice(0, slash)}`];
  return [...keysOfPypi(name), ...scope, `b:${name.slice(slash + 1)}`];
}

function sketchCounts(keys: readonly string[], least: number, date: Date): Uint8Array {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  const kept = [...counts].filter(([, count]) => count >= least);
  const entries = new Map(kept.map(([key, count]) => [key, quantise(count)]));
  return buildSketch(entries, { fingerprintBits: 7, valueBits: countBits, date });
}

interface Summarised {
  readonly name: string;
  readonly summary: string;
}

function sketchPlaceholders(lists: Readonly<Record<string, readonly Summarised[]>>, date: Date): Uint8Array {
  const entries = new Map<string, number>();
  for (const [ecosystem, packages] of Object.entries(lists)) {
    const known = new Set(packages.map(({ name }) => name));
    for (const { name, summary } of packages) {
      const found = classifySummary(name, summary);
      const isLost = found === 'redirect' && !known.has(readSuccessor(ecosystem, name, summary) ?? '');
      if (found !== undefined && !isLost)
        entries.set(placeholderKey(ecosystem, name), placeholderClasses.indexOf(found));
    }
  }
  return buildSketch(entries, { fingerprintBits: 13, valueBits: 3, date });
}
